using Amazon.EC2;
using EndpointLab.Resources;

namespace EndpointLab;

/// <summary>Elastic addresses that live and go with something else, and say so by a tag.</summary>
internal static class ElasticAddresses
{
    private const string AllocatedForTag = "endpointlab:allocated-for";

    /// <returns>The allocation id.</returns>
    public static async Task<string> AllocateAsync(LabOperation lab, IReadOnlyDictionary<string, string> tags)
    {
        var allTags = new Dictionary<string, string>(tags) { [AllocatedForTag] = "nat-gateway" };
        var allocated = await lab.Ec2((ec2, token) => ec2.AllocateAddressAsync(
            new() { Domain = DomainType.Vpc, TagSpecifications = Tags.Specify(ResourceType.ElasticIp, allTags) }, token));
        return allocated.AllocationId;
    }

    public static async Task<IReadOnlyList<ElasticAddress>> GetAsync(LabOperation lab, ResourceQuery query)
    {
        var found = await lab.Ec2((ec2, token) => ec2.DescribeAddressesAsync(new() { Filters = query.FilterList }, token));
        return [.. (found.Addresses ?? []).Select(address => new ElasticAddress(lab.Session, address))];
    }

    /// <summary>Whether it is there still, and was allocated here.</summary>
    public static async Task<bool> IsOursAsync(LabOperation lab, string allocationId) =>
        await GetAsync(lab, ResourceQuery.Where("allocation-id", allocationId)) is [var address] && address.Tags.ContainsKey(AllocatedForTag);

    public static Task ReleaseAsync(LabOperation lab, string allocationId) =>
        lab.Ec2((ec2, token) => ec2.ReleaseAddressAsync(new() { AllocationId = allocationId }, token), allocationId);
}
