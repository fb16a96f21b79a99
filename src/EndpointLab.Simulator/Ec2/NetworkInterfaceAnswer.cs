namespace EndpointLab.Simulator.Ec2;

/// <summary>Writes network interfaces, alone and as part of an instance.</summary>
internal static class NetworkInterfaceAnswer
{
    public static string Status(NetworkInterface networkInterface) => networkInterface.Attachment is null ? "available" : "in-use";

    /// <summary>Whose its public address is: the account's, or Amazon's own; null if it has none.</summary>
    public static string? AddressOwner(NetworkInterface networkInterface, RegionState region) => networkInterface.Association switch
    {
        null => null,
        { Elastic: null } => "amazon",
        _ => region.AccountId,
    };

    public static void Write(Ec2Answer xml, NetworkInterface one)
    {
        WriteShared(xml, one);
        xml.Text("availabilityZone", one.Subnet.Zone.Name);
        xml.Text("availabilityZoneId", one.Subnet.Zone.Id);
        xml.Text("requesterId", one.RequesterId);
        xml.Flag("requesterManaged", one.RequesterId is not null);
        xml.Flag("denyAllIgwTraffic", one.DenyAllIgwTraffic);
        xml.Text("ipv6Address", one.Ipv6Addresses is [var first, ..] ? first.ToString() : null);
        xml.Flag("ipv6Native", one.Subnet.Ipv6Native ? true : null);
        xml.Tags(one);
        if (one.Attachment is { } attachment)
            xml.Element("attachment", attachment, WriteAttachment);
    }

    /// <summary>As DescribeInstances shows it.</summary>
    public static void WriteOfInstance(Ec2Answer xml, NetworkInterface one)
    {
        WriteShared(xml, one);
        xml.Element("attachment", one.Attachment!, WriteAttachmentCore);
    }

    public static void WriteGroups(Ec2Answer xml, IEnumerable<SecurityGroup> groups) => xml.List("groupSet", groups, static (xml, group) =>
    {
        xml.Text("groupId", group.Id);
        xml.Text("groupName", group.Name);
    });

    private static void WriteShared(Ec2Answer xml, NetworkInterface one)
    {
        xml.Text("networkInterfaceId", one.Id);
        xml.Text("subnetId", one.Subnet.Id);
        xml.Text("vpcId", one.Subnet.Vpc.Id);
        xml.Text("description", one.Description);
        xml.Text("ownerId", xml.Region.AccountId);
        xml.Text("status", Status(one));
        xml.Text("macAddress", one.MacAddress);
        xml.Text("privateIpAddress", one.Address?.ToString());
        xml.Text("privateDnsName", one.Subnet.Vpc.EnableDnsHostnames ? one.PrivateDnsName : null);
        xml.Flag("sourceDestCheck", one.SourceDestCheck);
        WriteGroups(xml, one.Groups);
        WriteAssociation(xml, one);
        xml.List("privateIpAddressesSet", one.Address is null ? [] : (NetworkInterface[])[one], static (xml, one) =>
        {
            xml.Text("privateIpAddress", one.Address?.ToString());
            xml.Text("privateDnsName", one.Subnet.Vpc.EnableDnsHostnames ? one.PrivateDnsName : null);
            xml.Flag("primary", true);
            WriteAssociation(xml, one);
        });
        xml.List("ipv6AddressesSet", one.Ipv6Addresses, static (xml, address) =>
        {
            xml.Text("ipv6Address", address.ToString());
            xml.Flag("isPrimaryIpv6", false);
        });
        xml.Text("interfaceType", one.InterfaceType);
    }

    private static void WriteAssociation(Ec2Answer xml, NetworkInterface one)
    {
        if (one.Association is not { } association)
            return;
        xml.Element("association", () =>
        {
            xml.Text("publicIp", association.Address.ToString());
            xml.Text("publicDnsName", xml.Region.PublicDnsName(one.Subnet.Vpc, association.Address));
            xml.Text("ipOwnerId", AddressOwner(one, xml.Region));
            xml.Text("allocationId", association.Elastic?.Id);
            xml.Text("associationId", association.Elastic is null ? null : association.Id);
        });
    }

    public static void WriteAttachment(Ec2Answer xml, NetworkInterfaceAttachment attachment)
    {
        xml.Text("instanceId", attachment.Instance?.Id);
        xml.Text("instanceOwnerId", attachment.InstanceOwnerId);
        WriteAttachmentCore(xml, attachment);
    }

    private static void WriteAttachmentCore(Ec2Answer xml, NetworkInterfaceAttachment attachment)
    {
        xml.Text("attachmentId", attachment.Id);
        xml.Number("deviceIndex", attachment.DeviceIndex);
        xml.Number("networkCardIndex", 0);
        xml.Text("status", "attached");
        xml.Time("attachTime", attachment.AttachTime);
        xml.Flag("deleteOnTermination", attachment.DeleteOnTermination);
    }
}
