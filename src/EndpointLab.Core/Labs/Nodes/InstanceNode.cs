namespace EndpointLab.Labs;

/// <summary>The instance in the first public or private subnet.</summary>
internal sealed record InstanceNode : LabNode
{
    public const string Public = "public-instance", Private = "private-instance";

    private const string InstanceType = "t3.micro";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly bool isPublic;
    private readonly bool readsBucket;

    public InstanceNode(string lab, bool isPublic, bool readsBucket)
        : base(
            isPublic ? Public : Private,
            ResourceKind.Instance,
            $"{lab}-{Side(isPublic)}",
            [
                SubnetNode.RoleOf(Side(isPublic), zone: 0), GroupOf(isPublic), KeyPairNode.Is,
                .. readsBucket ? [BucketNode.Is] : (string[])[],
            ]) => (this.isPublic, this.readsBucket) = (isPublic, readsBucket);

    public override string Detail => $"{InstanceType}, Amazon Linux 2023{(readsBucket ? ", reads the bucket" : "")}";

    internal override IEnumerable<BilledItem> Billed =>
        [new(InstanceType), new("rootVolume"), .. isPublic ? [new("publicIpv4Address")] : (BilledItem[])[]];

    internal override bool SaysItIsThere(LabException refusal) => refusal.AwsErrorCode is "IdempotentParameterMismatch";

    internal override async Task<IReadOnlyList<LabResource>> ReadAsync(LabOperation lab, ResourceQuery query) =>
        [.. (await Instances.GetAsync(lab, query)).Where(IsAlive)];

    internal static bool IsAlive(Instance instance) => instance.State is not ("shutting-down" or "terminated");

    internal override async Task<LabResource> CreateAsync(LabBuild build) => await Instances.LaunchAsync(build.Lab, new(
        build.Id(SubnetNode.RoleOf(Side(isPublic), zone: 0)),
        InstanceType,
        [build.Id(GroupOf(isPublic))],
        build.Id(KeyPairNode.Is),
        ImageId: null,
        readsBucket ? build.Id(BucketNode.Is) : null,
        InstanceProfile: null,
        AssociatePublicIpAddress: null,
        build.TagsOf(this)));

    internal override Task<IReadOnlyList<LabDifference>> CompareAsync(LabOperation lab, Func<string, string> idOf, LabResource found)
    {
        var instance = (Instance)found;
        List<LabDifference> all = [];
        if (instance.State is not ("pending" or "running"))
        {
            all.Add(new($"{instance.InstanceId} is {instance.State}."));
        }

        // Some servers tell no groups, and an instance is always in one.
        if (instance.SecurityGroups.Length > 0 && !instance.SecurityGroups.SequenceEqual([idOf(GroupOf(isPublic))]))
        {
            all.Add(new($"{instance.InstanceId} is in {string.Join(", ", instance.SecurityGroups)}, not in {idOf(GroupOf(isPublic))} alone."));
        }

        if (readsBucket && instance.IamInstanceProfile is null)
        {
            all.Add(new($"{instance.InstanceId} has no role by which it could read the bucket."));
        }

        return Task.FromResult<IReadOnlyList<LabDifference>>(all);
    }

    internal override async Task<LabResource> WaitAsync(LabBuild build, LabResource found) => found is Instance { State: "pending" } pending
        ? (await Wait.ForOneAsync(new(build.Lab, pending.InstanceId, pending), InstanceWait.For(["running"]), Patience))!
        : found;

    private static string Side(bool isPublic) => isPublic ? "public" : "private";

    private static string GroupOf(bool isPublic) => isPublic ? SecurityGroupNode.Public : SecurityGroupNode.Private;
}
