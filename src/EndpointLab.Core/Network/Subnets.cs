using Amazon.EC2;
using Amazon.EC2.Model;
using EndpointLab.Resources;

namespace EndpointLab;

/// <summary>Makes, finds and deletes subnets.</summary>
public static class Subnets
{
    /// <param name="availabilityZone">Null for the Region's first, so that subnets meet in one zone unless asked to spread.</param>
    /// <param name="assignIpv6">Whether network interfaces in it get an IPv6 address without asking for one.</param>
    /// <param name="mapPublicIp">Whether instances in it get a public address without asking for one.</param>
    public static async Task<Subnet> CreateAsync(
        LabOperation lab,
        string vpcId,
        Cidr cidrBlock,
        Cidr? ipv6CidrBlock,
        string? availabilityZone,
        bool assignIpv6,
        bool mapPublicIp,
        IReadOnlyDictionary<string, string> tags)
    {
        var zone = availabilityZone ?? (await AvailabilityZones.NamesAsync(lab) is [var first, ..] ? first : null);
        var created = await lab.Ec2((ec2, token) => ec2.CreateSubnetAsync(
            new CreateSubnetRequest
            {
                VpcId = vpcId,
                CidrBlock = $"{cidrBlock}",
                Ipv6CidrBlock = ipv6CidrBlock?.ToString(),
                AvailabilityZone = zone,
                TagSpecifications = Tags.Specify(ResourceType.Subnet, tags),
            },
            token), vpcId);
        var subnetId = created.Subnet.SubnetId;
        if (mapPublicIp)
        {
            await MapPublicIpAsync(lab, subnetId);
        }

        if (assignIpv6)
        {
            await ModifyAsync(lab, new() { SubnetId = subnetId, AssignIpv6AddressOnCreation = true });
        }

        return await lab.JustCreated(() => GetAsync(lab, subnetId));
    }

    /// <summary>Gives instances in the subnet public addresses from now on.</summary>
    internal static Task MapPublicIpAsync(LabOperation lab, string subnetId) =>
        ModifyAsync(lab, new() { SubnetId = subnetId, MapPublicIpOnLaunch = true });

    public static async Task<IReadOnlyList<Subnet>> GetAsync(LabOperation lab, ResourceQuery query)
    {
        var subnets = await lab.Ec2Pages(
            (ec2, next, token) => ec2.DescribeSubnetsAsync(
                new() { SubnetIds = query.IdList, Filters = query.FilterList, NextToken = next }, token),
            response => response.Subnets,
            response => response.NextToken);
        return [.. subnets.Select(subnet => new Subnet(lab.Session, subnet))];
    }

    public static async Task<Subnet> GetAsync(LabOperation lab, string subnetId) => (await GetAsync(lab, ResourceQuery.ById(subnetId)))[0];

    public static Task RemoveAsync(LabOperation lab, string subnetId) => Dependents.NameAsync(
        lab.Ec2((ec2, token) => ec2.DeleteSubnetAsync(new() { SubnetId = subnetId }, token), subnetId),
        () => Dependents.OfSubnetAsync(lab, subnetId));

    private static Task<ModifySubnetAttributeResponse> ModifyAsync(LabOperation lab, ModifySubnetAttributeRequest request) =>
        lab.JustCreated(() => lab.Ec2((ec2, token) => ec2.ModifySubnetAttributeAsync(request, token), request.SubnetId));
}
