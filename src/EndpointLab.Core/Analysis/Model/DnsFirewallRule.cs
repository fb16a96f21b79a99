namespace EndpointLab.Analysis;

/// <summary>What a VPC's DNS firewall does with questions for some names.</summary>
/// <param name="AssociationId">By which the VPC has it.</param>
/// <param name="Domains">In small letters; one that begins with an asterisk stands for those under it. Null where AWS shows none.</param>
internal sealed record DnsFirewallRule(
    string VpcId, string AssociationId, string RuleGroupId, string Name, int Priority, string Action, IReadOnlyList<string>? Domains)
{
    public const string Block = "BLOCK", Allow = "ALLOW";

    /// <summary>NXDOMAIN, NODATA or OVERRIDE; null where nothing is blocked.</summary>
    public string? BlockResponse { get; init; }

    /// <summary>The type of records it is about; null for all.</summary>
    public string? QueryType { get; init; }

    public bool Matches(string name, string queryType) => (QueryType is null || QueryType == queryType) && (Domains ?? []).Any(
        domain => domain == name || domain is "*"
            || (domain.StartsWith("*.", StringComparison.Ordinal) && name.EndsWith(domain[1..], StringComparison.Ordinal)));
}
