using EndpointLab.Core.Tests.Analysis;
using EndpointLab.Export;
using Sdk = Amazon.EC2.Model;

namespace EndpointLab.Core.Tests.Export;

/// <summary>What templates say of what no simulated account has.</summary>
public sealed class TemplateTests
{
    private const string Account = "123456789012", Other = "210987654321";

    private static readonly Sdk.SecurityGroup Default = new() { GroupId = "sg-0", GroupName = "default", Description = "default" };

    private static readonly VpcContents Contents = new()
    {
        Region = "us-east-1",
        AccountId = Account,
        Vpc = new() { VpcId = "vpc-1", CidrBlock = "10.0.0.0/16" },
        EnableDnsSupport = true,
        EnableDnsHostnames = true,
        RouteTables = [new() { RouteTableId = "rtb-1", Associations = [new() { Main = true }] }],
        Groups = [Default],
        GroupRules = [From("sg-0", Account), ToAll("0.0.0.0/0")],
    };

    [Fact]
    public void A_rule_for_another_accounts_group_says_whose_it_is()
    {
        var contents = Contents with { GroupRules = [.. Contents.GroupRules, From("sg-9", Other)] };

        Assert.Contains(
            $"referenced_security_group_id = \"{Other}/sg-9\"", TerraformConfiguration.Of(contents).Text, StringComparison.Ordinal);
        Assert.Contains(
            $"SourceSecurityGroupId: sg-9\n      SourceSecurityGroupOwnerId: \"{Other}\"\n",
            CloudFormationTemplate.Of(contents).Text,
            StringComparison.Ordinal);
    }

    public static TheoryData<string, string[]> ChangedEgress => new()
    {
        { "none", [] },
        { "IPv6 alone", ["::/0"] },
        { "IPv4 alone", ["0.0.0.0/0"] },
    };

    [Theory]
    [MemberData(nameof(ChangedEgress))]
    public void What_the_VPCs_own_group_no_longer_lets_out_stays_in(string what, string[] blocks)
    {
        var contents = Contents with
        {
            Vpc = new()
            {
                VpcId = "vpc-1",
                CidrBlock = "10.0.0.0/16",
                Ipv6CidrBlockAssociationSet =
                    [new() { Ipv6CidrBlock = "2001:db8::/56", Ipv6CidrBlockState = new() { State = "associated" } }],
            },
            GroupRules = [From("sg-0", Account), .. blocks.Select(ToAll)],
        };

        Assert.True(
            TerraformConfiguration.Of(contents).Text.Contains("aws_default_security_group", StringComparison.Ordinal), what);
        var (template, notes) = CloudFormationTemplate.Of(contents);
        Assert.DoesNotContain("DefaultSecurityGroup", template, StringComparison.Ordinal);
        Assert.DoesNotContain("GroupName", template, StringComparison.Ordinal);
        Assert.Equal(blocks.Contains("0.0.0.0/0"), template.Contains("CidrIp: \"0.0.0.0/0\"", StringComparison.Ordinal));
        Assert.Equal(blocks.Contains("::/0"), template.Contains("CidrIpv6: \"::/0\"", StringComparison.Ordinal));
        Assert.Contains(notes, note => note.StartsWith("The VPC's own security group", StringComparison.Ordinal));
    }

    [Fact]
    public void A_volume_is_as_fast_and_lasts_as_long_as_it_did()
    {
        var contents = Contents with
        {
            Instances =
            [
                new()
                {
                    InstanceId = "i-1", ImageId = "ami-1", InstanceType = "t3.micro", RootDeviceName = "/dev/xvda",
                    BlockDeviceMappings =
                        [new() { DeviceName = "/dev/xvda", Ebs = new() { VolumeId = "vol-1", DeleteOnTermination = false } }],
                },
            ],
            InstanceSettings = new Dictionary<string, InstanceSettings> { ["i-1"] = new(false, false, false, false) },
            Volumes = [new() { VolumeId = "vol-1", VolumeType = "gp3", Size = 8, Encrypted = true, Iops = 4000, Throughput = 250 }],
        };

        var terraform = TerraformConfiguration.Of(contents).Text;
        Assert.Matches(@"iops +=.4000\n +throughput +=.250\n +delete_on_termination =.false\n", terraform);
        var (template, notes) = CloudFormationTemplate.Of(contents);
        Assert.Matches(@"Iops: 4000\n +DeleteOnTermination: false\n", template);
        Assert.Contains("The throughput of vol-1, 250 MiB/s, is left out: CloudFormation doesn't set it here.", notes);
    }

