namespace EndpointLab;

/// <summary>A subnet (EC2's <c>Subnet</c>).</summary>
public sealed record Subnet : LabResource
{
    public string SubnetId { get; }

    public string VpcId { get; }

    public string CidrBlock { get; }

    public string AvailabilityZone { get; }

    /// <summary>Whether instances get a public address without asking for one.</summary>
    public bool MapPublicIpOnLaunch { get; }

    public int AvailableIpAddressCount { get; }

    public string State { get; }

    internal override string Id => SubnetId;

    internal Subnet(LabSession session, Amazon.EC2.Model.Subnet subnet)
        : base(session, subnet.Tags)
    {
        SubnetId = subnet.SubnetId;
        VpcId = subnet.VpcId;
        CidrBlock = subnet.CidrBlock;
        AvailabilityZone = subnet.AvailabilityZone;
        MapPublicIpOnLaunch = subnet.MapPublicIpOnLaunch ?? false;
        AvailableIpAddressCount = subnet.AvailableIpAddressCount ?? 0;
        State = subnet.State;
    }
}
