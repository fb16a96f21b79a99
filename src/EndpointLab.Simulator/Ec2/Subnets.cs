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
        { "cidr", subnet => subnet.CidrBlock?.ToString() },
        { "cidrBlock", subnet => subnet.CidrBlock?.ToString() },
        { "cidr-block", subnet => subnet.CidrBlock?.ToString() },
        { "default-for-az", subnet => subnet.DefaultForAz },
        { "defaultForAz", subnet => subnet.DefaultForAz },
        { "enable-dns64", subnet => subnet.EnableDns64 },
        { "ipv6-cidr-block-association.association-id", subnet => subnet.Ipv6Association?.Id },
        { "ipv6-cidr-block-association.ipv6-cidr-block", subnet => subnet.Ipv6Association?.Block.ToString() },
        { "ipv6-cidr-block-association.state", (subnet, region) => subnet.Ipv6Association?.State.At(region.Now) },
        { "ipv6-native", subnet => subnet.Ipv6Native },
        { "map-public-ip-on-launch", subnet => subnet.MapPublicIpOnLaunch },
        { "owner-id", (_, region) => region.AccountId },
        { "private-dns-name-options-on-launch.enable-resource-name-dns-a-record", subnet => subnet.EnableResourceNameDnsARecord },
        { "private-dns-name-options-on-launch.enable-resource-name-dns-aaaa-record", subnet => subnet.EnableResourceNameDnsAaaaRecord },
        { "private-dns-name-options-on-launch.hostname-type", subnet => subnet.HostnameType },
        { "state", (subnet, region) => subnet.State.At(region.Now) },
        { "subnet-arn", (subnet, region) => region.Arn(Subnet.Kind.Type, subnet.Id) },
        { "subnet-id", subnet => subnet.Id },
        { "vpc-id", subnet => subnet.Vpc.Id },
    };

    private static void Create(Ec2Call call)
    {
        call.Parameters.RefuseUnsupported("OutpostArn", "Ipv4IpamPoolId", "Ipv6IpamPoolId");
        var region = call.Region;
        var vpc = region.Vpcs[call.Parameters.Required("VpcId")];
        var isNative = call.Parameters.Boolean("Ipv6Native") == true;
        var block = ReadIpv4(call, vpc, isNative);
        var ipv6 = call.Parameters["Ipv6CidrBlock"] is { } text ? SubnetCidrBlocks.Read(region, vpc, text) : (Cidr?)null;
        if (isNative && ipv6 is null)
            throw new ServiceException("MissingParameter", "Either 'ipv6CidrBlock' or 'ipv6IpamPoolId' should be provided.");
        var zone = ZoneOf(call);
        var tags = call.NewTags(Subnet.Kind);
        call.Proceed();
        var subnet = region.AddSubnet(new(ResourceId.New("subnet"))
        {
            Vpc = vpc,
            CidrBlock = block,
            Ipv6Association = ipv6 is { } given ? region.NewCidrAssociation("subnet-cidr-assoc", given) : null,
            AssignIpv6AddressOnCreation = isNative,
            HostnameType = isNative ? "resource-name" : "ip-name",
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
        var assignIpv6 = call.Parameters.Boolean("AssignIpv6AddressOnCreation.Value");
        var dns64 = call.Parameters.Boolean("EnableDns64.Value");
        var dnsRecord = call.Parameters.Boolean("EnableResourceNameDnsARecordOnLaunch.Value");
        var ipv6DnsRecord = call.Parameters.Boolean("EnableResourceNameDnsAAAARecordOnLaunch.Value");
        var hostnameType = call.Parameters["PrivateDnsHostnameTypeOnLaunch"];
        call.Parameters.OneOf("PrivateDnsHostnameTypeOnLaunch", subnet.HostnameType, "ip-name", "resource-name");
        Ec2Call.ExactlyOneAttribute(mapPublicIp, assignIpv6, dns64, dnsRecord, ipv6DnsRecord, hostnameType);
        if ((assignIpv6 ?? dns64 ?? ipv6DnsRecord) == true && subnet.Ipv6CidrBlock is null)
            throw Ec2Errors.InvalidParameterValue($"The subnet {subnet.Id} has no IPv6 CIDR block associated.");
        if (mapPublicIp == true && subnet.Ipv6Native)
            throw Ec2Errors.InvalidParameterValue($"The subnet {subnet.Id} is IPv6-only and has no public IPv4 addresses.");
        call.Proceed();
        subnet.MapPublicIpOnLaunch = mapPublicIp ?? subnet.MapPublicIpOnLaunch;
        subnet.EnableResourceNameDnsARecord = dnsRecord ?? subnet.EnableResourceNameDnsARecord;
        subnet.EnableResourceNameDnsAaaaRecord = ipv6DnsRecord ?? subnet.EnableResourceNameDnsAaaaRecord;
        subnet.AssignIpv6AddressOnCreation = assignIpv6 ?? subnet.AssignIpv6AddressOnCreation;
        subnet.EnableDns64 = dns64 ?? subnet.EnableDns64;
        subnet.HostnameType = hostnameType ?? subnet.HostnameType;
        call.Answer.Success();
    }

    private static Cidr? ReadIpv4(Ec2Call call, Vpc vpc, bool isNative)
    {
        if (isNative)
        {
            return call.Parameters["CidrBlock"] is null ? null : throw Ec2Errors.InvalidParameterCombination(
                "When specifying ipv4 parameters, cidrBlock or ipv4IpamPoolId, you cannot set ipv6Native to true.");
        }

        var block = BlockRules.Read(call.Parameters, "CidrBlock");
        if (block.PrefixLength is < 16 or > 28 || !vpc.Contains(block))
            throw Ec2Errors.InvalidSubnetRange($"The CIDR '{block}' is invalid.");
        return call.Region.Subnets.Any(other => other.Vpc == vpc && other.CidrBlock?.Overlaps(block) == true)
            ? throw Ec2Errors.InvalidSubnetConflict(block)
            : block;
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
        xml.Text("cidrBlock", subnet.CidrBlock?.ToString());
        xml.List(
            "ipv6CidrBlockAssociationSet",
            subnet.Ipv6Association is { } association ? [association] : (CidrAssociation[])[],
            CidrAssociationXml.WriteIpv6);
        xml.Number("availableIpAddressCount", xml.Region.AvailableAddresses(subnet));
        xml.Text("availabilityZone", subnet.Zone.Name);
        xml.Text("availabilityZoneId", subnet.Zone.Id);
        xml.Flag("defaultForAz", subnet.DefaultForAz);
        xml.Flag("mapPublicIpOnLaunch", subnet.MapPublicIpOnLaunch);
        xml.Flag("mapCustomerOwnedIpOnLaunch", false);
        xml.Flag("assignIpv6AddressOnCreation", subnet.AssignIpv6AddressOnCreation);
        xml.Flag("enableDns64", subnet.EnableDns64);
        xml.Flag("ipv6Native", subnet.Ipv6Native);
        xml.Element("privateDnsNameOptionsOnLaunch", subnet, static (xml, subnet) =>
        {
            xml.Text("hostnameType", subnet.HostnameType);
            xml.Flag("enableResourceNameDnsARecord", subnet.EnableResourceNameDnsARecord);
            xml.Flag("enableResourceNameDnsAAAARecord", subnet.EnableResourceNameDnsAaaaRecord);
        });
        xml.Element("blockPublicAccessStates", "off", static (xml, mode) => xml.Text("internetGatewayBlockMode", mode));
        xml.Tags(subnet);
    }
}

internal static partial class Ec2Errors
{
    public static ServiceException InvalidSubnetRange(string message) => new("InvalidSubnet.Range", message);

    public static ServiceException InvalidSubnetConflict(Cidr block) =>
        new("InvalidSubnet.Conflict", $"The CIDR '{block}' conflicts with another subnet");
}