    [Fact]
    public void An_instance_shares_no_hardware_if_it_did_not_and_its_metadata_have_the_addresses_that_they_had()
    {
        var contents = Contents with
        {
            Instances =
            [
                new()
                {
                    InstanceId = "i-1", ImageId = "ami-1", InstanceType = "t3.micro", Placement = new() { Tenancy = "dedicated" },
                    MetadataOptions = new() { HttpTokens = "required", HttpProtocolIpv6 = "enabled" },
                },
            ],
            InstanceSettings = new Dictionary<string, InstanceSettings> { ["i-1"] = new(false, false, false, false) },
        };

        var (terraform, template) = (TerraformConfiguration.Of(contents).Text, CloudFormationTemplate.Of(contents).Text);

        Assert.Matches("tenancy += \"dedicated\"\n", terraform);
        Assert.Matches("http_tokens += \"required\"\n +http_protocol_ipv6 = \"enabled\"\n", terraform);
        Assert.Contains("      Tenancy: dedicated\n", template, StringComparison.Ordinal);
        Assert.Contains("HttpProtocolIpv6: enabled\n", template, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_of_another_interface_does_not_stand_for_the_instances_own()
    {
        var contents = Contents with
        {
            Instances = [new() { InstanceId = "i-1", ImageId = "ami-1", InstanceType = "t3.micro", PublicIpAddress = "203.0.113.1" }],
            InstanceSettings = new Dictionary<string, InstanceSettings> { ["i-1"] = new(false, false, false, false) },
            Addresses = [new() { AllocationId = "eipalloc-1", InstanceId = "i-1", NetworkInterfaceId = "eni-2", PublicIp = "203.0.113.2" }],
        };

        Assert.Contains("associate_public_ip_address = true\n", TerraformConfiguration.Of(contents).Text, StringComparison.Ordinal);
        Assert.Contains("AssociatePublicIpAddress: true\n", CloudFormationTemplate.Of(contents).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "OnlyInboundResolver")]
    [InlineData(false, "AllResolvers")]
    public void An_S3_endpoint_keeps_to_whom_it_gives_private_names(bool isInboundOnly, string written)
    {
        const string service = "com.amazonaws.us-east-1.s3";
        var contents = Contents with
        {
            Endpoints =
            [
                new()
                {
                    VpcEndpointId = "vpce-1", VpcEndpointType = "Interface", ServiceName = service,
                    PrivateDnsEnabled = true, IpAddressType = "ipv4",
                    DnsOptions = new() { DnsRecordIpType = "ipv4", PrivateDnsOnlyForInboundResolverEndpoint = isInboundOnly },
                },
                new() { VpcEndpointId = "vpce-2", VpcEndpointType = "Gateway", ServiceName = service },
            ],
        };

        var (terraform, template) = (TerraformConfiguration.Of(contents).Text, CloudFormationTemplate.Of(contents).Text);

        Assert.Contains($"PrivateDnsOnlyForInboundResolverEndpoint: {written}\n", template, StringComparison.Ordinal);
        Assert.Matches($"private_dns_only_for_inbound_resolver_endpoint = {(isInboundOnly ? "true" : "false")}\n", terraform);
        Assert.Equal(isInboundOnly, template.Contains("DependsOn:\n      - S3Endpoint\n", StringComparison.Ordinal));
        Assert.Equal(isInboundOnly, terraform.Contains("= [aws_vpc_endpoint.s3]\n", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("main key", true)]
    [InlineData("${AWS::Region}", false)]
    public void A_key_whose_name_looks_like_a_variable_has_to_be_given(string key, bool hasDefault)
    {
        var contents = Contents with
        {
            Instances = [new() { InstanceId = "i-1", ImageId = "ami-1", InstanceType = "t3.micro", KeyName = key }],
            InstanceSettings = new Dictionary<string, InstanceSettings> { ["i-1"] = new(false, false, false, false) },
        };

        Assert.Matches(
            $"Type: AWS::EC2::KeyPair::KeyName\n{(hasDefault ? $"    Default: \"{key}\"\n" : "")}    Description: ",
            CloudFormationTemplate.Of(contents).Text);
    }

    [Fact]
    public void Interfaces_of_services_are_said_to_be_left_out_and_those_of_gateways_and_endpoints_are_theirs()
    {
        using SimulatedNetwork network = new();
        VpcReads reads = new(network.Lab, "vpc-1");

        Assert.Empty(new WorkloadReader(reads).InterfacesOf(
        [
            .. ((string[])["lambda", "transit_gateway", "network_load_balancer", "nat_gateway", "vpc_endpoint"]).Select(
                type => new Sdk.NetworkInterface { RequesterManaged = true, InterfaceType = type, Description = $"the {type}" }),
        ]));

        Assert.Equal(
            ((string[])["lambda", "network_load_balancer", "transit_gateway"]).Select(
                type => $"What an AWS service keeps in the VPC is left out: the {type}."),
            reads.Notes);
    }

    private static Sdk.SecurityGroupRule From(string group, string owner) => new()
    {
        SecurityGroupRuleId = "sgr-1", GroupId = "sg-0", IsEgress = false, IpProtocol = "-1",
        ReferencedGroupInfo = new() { GroupId = group, UserId = owner },
    };

    private static Sdk.SecurityGroupRule ToAll(string block) => new()
    {
        SecurityGroupRuleId = "sgr-2", GroupId = "sg-0", IsEgress = true, IpProtocol = "-1",
        CidrIpv4 = block.Contains(':', StringComparison.Ordinal) ? null : block,
        CidrIpv6 = block.Contains(':', StringComparison.Ordinal) ? block : null,
    };
}
