namespace EndpointLab.Analysis;

/// <param name="Entries">In the order in which they decide.</param>
internal sealed record AclModel(string Id, string VpcId, IReadOnlyList<AclEntryModel> Entries)
{
    public IReadOnlyList<string> SubnetIds { get; init; } = [];

    internal static AclModel From(Amazon.EC2.Model.NetworkAcl acl) => new(
        acl.NetworkAclId,
        acl.VpcId,
        [.. (acl.Entries ?? []).Select(AclEntryModel.From).OrderBy(entry => entry.Number)])
    {
        SubnetIds = [.. (acl.Associations ?? []).Select(association => association.SubnetId)],
    };
}

/// <param name="Ports">Null for all.</param>
internal sealed record AclEntryModel(int Number, bool IsEgress, bool Allows, Cidr Block, string Protocol, PortRange? Ports)
{
    /// <summary>From this number on nobody can change the entries: they refuse whatever no other entry matched.</summary>
    public const int FirstFinalNumber = 32767;

    public bool IsFor(IpProtocol protocol) => Protocol is "-1" || Protocol == protocol.Number;

    /// <summary>As the console shows it, such as <c>outbound 100</c> or <c>inbound *</c>.</summary>
    public string Rule => $"{Direction(IsEgress)} {(Number >= FirstFinalNumber ? "*" : Number)}";

    internal static AclEntryModel From(Amazon.EC2.Model.NetworkAclEntry entry) => new(
        entry.RuleNumber ?? FirstFinalNumber,
        entry.Egress ?? false,
        entry.RuleAction == Amazon.EC2.RuleAction.Allow,
        Cidr.Parse(entry.CidrBlock ?? entry.Ipv6CidrBlock),
        entry.Protocol,
        entry.PortRange is { From: { } from, To: { } to } ? new(from, to) : null);

    public static string Direction(bool isEgress) => isEgress ? "outbound" : "inbound";
}
