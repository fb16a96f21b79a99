namespace EndpointLab.Simulator.Ec2;

internal static class Subnets
{
    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["CreateSubnet"] = Create,
        ["DeleteSubnet"] = Delete,
        ["DescribeSubnets"] = Describe,
        ["ModifySubnetAttribute"] = ModifyAttribute,
    };

    private static readonly FilterTable<Subnet> Filters = new()
    {
        { "availability-zone", subnet => subnet.Zone.Name },
        { "availabilityZone", subnet => subnet.Zone.Name },
        { "availability-zone-id", subnet => subnet.Zone.Id },
        { "availabilityZoneId", subnet => subnet.Zone.Id },
        { "available-ip-address-count", (subnet, region) => $"{region.AvailableAddresses(subnet)}" },
        { "cidr", subnet => subnet.CidrBlock.ToString() },
        { "cidrBlock", subnet => subnet.CidrBlock.ToString() },
        { "cidr-block", subnet => subnet.CidrBlock.ToString() },
        { "default-for-az", subnet => subnet.DefaultForAz },
        { "defaultForAz", subnet => subnet.DefaultForAz },
        { "map-public-ip-on-launch", subnet => subnet.MapPublicIpOnLaunch },
        { "owner-id", (_, region) => region.AccountId },
        { "private-dns-name-options-on-launch.hostname-type", subnet => subnet.HostnameType },
        { "state", (subnet, region) => subnet.State.At(region.Now) },
        { "subnet-arn", (subnet, region) => region.Arn(Subnet.Kind.Type, subnet.Id) },
        { "subnet-id", subnet => subnet.Id },
        { "vpc-id", subnet => subnet.Vpc.Id },
    };

    private static void Create(Ec2Call call)
    {
        call.Parameters.RefuseUnsupported("Ipv6CidrBlock", "Ipv6Native", "OutpostArn", "Ipv4IpamPoolId", "Ipv6IpamPoolId");
        var region = call.Region;
        var vpc = region.Vpcs[call.Parameters.Required("VpcId")];
        var block = BlockRules.Read(call.Parameters, "CidrBlock");
        if (block.PrefixLength is < 16 or > 28 || !vpc.CidrBlock.Contains(block))
            throw Ec2Errors.InvalidSubnetRange(block);
        if (region.Subnets.Any(other => other.Vpc == vpc && other.CidrBlock.Overlaps(block)))
            throw Ec2Errors.InvalidSubnetConflict(block);
        var zone = ZoneOf(call);
        var tags = call.NewTags(Subnet.Kind);
        call.Proceed();
        var subnet = region.AddSubnet(new(ResourceId.New("subnet"))
        {
            Vpc = vpc,
            CidrBlock = block,
            Zone = zone,
            State = region.Begin("available"),
            Tags = tags,
        });
        call.Answer.Element("subnet", subnet, Write);
    }

    private static void Delete(Ec2Call call)
    {
        var region = call.Region;
        var subnet = region.Subnets[call.Parameters.Required("SubnetId")];
        if (region.NetworkInterfacesOf(subnet).Any())
            throw Ec2Errors.DependencyViolation("subnet", subnet.Id);
        call.Proceed();
        region.RemoveSubnet(subnet);
        call.Answer.Success();
    }

    private static void Describe(Ec2Call call) => call.Describe(call.Region.Subnets, "SubnetId", Filters, "subnetSet", Write);

    private static void ModifyAttribute(Ec2Call call)
    {
        var subnet = call.Region.Subnets[call.Parameters.Required("SubnetId")];
        var mapPublicIp = call.Parameters.Boolean("MapPublicIpOnLaunch.Value");
        var dnsRecord = call.Parameters.Boolean("EnableResourceNameDnsARecordOnLaunch.Value");
        var hostnameType = call.Parameters["PrivateDnsHostnameTypeOnLaunch"];
        call.Parameters.OneOf("PrivateDnsHostnameTypeOnLaunch", subnet.HostnameType, "ip-name", "resource-name");
        Ec2Call.ExactlyOneAttribute(mapPublicIp, dnsRecord, hostnameType);
        call.Proceed();
        subnet.MapPublicIpOnLaunch = mapPublicIp ?? subnet.MapPublicIpOnLaunch;
        subnet.EnableResourceNameDnsARecord = dnsRecord ?? subnet.EnableResourceNameDnsARecord;
        subnet.HostnameType = hostnameType ?? subnet.HostnameType;
        call.Answer.Success();
    }

    private static Zone ZoneOf(Ec2Call call)
    {
        var zones = call.Region.Region.Zones;
        var (name, id) = (call.Parameters["AvailabilityZone"], call.Parameters["AvailabilityZoneId"]);
        if (name is not null && id is not null)
            throw Ec2Errors.InvalidParameterCombination("Only one of AvailabilityZone and AvailabilityZoneId may be specified.");
        var zone = zones.FirstOrDefault(zone => (name ?? zone.Name) == zone.Name && (id ?? zone.Id) == zone.Id);
        return zone ?? throw Ec2Errors.InvalidParameterValue(
            name is null ? "availabilityZoneId" : "availabilityZone",
            name ?? id!,
            "Subnets can currently only be created in the following availability zones: "
                + string.Join(", ", zones.Select(zone => name is null ? zone.Id : zone.Name)) + ".");
    }

    private static void Write(Ec2Answer xml, Subnet subnet)
    {
        xml.Text("subnetId", subnet.Id);
        xml.Text("subnetArn", xml.Region.Arn(Subnet.Kind.Type, subnet.Id));
        xml.Text("state", subnet.State.At(xml.Now));
        xml.Text("ownerId", xml.Region.AccountId);
        xml.Text("vpcId", subnet.Vpc.Id);
        xml.Text("cidrBlock", subnet.CidrBlock.ToString());
        xml.TextList("ipv6CidrBlockAssociationSet", []);
        xml.Number("availableIpAddressCount", xml.Region.AvailableAddresses(subnet));
        xml.Text("availabilityZone", subnet.Zone.Name);
        xml.Text("availabilityZoneId", subnet.Zone.Id);
        xml.Flag("defaultForAz", subnet.DefaultForAz);
        xml.Flag("mapPublicIpOnLaunch", subnet.MapPublicIpOnLaunch);
        xml.Flag("mapCustomerOwnedIpOnLaunch", false);
        xml.Flag("assignIpv6AddressOnCreation", false);
        xml.Flag("enableDns64", false);
        xml.Flag("ipv6Native", false);
        xml.Element("privateDnsNameOptionsOnLaunch", subnet, static (xml, subnet) =>
        {
            xml.Text("hostnameType", subnet.HostnameType);
            xml.Flag("enableResourceNameDnsARecord", subnet.EnableResourceNameDnsARecord);
            xml.Flag("enableResourceNameDnsAAAARecord", false);
        });
        xml.Element("blockPublicAccessStates", "off", static (xml, mode) => xml.Text("internetGatewayBlockMode", mode));
        xml.Tags(subnet);
    }
}

internal static partial class Ec2Errors
{
    public static ServiceException InvalidSubnetRange(Cidr block) => new("InvalidSubnet.Range", $"The CIDR '{block}' is invalid.");

    public static ServiceException InvalidSubnetConflict(Cidr block) =>
        new("InvalidSubnet.Conflict", $"The CIDR '{block}' conflicts with another subnet");
}
