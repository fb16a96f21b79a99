namespace EndpointLab;

/// <summary>A network interface (EC2's <c>NetworkInterface</c>), of an instance or of a service's.</summary>
public sealed record NetworkInterface : LabResource
{
    public string NetworkInterfaceId { get; }

    public string VpcId { get; }

    public string SubnetId { get; }

    public string AvailabilityZone { get; }

    /// <summary>The primary private IPv4 address; null where there is none.</summary>
    public string? PrivateIpAddress { get; }

    public string[] Ipv6Addresses { get; }

    /// <summary>The public address that the internet gateway maps to it; null without one.</summary>
    public string? PublicIp { get; }

    /// <summary>The ids of its security groups.</summary>
    public string[] Groups { get; }

    /// <summary><c>available</c>, or <c>in-use</c> while it is attached.</summary>
    public string Status { get; }

    /// <summary>What kind it is: <c>interface</c>, <c>nat_gateway</c>, <c>vpc_endpoint</c> and others.</summary>
    public string InterfaceType { get; }

    public string? Description { get; }

    /// <summary>The instance that it is attached to; null without one.</summary>
    public string? InstanceId { get; }

    internal override string Id => NetworkInterfaceId;

    internal NetworkInterface(LabSession session, Amazon.EC2.Model.NetworkInterface found)
        : base(session, found.TagSet)
    {
        NetworkInterfaceId = found.NetworkInterfaceId;
        VpcId = found.VpcId;
        SubnetId = found.SubnetId;
        AvailabilityZone = found.AvailabilityZone;
        PrivateIpAddress = found.PrivateIpAddress;
        Ipv6Addresses = [.. (found.Ipv6Addresses ?? []).Select(address => address.Ipv6Address)];
        PublicIp = found.Association?.PublicIp;
        Groups = [.. (found.Groups ?? []).Select(group => group.GroupId)];
        Status = found.Status;
        InterfaceType = found.InterfaceType;
        Description = found.Description;
        InstanceId = found.Attachment?.InstanceId;
    }
}
