using System.Net.Http.Json;
using Amazon.EC2;
using Amazon.EC2.Model;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.DataPlane;

/// <summary>
/// The documented lab, whose public subnet's traffic from and to the internet is led through appliances behind a Gateway Load Balancer
/// endpoint in a subnet of its own.
/// </summary>
public sealed class GatewayLoadBalancerTests : IAsyncLifetime
{
    private const string LoadBalancer = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/gwy/inspect/0123456789abcdef";
    private const string Web = "example.com";
    private const string Public = "10.0.1.0/24";
    private LabNetwork lab = null!;
    private string subnet = "", table = "", endpoint = "";

    public async ValueTask InitializeAsync()
    {
        lab = await LabNetwork.Build();
        subnet = (await lab.Ec2.CreateSubnetAsync(new(lab.VpcId, "10.0.3.0/24"), Cancel)).Subnet.SubnetId;
        table = (await lab.Ec2.CreateRouteTableAsync(new() { VpcId = lab.VpcId }, Cancel)).RouteTable.RouteTableId;
        await lab.Ec2.AssociateRouteTableAsync(new() { RouteTableId = table, SubnetId = subnet }, Cancel);
        await lab.Ec2.CreateRouteAsync(new() { RouteTableId = table, DestinationCidrBlock = "0.0.0.0/0", GatewayId = lab.Gateway }, Cancel);
        var service = (await lab.Ec2.CreateVpcEndpointServiceConfigurationAsync(
            new() { GatewayLoadBalancerArns = [LoadBalancer], AcceptanceRequired = false }, Cancel)).ServiceConfiguration;
        endpoint = (await lab.Ec2.CreateVpcEndpointAsync(new()
        {
            VpcId = lab.VpcId,
            VpcEndpointType = VpcEndpointType.GatewayLoadBalancer,
            ServiceName = service.ServiceName,
            SubnetIds = [subnet],
        }, Cancel)).VpcEndpoint.VpcEndpointId;
    }

