namespace EndpointLab;

/// <summary>A NAT gateway (EC2's <c>NatGateway</c>), with its first address.</summary>
public sealed record NatGateway : LabResource
{
    public string NatGatewayId { get; }

    public string VpcId { get; }

    public string SubnetId { get; }

    /// <summary>
    /// <c>pending</c>, <c>available</c>, <c>failed</c>, <c>deleting</c> or <c>deleted</c>; AWS shows deleted ones for an hour.
    /// </summary>
    public string State { get; internal init; }

    /// <summary><c>public</c> or <c>private</c>.</summary>
    public string ConnectivityType { get; }

    /// <summary>The elastic address; null while it has none.</summary>
    public string? PublicIp { get; }

    public string? PrivateIp { get; }

    public string? AllocationId { get; }

    public string? NetworkInterfaceId { get; }

    /// <summary>Why it failed, in AWS's words; null otherwise.</summary>
    public string? FailureMessage { get; }

    internal override string Id => NatGatewayId;

    internal NatGateway(LabSession session, Amazon.EC2.Model.NatGateway gateway)
        : base(session, gateway.Tags)
    {
        var address = gateway.NatGatewayAddresses?.FirstOrDefault();
        NatGatewayId = gateway.NatGatewayId;
        VpcId = gateway.VpcId;
        SubnetId = gateway.SubnetId;
        State = gateway.State;
        ConnectivityType = gateway.ConnectivityType ?? Amazon.EC2.ConnectivityType.Public;
        PublicIp = address?.PublicIp;
        PrivateIp = address?.PrivateIp;
        AllocationId = address?.AllocationId;
        NetworkInterfaceId = address?.NetworkInterfaceId;
        FailureMessage = gateway.FailureMessage;
    }
}
