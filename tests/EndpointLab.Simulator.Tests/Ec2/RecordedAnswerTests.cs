using System.Text.Json.Nodes;
using EndpointLab.Simulator.Tests.Recordings;

namespace EndpointLab.Simulator.Tests.Ec2;

/// <summary>The simulator's answers hold the fields that AWS's recorded ones do, and no others.</summary>
public sealed class RecordedAnswerTests : IDisposable
{
    private const string File = "ec2.snapshot.json";

    private readonly RawEc2 ec2, elsewhere;
    private readonly Agreement agreement = new();

    public RecordedAnswerTests()
    {
        Cloud cloud = new(new() { Lifecycle = Lifecycle.Instant });
        (ec2, elsewhere) = (new(cloud), new(cloud, region: "eu-west-1"));
    }

    public void Dispose()
    {
        ec2.Dispose();
        elsewhere.Dispose();
    }

    [Fact]
    public async Task Creating_a_vpc_and_listing_its_groups_agree()
    {
        var recorded = Recording.Of(File, "TestEc2Integrations::test_get_security_groups_for_vpc");
        var vpc = await ec2.CallAsync("Action=CreateVpc&CidrBlock=10.0.0.0/16"
            + "&TagSpecification.1.ResourceType=vpc&TagSpecification.1.Tag.1.Key=test-key&TagSpecification.1.Tag.1.Value=test-value");
        Check(recorded["create_vpc_response"]!, vpc);

        var list = $"Action=GetSecurityGroupsForVpc&VpcId={vpc["Vpc"]!["VpcId"]}";
        Check(recorded["get_security_groups_for_vpc"]!, await ec2.CallAsync(list));
        Check(recorded["create_security_group"]!, await ec2.CallAsync(
            $"Action=CreateSecurityGroup&VpcId={vpc["Vpc"]!["VpcId"]}&GroupName=lab&GroupDescription=Description%20for%20lab"));
        Check(recorded["get_security_groups_for_vpc_after_addition"]!, await ec2.CallAsync(list));
    }

    [Fact]
    public async Task An_associated_route_table_agrees()
    {
        var recorded = Recording.Of(File, "TestEc2Integrations::test_create_route_table_association");
        var vpc = (await ec2.CallAsync("Action=CreateVpc&CidrBlock=10.0.0.0/16"))["Vpc"]!["VpcId"];
        var subnet = (await ec2.CallAsync($"Action=CreateSubnet&VpcId={vpc}&CidrBlock=10.0.1.0/24"))["Subnet"]!["SubnetId"];
        var table = (await ec2.CallAsync($"Action=CreateRouteTable&VpcId={vpc}"))["RouteTable"]!["RouteTableId"];
        await ec2.CallAsync($"Action=AssociateRouteTable&RouteTableId={table}&SubnetId={subnet}");
        var answer = await ec2.CallAsync($"Action=DescribeRouteTables&RouteTableId.1={table}");
        agreement.Check(recorded["route_tables"]!, answer["RouteTables"]!);
    }

    [Fact]
    public async Task An_available_interface_endpoint_agrees()
    {
        var recorded = Recording.Of(File, "TestEc2Integrations::test_vpc_endpoint_dns_names")["available-endpoint"]!.AsObject();
        var vpc = (await ec2.CallAsync("Action=CreateVpc&CidrBlock=10.0.0.0/16"))["Vpc"]!["VpcId"];
        await ec2.CallAsync($"Action=ModifyVpcAttribute&VpcId={vpc}&EnableDnsHostnames.Value=true");
        var subnet = (await ec2.CallAsync($"Action=CreateSubnet&VpcId={vpc}&CidrBlock=10.0.1.0/24"))["Subnet"]!["SubnetId"];
        var created = await ec2.CallAsync("Action=CreateVpcEndpoint&VpcEndpointType=Interface"
            + $"&VpcId={vpc}&ServiceName=com.amazonaws.us-east-1.execute-api&SubnetId.1={subnet}");
        var id = created["VpcEndpoint"]!["VpcEndpointId"];
        var answer = (await ec2.CallAsync($"Action=DescribeVpcEndpoints&VpcEndpointId.1={id}"))["VpcEndpoints"]![0]!.AsObject();

        // The recorder parsed the policy; and of the names, it kept the first.
        answer["PolicyDocument"] = JsonNode.Parse(answer["PolicyDocument"]!.ToString());
        var names = answer["DnsEntries"]!.AsArray();
        while (names.Count > 1)
            names.RemoveAt(1);
        agreement.Check(recorded, answer);
    }

    [Theory]
    [InlineData("filter_with_zone_names", "ZoneName.1=us-east-1a")]
    [InlineData("filter_with_zone_ids", "ZoneId.1=use1-az1")]
    [InlineData("filters", "Filter.1.Name=zone-name&Filter.1.Value.1=us-east-1a")]
    public async Task Availability_zones_agree(string test, string parameters)
    {
        var recorded = Recording.Of(File, "test_describe_availability_zones_" + test);
        Check(recorded["availability_zones"]!, await ec2.CallAsync("Action=DescribeAvailabilityZones&" + parameters));
    }

    [Fact]
    public async Task A_peering_connection_between_Regions_agrees()
    {
        const string list = "Action=DescribeVpcPeeringConnections";
        var recorded = Recording.Of(File, "TestEc2Integrations::test_vcp_peering_difference_regions");
        var one = (await ec2.CallAsync("Action=CreateVpc&CidrBlock=192.168.1.0/24"))["Vpc"]!["VpcId"];
        var two = (await elsewhere.CallAsync("Action=CreateVpc&CidrBlock=192.168.2.0/24"))["Vpc"]!["VpcId"];
        var id = (await ec2.CallAsync($"Action=CreateVpcPeeringConnection&VpcId={one}&PeerVpcId={two}&PeerRegion=eu-west-1"))
            ["VpcPeeringConnection"]!["VpcPeeringConnectionId"];
        Check(recorded["pending-acceptance"]!, await ec2.CallAsync(list));
        await elsewhere.CallAsync($"Action=AcceptVpcPeeringConnection&VpcPeeringConnectionId={id}");
        Check(recorded["requester-peer"]!, await ec2.CallAsync(list));
        Check(recorded["accepter-peer"]!, await elsewhere.CallAsync(list));
    }

    [Fact]
    public async Task A_vpn_gateway_agrees()
    {
        var recorded = Recording.Of(File, "TestEc2Integrations::test_describe_vpn_gateways_filter_by_vpc");
        var gateway = await ec2.CallAsync("Action=CreateVpnGateway&Type=ipsec.1");
        Check(recorded["gateway"]!, gateway);
        var id = gateway["VpnGateway"]!["VpnGatewayId"];
        var vpc = (await ec2.CallAsync("Action=CreateVpc&CidrBlock=10.0.0.0/16"))["Vpc"]!["VpcId"];
        await ec2.CallAsync($"Action=AttachVpnGateway&VpnGatewayId={id}&VpcId={vpc}");
        var answer = await ec2.CallAsync($"Action=DescribeVpnGateways&Filter.1.Name=attachment.vpc-id&Filter.1.Value.1={vpc}");
        agreement.Check(recorded["attached-gateway"]!, answer["VpnGateways"]!.AsArray().Single()!);
    }

    private void Check(JsonNode recorded, JsonObject answer)
    {
        recorded.AsObject().Remove("ResponseMetadata");
        agreement.Check(recorded, answer);
    }
}
