namespace EndpointLab.Labs;

/// <summary>A subnet in one of the lab's zones.</summary>
internal sealed record SubnetNode : LabNode
{
    private readonly Cidr block;
    private readonly int zone;
    private readonly bool isPublic;

    public SubnetNode(string lab, string role, Cidr block, int zone, bool isPublic)
        : base(role, ResourceKind.Subnet, $"{lab}-{(isPublic ? "public" : "private")}{Suffix(zone)}", VpcNode.Is) =>
        (this.block, this.zone, this.isPublic) = (block, zone, isPublic);

    public override string Detail => $"{block} in zone {zone + 1}{(isPublic ? ", public addresses" : "")}";

    public static string RoleOf(string side, int zone) => $"{side}-subnet{Suffix(zone)}";

    // The same block in the same VPC.
    internal override bool SaysItIsThere(LabException refusal) => refusal.AwsErrorCode is "InvalidSubnet.Conflict";

    internal override async Task<IReadOnlyList<LabResource>> ReadAsync(LabOperation lab, ResourceQuery query) =>
        await Subnets.GetAsync(lab, query);

    internal override async Task<LabResource> CreateAsync(LabBuild build) => await Subnets.CreateAsync(
        build.Lab,
        build.Id(VpcNode.Is),
        block,
        ipv6CidrBlock: null,
        await build.ZoneAsync(zone),
        assignIpv6: false,
        mapPublicIp: isPublic,
        build.TagsOf(this));

    internal override Task<IReadOnlyList<LabDifference>> CompareAsync(LabOperation lab, Func<string, string> idOf, LabResource found)
    {
        var subnet = (Subnet)found;
        List<LabDifference> all = [];
        if (subnet.CidrBlock != $"{block}")
        {
            all.Add(new($"{subnet.SubnetId} has the block {subnet.CidrBlock}, not {block}."));
        }

        if (isPublic && !subnet.MapPublicIpOnLaunch)
        {
            all.Add(new(
                $"{subnet.SubnetId} gives its instances no public addresses.", () => Subnets.MapPublicIpAsync(lab, subnet.SubnetId)));
        }
        else if (!isPublic && subnet.MapPublicIpOnLaunch)
        {
            all.Add(new($"{subnet.SubnetId} gives its instances public addresses, though it is private."));
        }

        return Task.FromResult<IReadOnlyList<LabDifference>>(all);
    }

    private static string Suffix(int zone) => zone == 0 ? "" : $"-{zone + 1}";
}
