namespace EndpointLab.Simulator.Ec2;

internal static class Vpcs
{
    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["CreateVpc"] = Create,
        ["DeleteVpc"] = Delete,
        ["DescribeVpcs"] = Describe,
        ["DescribeVpcAttribute"] = DescribeAttribute,
        ["ModifyVpcAttribute"] = ModifyAttribute,
    };

    private static readonly FilterTable<Vpc> Filters = new()
    {
        { "cidr", vpc => vpc.CidrBlock.ToString() },
        { "cidr-block-association.association-id", vpc => Each(vpc, isIpv6: false, association => association.Id) },
        { "cidr-block-association.cidr-block", vpc => Each(vpc, isIpv6: false, association => association.Block.ToString()) },
        { "cidr-block-association.state", (vpc, region) => Each(vpc, isIpv6: false, association => association.State.At(region.Now)) },
        { "dhcp-options-id", vpc => vpc.DhcpOptions?.Id ?? DhcpOptionSets.None },
        { "ipv6-cidr-block-association.association-id", vpc => Each(vpc, isIpv6: true, association => association.Id) },
        { "ipv6-cidr-block-association.ipv6-cidr-block", vpc => Each(vpc, isIpv6: true, association => association.Block.ToString()) },
        { "ipv6-cidr-block-association.ipv6-pool", vpc => Each(vpc, isIpv6: true, _ => "Amazon") },
        { "ipv6-cidr-block-association.state", (vpc, region) => Each(vpc, isIpv6: true, association => association.State.At(region.Now)) },
        { "is-default", vpc => vpc.IsDefault },
        { "isDefault", vpc => vpc.IsDefault },
        { "owner-id", (_, region) => region.AccountId },
        { "state", (vpc, region) => vpc.State.At(region.Now) },
        { "vpc-id", vpc => vpc.Id },
    };

    private static void Create(Ec2Call call)
    {
        var wantsIpv6 = VpcCidrBlocks.WantsIpv6(call);
        var block = BlockRules.Read(call.Parameters, "CidrBlock");
        if (block.PrefixLength is < 16 or > 28)
            throw Ec2Errors.InvalidVpcRange(block);
        var tenancy = call.Parameters.OneOf("InstanceTenancy", "default", "default", "dedicated");
        var tags = call.NewTags(Vpc.Kind);
        call.Proceed();
        var vpc = call.Region.AddVpc(new(ResourceId.New("vpc"))
        {
            DhcpOptions = call.Region.DefaultDhcpOptions,
            State = call.Region.Begin("pending").Then(Delay.VpcCreation, "available"),
            InstanceTenancy = tenancy,
            Tags = tags,
        }, block);
        if (wantsIpv6)
            call.Region.AssociateCidr(vpc, call.Region.TakeIpv6Block());
        call.Answer.Element("vpc", vpc, Write);
    }

    private static void Delete(Ec2Call call)
    {
        var region = call.Region;
        var vpc = region.Vpcs[call.Parameters.Required("VpcId")];
        if (region.HasDependencies(vpc))
            throw Ec2Errors.DependencyViolation("vpc", vpc.Id);
        call.Proceed();
        region.RemoveVpc(vpc);
        call.Answer.Success();
    }

    private static void Describe(Ec2Call call) => call.Describe(call.Region.Vpcs, "VpcId", Filters, "vpcSet", Write);

    private static void DescribeAttribute(Ec2Call call)
    {
        var vpc = call.Region.Vpcs[call.Parameters.Required("VpcId")];
        var attribute = call.Parameters.Required("Attribute");
        var value = attribute switch
        {
            "enableDnsSupport" => vpc.EnableDnsSupport,
            "enableDnsHostnames" => vpc.EnableDnsHostnames,
            "enableNetworkAddressUsageMetrics" => vpc.EnableNetworkAddressUsageMetrics,
            _ => throw Ec2Errors.InvalidParameterValue("attribute", attribute, "Unknown attribute."),
        };
        call.Proceed();
        call.Answer.Text("vpcId", vpc.Id);
        call.Answer.Element(attribute, value, static (xml, value) => xml.Flag("value", value));
    }

    private static void ModifyAttribute(Ec2Call call)
    {
        var vpc = call.Region.Vpcs[call.Parameters.Required("VpcId")];
        var dnsSupport = call.Parameters.Boolean("EnableDnsSupport.Value");
        var dnsHostnames = call.Parameters.Boolean("EnableDnsHostnames.Value");
        var usageMetrics = call.Parameters.Boolean("EnableNetworkAddressUsageMetrics.Value");
        Ec2Call.ExactlyOneAttribute(dnsSupport, dnsHostnames, usageMetrics);
        call.Proceed();
        vpc.EnableDnsSupport = dnsSupport ?? vpc.EnableDnsSupport;
        vpc.EnableDnsHostnames = dnsHostnames ?? vpc.EnableDnsHostnames;
        vpc.EnableNetworkAddressUsageMetrics = usageMetrics ?? vpc.EnableNetworkAddressUsageMetrics;
        call.Answer.Success();
    }

    /// <summary>The associations that are seen, those just ended included.</summary>
    private static IEnumerable<CidrAssociation> Of(Vpc vpc, bool isIpv6) =>
        vpc.CidrAssociations.Where(association => association.Block.IsIpv6 == isIpv6);

    private static IEnumerable<string?> Each(Vpc vpc, bool isIpv6, Func<CidrAssociation, string> value) => Of(vpc, isIpv6).Select(value);

    private static void Write(Ec2Answer xml, Vpc vpc)
    {
        xml.Text("vpcId", vpc.Id);
        xml.Text("ownerId", xml.Region.AccountId);
        xml.Text("state", vpc.State.At(xml.Now));
        xml.Text("cidrBlock", vpc.CidrBlock.ToString());
        xml.List("cidrBlockAssociationSet", Of(vpc, isIpv6: false), CidrAssociationXml.WriteIpv4);
        xml.List("ipv6CidrBlockAssociationSet", Of(vpc, isIpv6: true), CidrAssociationXml.WriteIpv6OfVpc);
        xml.Text("dhcpOptionsId", vpc.DhcpOptions?.Id ?? DhcpOptionSets.None);
        xml.Tags(vpc);
        xml.Text("instanceTenancy", vpc.InstanceTenancy);
        xml.Flag("isDefault", vpc.IsDefault);
    }
}

internal static partial class Ec2Errors
{
    public static ServiceException InvalidVpcRange(Cidr block) => InvalidVpcRange($"The CIDR '{block}' is invalid.");
}
