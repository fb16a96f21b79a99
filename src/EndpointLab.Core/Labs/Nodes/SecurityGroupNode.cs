namespace EndpointLab.Labs;

/// <summary>A security group with its rules, which lets nothing out unless a rule says so.</summary>
internal sealed record SecurityGroupNode : LabNode
{
    public const string Public = "public-group", Private = "private-group", Endpoints = "endpoint-group";

    private const int Ssh = 22;

    private readonly string description;
    private readonly GroupRule[] rules;

    private SecurityGroupNode(string lab, string role, string name, string description, params GroupRule[] rules)
        : base(
            role,
            ResourceKind.SecurityGroup,
            $"{lab}-{name}",
            [VpcNode.Is, .. rules.Where(rule => rule.Peer is PeerKind.Group).Select(rule => rule.Text)]) =>
        (this.description, this.rules) = (description, rules);

    public override string Detail => rules.Length == 0 ? "no rules" : string.Join(", ", rules.Select(rule => $"{rule}"));

    public static IEnumerable<SecurityGroupNode> Of(LabSpecification lab)
    {
        List<GroupRule> toServices =
        [
            .. lab.GatewayServices.Select(service => new GroupRule(IsEgress: true, Probes.HttpsPort, PeerKind.PrefixList, service)),
        ];
        if (lab.InterfaceServices.Count > 0)
        {
            yield return new(
                lab.Name,
                Endpoints,
                "endpoints",
                "HTTPS from the VPC",
                new GroupRule(IsEgress: false, Probes.HttpsPort, PeerKind.Block, $"{lab.CidrBlock}"));
            toServices.Add(new(IsEgress: true, Probes.HttpsPort, PeerKind.Group, Endpoints));
        }

        yield return new(
            lab.Name,
            Public,
            "public",
            "SSH from the caller",
            [
                .. lab.CallerCidr is { } caller ? [new GroupRule(IsEgress: false, Ssh, PeerKind.Block, $"{caller}")] : (GroupRule[])[],
                new(IsEgress: true, Port: null, PeerKind.Block, "0.0.0.0/0"),
            ]);
        yield return new(
            lab.Name,
            Private,
            "private",
            "SSH from the public instance",
            [new(IsEgress: false, Ssh, PeerKind.Group, Public), .. toServices]);
    }

    internal override bool SaysItIsThere(LabException refusal) => refusal.AwsErrorCode is "InvalidGroup.Duplicate";

    internal override async Task<IReadOnlyList<LabResource>> ReadAsync(LabOperation lab, ResourceQuery query) =>
        await SecurityGroups.GetAsync(lab, query);

    internal override async Task<LabResource> CreateAsync(LabBuild build) => await SecurityGroups.CreateAsync(
        build.Lab, build.Id(VpcNode.Is), Name, description, defaultEgress: KeepsDefault, build.TagsOf(this));

    internal override async Task<IReadOnlyList<LabDifference>> CompareAsync(LabOperation lab, Func<string, string> idOf, LabResource found)
    {
        var group = (SecurityGroup)found;
        List<LabDifference> all = [];
        var wanted = await Task.WhenAll(rules.Select(rule => rule.ResolveAsync(lab, idOf)));
        foreach (var lacking in Lacking(group, wanted).GroupBy(rule => rule.IsEgress))
        {
            all.Add(new(
                $"{group.GroupId} lacks {string.Join(", ", lacking.Select(TextOf))}.",
                () => LabBuild.UnlessDoneAsync(
                    () => SecurityGroupRules.AuthorizeAsync(lab, group.GroupId, lacking.Key, lacking),
                    async () => !Lacking(await SecurityGroups.GetAsync(lab, group.GroupId), lacking).Any())));
        }

        foreach (var rule in group.Rules.Where(rule => !wanted.Any(one => TextOf(one) == $"{rule}")))
        {
            // AWS gives every new group this one.
            var isDefault = $"{rule}" == TextOf(RuleSpecification.DefaultEgress);
            all.Add(new(
                $"{group.GroupId} has a rule that isn't planned: {rule}.",
                isDefault ? () => SecurityGroupRules.RemoveAsync(lab, rule.SecurityGroupRuleId) : null));
        }

        return all;
    }

    private bool KeepsDefault => Array.Exists(rules, rule => rule is { IsEgress: true, Port: null });

    private static IEnumerable<RuleSpecification> Lacking(SecurityGroup group, IEnumerable<RuleSpecification> wanted) =>
        wanted.Where(rule => !Array.Exists(group.Rules, one => $"{one}" == TextOf(rule)));

    /// <summary>As a rule that is there shows itself.</summary>
    private static string TextOf(RuleSpecification rule) => $"{(rule.IsEgress ? "Egress" : "Ingress")} {rule}";
}
