namespace EndpointLab.Simulator.Ec2;

internal static class NetworkInterfaces
{
    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["CreateNetworkInterface"] = Create,
        ["DeleteNetworkInterface"] = Delete,
        ["DescribeNetworkInterfaces"] = Describe,
        ["DescribeNetworkInterfaceAttribute"] = DescribeAttribute,
        ["ModifyNetworkInterfaceAttribute"] = ModifyAttribute,
        ["ResetNetworkInterfaceAttribute"] = ResetAttribute,
    };

    private static readonly FilterTable<NetworkInterface> Filters = new()
    {
        { "addresses.association.owner-id", NetworkInterfaceAnswer.AddressOwner },
        { "addresses.association.public-ip", one => one.PublicAddress?.ToString() },
        { "addresses.primary", _ => "true" },
        { "addresses.private-ip-address", one => one.Address?.ToString() },
        { "association.allocation-id", one => one.Association?.Elastic?.Id },
        { "association.association-id", one => one.Association?.Id },
        { "association.public-ip", one => one.PublicAddress?.ToString() },
        { "attachment.attachment-id", one => one.Attachment?.Id },
        { "attachment.delete-on-termination", one => one.Attachment?.DeleteOnTermination },
        { "attachment.device-index", one => one.Attachment?.DeviceIndex.ToString() },
        { "attachment.instance-id", one => one.Attachment?.Instance?.Id },
        { "attachment.instance-owner-id", one => one.Attachment?.InstanceOwnerId },
        { "attachment.status", one => one.Attachment is null ? null : "attached" },
        { "availability-zone", one => one.Subnet.Zone.Name },
        { "availability-zone-id", one => one.Subnet.Zone.Id },
        { "description", one => one.Description },
        { "group-id", one => one.Groups.Select(group => group.Id) },
        { "group-name", one => one.Groups.Select(group => group.Name) },
        { "interface-type", one => one.InterfaceType },
        { "ipv6-addresses.ipv6-address", one => one.Ipv6Addresses.Select(address => address.ToString()) },
        { "mac-address", one => one.MacAddress },
        { "network-interface-id", one => one.Id },
        { "owner-id", (_, region) => region.AccountId },
        { "private-dns-name", one => one.PrivateDnsName },
        { "private-ip-address", one => one.Address?.ToString() },
        { "requester-id", one => one.RequesterId },
        { "requester-managed", one => one.RequesterId is not null },
        { "source-dest-check", one => one.SourceDestCheck },
        { "status", one => NetworkInterfaceAnswer.Status(one) },
        { "subnet-id", one => one.Subnet.Id },
        { "vpc-id", one => one.Subnet.Vpc.Id },
    };

    private static void Create(Ec2Call call)
    {
        var (region, parameters) = (call.Region, call.Parameters);
        var subnet = region.Subnets[parameters.Required("SubnetId")];
        var groups = NetworkInterfaceRules.Groups(region, parameters.List("SecurityGroupId"), subnet);
        var addresses = NetworkInterfaceRules.Addresses(region, subnet, parameters["PrivateIpAddress"], 1, 1);
        var ipv6 = Ipv6Request.Read(region, subnet, parameters, "Ipv6Addresses");
        var tags = call.NewTags(NetworkInterface.Kind);
        call.Proceed();
        var created = region.NetworkInterfaces.Add(new NetworkInterface(ResourceId.New("eni"))
        {
            Subnet = subnet,
            Address = addresses[0],
            Ipv6Addresses = ipv6.Take(region, subnet),
            Description = parameters["Description"] ?? "",
            Groups = groups,
            Tags = tags,
        });
        call.Answer.Element("networkInterface", created, NetworkInterfaceAnswer.Write);
        call.Answer.Text("clientToken", parameters["ClientToken"]);
    }

    private static void Delete(Ec2Call call)
    {
        var networkInterface = call.Region.NetworkInterfaces[call.Parameters.Required("NetworkInterfaceId")];
        if (networkInterface.Attachment is not null)
            throw Ec2Errors.InvalidParameterValue($"Network interface '{networkInterface.Id}' is currently in use.");
        call.Proceed();
        call.Region.NetworkInterfaces.Remove(networkInterface);
        call.Answer.Success();
    }

    private static void Describe(Ec2Call call) => call.Describe(
        call.Region.NetworkInterfaces, "NetworkInterfaceId", Filters, "networkInterfaceSet", NetworkInterfaceAnswer.Write);

    private static void DescribeAttribute(Ec2Call call)
    {
        var one = call.Region.NetworkInterfaces[call.Parameters.Required("NetworkInterfaceId")];
        var attribute = call.Parameters.Required("Attribute");
        Action write = attribute switch
        {
            "description" => () => call.Answer.Element(attribute, one, static (xml, one) => xml.Text("value", one.Description)),
            "groupSet" => () => NetworkInterfaceAnswer.WriteGroups(call.Answer, one.Groups),
            "sourceDestCheck" => () => call.Answer.Element(attribute, one, static (xml, one) => xml.Flag("value", one.SourceDestCheck)),
            "attachment" when one.Attachment is { } attachment =>
                () => call.Answer.Element(attribute, attachment, NetworkInterfaceAnswer.WriteAttachment),
            "attachment" => () => { },
            _ => throw Ec2Errors.InvalidParameterValue("attribute", attribute, "Unknown attribute."),
        };
        call.Proceed();
        call.Answer.Text("networkInterfaceId", one.Id);
        write();
    }

    private static void ResetAttribute(Ec2Call call)
    {
        var networkInterface = call.Region.NetworkInterfaces[call.Parameters.Required("NetworkInterfaceId")];
        NetworkInterfaceRules.CheckOwn(networkInterface);
        call.Parameters.Required("SourceDestCheck");
        call.Proceed();
        networkInterface.SourceDestCheck = true;
        call.Answer.Success();
    }

    private static void ModifyAttribute(Ec2Call call)
    {
        var (region, parameters) = (call.Region, call.Parameters);
        var networkInterface = region.NetworkInterfaces[parameters.Required("NetworkInterfaceId")];
        NetworkInterfaceRules.CheckOwn(networkInterface);
        var groups = parameters.List("SecurityGroupId") is { Count: > 0 } ids
            ? NetworkInterfaceRules.Groups(region, ids, networkInterface.Subnet)
            : null;
        var description = parameters["Description.Value"];
        var sourceDestCheck = parameters.Boolean("SourceDestCheck.Value");
        var deleteOnTermination = parameters.Boolean("Attachment.DeleteOnTermination");
        var attachment = networkInterface.Attachment;
        if (deleteOnTermination is not null && parameters.Required("Attachment.AttachmentId") is var id && attachment?.Id != id)
            throw Ec2Errors.InvalidAttachmentNotFound(id);
        if (new[] { groups, description, sourceDestCheck, (object?)deleteOnTermination }.Count(given => given is not null) != 1)
            throw Ec2Errors.InvalidParameterCombination("The request must contain exactly one attribute to modify");
        call.Proceed();
        networkInterface.Groups = groups ?? networkInterface.Groups;
        networkInterface.Description = description ?? networkInterface.Description;
        networkInterface.SourceDestCheck = sourceDestCheck ?? networkInterface.SourceDestCheck;
        if (deleteOnTermination is { } delete)
            attachment!.DeleteOnTermination = delete;
        call.Answer.Success();
    }
}

internal static partial class Ec2Errors
{
    public static ServiceException InvalidAttachmentNotFound(string id) =>
        new("InvalidAttachmentID.NotFound", $"The attachment ID '{id}' does not exist");
}
