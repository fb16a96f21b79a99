using Amazon.EC2;

namespace EndpointLab.Labs;

/// <summary>The VPC, which carries what is to be known of the whole lab.</summary>
internal sealed record VpcNode(string Lab, Cidr CidrBlock) : LabNode(Is, ResourceKind.Vpc, Lab)
{
    public const string Is = "vpc";

    public override string Detail => $"{CidrBlock}";

    internal override bool MayBeTwo => true;

    internal override async Task<IReadOnlyList<LabResource>> ReadAsync(LabOperation lab, ResourceQuery query) => await Vpcs.GetAsync(lab, query);

    internal override async Task<LabResource> CreateAsync(LabBuild build) =>
        await Vpcs.CreateAsync(build.Lab, CidrBlock, ipv6: false, build.TagsOf(this));

    internal override Task<IReadOnlyList<LabDifference>> CompareAsync(LabOperation lab, Func<string, string> idOf, LabResource found) =>
        Task.FromResult<IReadOnlyList<LabDifference>>(found is Vpc vpc && vpc.CidrBlock != $"{CidrBlock}"
            ? [new($"{vpc.VpcId} has the block {vpc.CidrBlock}, not {CidrBlock}.")]
            : []);

    internal override async Task<IReadOnlyList<LabDifference>> InspectAsync(LabBuild build, LabResource found)
    {
        var vpc = (Vpc)found;
        List<LabDifference> all = [];
        if (!await Vpcs.HasAttributeAsync(build.Lab, vpc.VpcId, VpcAttributeName.EnableDnsHostnames))
        {
            all.Add(new(
                $"{vpc.VpcId} has enableDnsHostnames off.", () => Vpcs.EnableDnsHostnamesAsync(build.Lab, vpc.VpcId)));
        }

        if (!await Vpcs.HasAttributeAsync(build.Lab, vpc.VpcId, VpcAttributeName.EnableDnsSupport))
        {
            all.Add(new($"{vpc.VpcId} has enableDnsSupport off, so that nothing in it finds names."));
        }

        return all;
    }

    internal override Task RemoveAsync(LabOperation lab, string id) => Vpcs.RemoveAsync(lab, id);
}
