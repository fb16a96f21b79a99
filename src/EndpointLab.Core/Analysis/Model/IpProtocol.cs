namespace EndpointLab.Analysis;

/// <summary>A protocol that has ports: its name in security groups, and its number in network ACLs.</summary>
internal sealed record IpProtocol(string Name, string Number)
{
    public static readonly IpProtocol Tcp = new("tcp", "6"), Udp = new("udp", "17");

    public override string ToString() => Name;
}