    public ValueTask DisposeAsync()
    {
        lab.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task Register(params (string Name, bool Allows)[] appliances)
    {
        using var response = await lab.Http.PutAsJsonAsync(
            "_lab/appliances",
            new { loadBalancer = LoadBalancer, appliances = appliances.Select(one => new { name = one.Name, allows = one.Allows }) },
            Cancel);
        response.EnsureSuccessStatusCode();
    }

    private Task LeadOut() => lab.Ec2.ReplaceRouteAsync(
        new() { RouteTableId = lab.PublicTable, DestinationCidrBlock = "0.0.0.0/0", VpcEndpointId = endpoint }, Cancel);

    private async Task LeadIn()
    {
        var edge = (await lab.Ec2.CreateRouteTableAsync(new() { VpcId = lab.VpcId }, Cancel)).RouteTable.RouteTableId;
        await lab.Ec2.CreateRouteAsync(new() { RouteTableId = edge, DestinationCidrBlock = Public, VpcEndpointId = endpoint }, Cancel);
        await lab.Ec2.AssociateRouteTableAsync(new() { RouteTableId = edge, GatewayId = lab.Gateway }, Cancel);
    }

    [Fact]
    public async Task Traffic_passes_an_appliance_and_comes_back_to_leave_through_the_internet_gateway()
    {
        await Register(("fw-1", true));
        await LeadOut();
        await LeadIn();
        var connected = await lab.Connect(lab.PublicInterface, Web, 443);
        Assert.Equal(("Reachable", lab.Gateway), (connected.Result, connected.Via));
        Assert.Equal(
            [$"{lab.PublicTable} 0.0.0.0/0 → {endpoint}", $"{endpoint} fw-1", subnet, $"{table} 0.0.0.0/0 → {lab.Gateway}"],
            connected.Hops[2..6]);
    }

    [Fact]
    public async Task Traffic_from_the_internet_passes_an_appliance_and_its_replies_as_well()
    {
        await Register(("fw-1", true));
        await LeadOut();
        await LeadIn();
        var connected = await lab.Connect(LabNetwork.Home, lab.Public.PublicIpAddress, 22);
        Assert.Equal(("Reachable", lab.Gateway), (connected.Result, connected.Via));
        Assert.EndsWith($" {Public} → {endpoint}", connected.Hops[2], StringComparison.Ordinal);
        Assert.Equal([$"{endpoint} fw-1", subnet, $"{table} 10.0.0.0/16 → local", lab.Public.SubnetId], connected.Hops[3..7]);
    }

    [Fact]
    public async Task The_acl_of_the_endpoints_subnet_filters_what_comes_out_of_the_appliance()
    {
        await Register(("fw-1", true));
        await LeadOut();
        await LeadIn();
        var acl = (await lab.Ec2.CreateNetworkAclAsync(new() { VpcId = lab.VpcId }, Cancel)).NetworkAcl.NetworkAclId;
        await Allow(egress: false, "0.0.0.0/0");
        await Allow(egress: true, "198.18.0.0/15");
        var old = (await lab.Ec2.DescribeNetworkAclsAsync(new() { Filters = [By("association.subnet-id", subnet)] }, Cancel))
            .NetworkAcls.Single().Associations.Single(association => association.SubnetId == subnet).NetworkAclAssociationId;
        await lab.Ec2.ReplaceNetworkAclAssociationAsync(new() { AssociationId = old, NetworkAclId = acl }, Cancel);
        var connected = await lab.Connect(LabNetwork.Home, lab.Public.PublicIpAddress, 22);
        Assert.StartsWith($"{acl} outbound rule * denies tcp/22", connected.StoppedBy, StringComparison.Ordinal);

        Task Allow(bool egress, string block) => lab.Ec2.CreateNetworkAclEntryAsync(
            new()
            {
                NetworkAclId = acl, Egress = egress, RuleAction = RuleAction.Allow, RuleNumber = 100, Protocol = "-1", CidrBlock = block,
            },
            Cancel);
    }

    [Fact]
    public async Task An_appliance_that_drops_stops_what_it_gets()
    {
        await Register(("fw-1", false));
        await LeadOut();
        await LeadIn();
        Assert.StartsWith($"fw-1 behind {endpoint} drops tcp/443", (await lab.Connect(lab.PublicInterface, Web, 443)).StoppedBy,
            StringComparison.Ordinal);
        Assert.False((await lab.Connect(LabNetwork.Home, lab.Public.PublicIpAddress, 22)).IsReachable);
    }

    [Fact]
    public async Task Without_an_appliance_nothing_passes()
    {
        await LeadOut();
        await LeadIn();
        Assert.Equal($"{endpoint}: {LoadBalancer} has no appliance", (await lab.Connect(lab.PublicInterface, Web, 443)).StoppedBy);
    }

    [Fact]
    public async Task An_endpoint_that_left_its_subnet_passes_nothing()
    {
        await Register(("fw-1", true));
        await LeadOut();
        await LeadIn();
        await lab.Ec2.ModifyVpcEndpointAsync(new() { VpcEndpointId = endpoint, RemoveSubnetIds = [subnet] }, Cancel);
        Assert.Equal($"{endpoint} has no network interface", (await lab.Connect(lab.PublicInterface, Web, 443)).StoppedBy);
        Assert.Equal(
            $"{endpoint} has no network interface", (await lab.Connect(LabNetwork.Home, lab.Public.PublicIpAddress, 22)).StoppedBy);
    }

    [Fact]
    public async Task Connections_are_spread_over_all_appliances()
    {
        await Register(("fw-1", true), ("fw-2", true), ("fw-3", true));
        await LeadOut();
        await LeadIn();
        HashSet<string> seen = [];
        for (var connection = 0; connection < 60; connection++)
        {
            var hops = (await lab.Connect(lab.PublicInterface, Web, 443)).Hops;
            seen.Add(hops.Single(hop => hop.StartsWith($"{endpoint} fw-", StringComparison.Ordinal)));
        }
        Assert.Equal(3, seen.Count);
    }

    [Fact]
    public async Task An_appliance_that_sees_one_direction_alone_drops_the_connection()
    {
        await Register(("fw-1", true));
        await LeadOut();
        Assert.Contains($"{endpoint}: its appliance sees no replies", (await lab.Connect(lab.PublicInterface, Web, 443)).StoppedBy,
            StringComparison.Ordinal);
        Assert.Contains($"{endpoint}: its appliance sees only the replies",
            (await lab.Connect(LabNetwork.Home, lab.Public.PublicIpAddress, 22)).StoppedBy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoints_own_subnet_must_not_lead_back_to_it()
    {
        await Register(("fw-1", true));
        await LeadOut();
        await lab.Ec2.ReplaceRouteAsync(
            new() { RouteTableId = table, DestinationCidrBlock = "0.0.0.0/0", VpcEndpointId = endpoint }, Cancel);
        Assert.Contains(
            "sends the packets back to it", (await lab.Connect(lab.PublicInterface, Web, 443)).StoppedBy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Between_subnets_groups_are_not_known_beyond_an_appliance()
    {
        await Register(("fw-1", true));
        await lab.Ec2.CreateRouteAsync(
            new() { RouteTableId = lab.PublicTable, DestinationCidrBlock = "10.0.2.0/24", VpcEndpointId = endpoint }, Cancel);
        await lab.Ec2.CreateRouteAsync(
            new() { RouteTableId = lab.PrivateTable, DestinationCidrBlock = Public, VpcEndpointId = endpoint }, Cancel);
        Assert.Contains(
            "no inbound rule admits tcp/22",
            (await lab.Connect(lab.PublicInterface, lab.Private.PrivateIpAddress, 22)).StoppedBy,
            StringComparison.Ordinal);
        IpPermission ssh = new() { IpProtocol = "tcp", FromPort = 22, ToPort = 22, Ipv4Ranges = [new() { CidrIp = Public }] };
        await lab.Ec2.AuthorizeSecurityGroupIngressAsync(new() { GroupId = lab.PrivateGroup, IpPermissions = [ssh] }, Cancel);
        var connected = await lab.Connect(lab.PublicInterface, lab.Private.PrivateIpAddress, 22);
        Assert.True(connected.IsReachable, connected.StoppedBy);
        Assert.Contains($"{endpoint} fw-1", connected.Hops);
    }

    [Fact]
    public async Task A_gateways_route_table_leads_only_into_the_vpc()
    {
        await Refused("InvalidParameterValue", lab.Ec2.AssociateRouteTableAsync(
            new() { RouteTableId = lab.PublicTable, GatewayId = lab.Gateway }, Cancel));
        await LeadIn();
        var edge = (await lab.Ec2.DescribeRouteTablesAsync(
            new() { Filters = [By("association.gateway-id", lab.Gateway)] }, Cancel)).RouteTables.Single();
        Assert.Equal(lab.Gateway, edge.Associations.Single().GatewayId);
        await Refused("InvalidParameterValue", lab.Ec2.CreateRouteAsync(
            new() { RouteTableId = edge.RouteTableId, DestinationCidrBlock = "0.0.0.0/0", VpcEndpointId = endpoint }, Cancel));
        await Refused("DependencyViolation", lab.Ec2.DeleteRouteTableAsync(new() { RouteTableId = edge.RouteTableId }, Cancel));
    }
}
