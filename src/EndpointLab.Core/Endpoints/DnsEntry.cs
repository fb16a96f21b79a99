namespace EndpointLab;

/// <summary>A name under which an endpoint answers (EC2's <c>DnsEntry</c>).</summary>
public sealed record DnsEntry(string DnsName, string HostedZoneId)
{
    public override string ToString() => DnsName;
}
