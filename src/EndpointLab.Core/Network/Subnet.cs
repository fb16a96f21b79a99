namespace EndpointLab;

/// <summary>A subnet (EC2's <c>Subnet</c>).</summary>
public sealed record Subnet : LabResource
{
    public string SubnetId { get; }

    public string VpcId { get; }

    /// <summary>The IPv4 block; null in a subnet for IPv6 alone.</summary>
    public string? CidrBlock { get; }

    /// <summary>The IPv6 block, also while the subnet is just getting it; null without one.</summary>
    public string? Ipv6CidrBlock { get; }

    public string AvailabilityZone { get; }

    /// <summary>The zone's id, such as use1-az1: unlike the name, it means the same zone in every account.</summary>
    public string AvailabilityZoneId { get; }

    /// <summary>Whether instances get a public address without asking for one.</summary>
    public bool MapPublicIpOnLaunch { get; }

    /// <summary>Whether network interfaces get an IPv6 address without asking for one.</summary>
    public bool AssignIpv6AddressOnCreation { get; }

    public int AvailableIpAddressCount { get; }

    public string State { get; }

    internal override string Id => SubnetId;

    /// <summary>Its blocks of both families.</summary>
    internal IEnumerable<string> Blocks => new[] { CidrBlock, Ipv6CidrBlock }.OfType<string>();

    internal Subnet(LabSession session, Amazon.EC2.Model.Subnet subnet)
        : base(session, subnet.Tags)
    {
        SubnetId = subnet.SubnetId;
        VpcId = subnet.VpcId;
        CidrBlock = string.IsNullOrEmpty(subnet.CidrBlock) ? null : subnet.CidrBlock;
        Ipv6CidrBlock = (subnet.Ipv6CidrBlockAssociationSet ?? [])
            .FirstOrDefault(block => block.Ipv6CidrBlockState?.State?.Value is "associating" or "associated")?.Ipv6CidrBlock;
        AvailabilityZone = subnet.AvailabilityZone;
        AvailabilityZoneId = subnet.AvailabilityZoneId ?? "";
        MapPublicIpOnLaunch = subnet.MapPublicIpOnLaunch ?? false;
        AssignIpv6AddressOnCreation = subnet.AssignIpv6AddressOnCreation ?? false;
        AvailableIpAddressCount = subnet.AvailableIpAddressCount ?? 0;
        State = subnet.State;
    }
}
