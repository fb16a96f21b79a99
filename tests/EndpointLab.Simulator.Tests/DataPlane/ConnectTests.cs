using System.Net;
using System.Net.Http.Json;
using Amazon.EC2;
using Amazon.EC2.Model;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.DataPlane;

public sealed class ConnectTests : IAsyncLifetime
{
    private LabNetwork lab = null!;

    public async ValueTask InitializeAsync() => lab = await LabNetwork.Build();

    public ValueTask DisposeAsync()
    {
        lab.Dispose();
        return ValueTask.CompletedTask;
    }

    private static void Reachable(Connected connected, string? via)
    {
        Assert.Null(connected.StoppedBy);
        Assert.Equal(("Reachable", via), (connected.Result, connected.Via));
    }

    private static void Blocked(Connected connected, string stoppedBy) =>
        Assert.Equal(("Blocked", stoppedBy), (connected.Result, connected.StoppedBy));

    [Fact]
    public async Task The_internet_reaches_the_public_instance_on_ssh_from_the_admitted_address_only()
    {
        var address = lab.Public.PublicIpAddress;
        var connected = await lab.Connect(LabNetwork.Home, address, 22);
        Reachable(connected, lab.Gateway);
        Assert.Equal(address, connected.Address);
        Assert.Equal(lab.PublicInterface + " " + lab.Public.PrivateIpAddress, connected.Hops[^1]);
        Blocked(await lab.Connect("203.0.113.11", address, 22), $"{lab.PublicGroup}: no inbound rule admits tcp/22 from 203.0.113.11");
        Blocked(
            await lab.Connect(LabNetwork.Home, address, 80),
            $"{lab.PublicGroup}: no inbound rule admits tcp/80 from {LabNetwork.Home}");
    }

    [Fact]
    public async Task The_internet_has_no_route_to_a_private_address() => Blocked(
        await lab.Connect(LabNetwork.Home, lab.Private.PrivateIpAddress, 22),
        $"{lab.Private.PrivateIpAddress} is a private address, to which the internet has no route");

    [Fact]
    public async Task The_private_instance_is_reached_through_the_public_one_only()
    {
        Reachable(await lab.Connect(lab.PublicInterface, lab.Private.PrivateIpAddress, 22), "local");
        Blocked(
            await lab.Connect(lab.PrivateInterface, lab.Public.PrivateIpAddress, 22),
            $"{lab.PrivateGroup}: no outbound rule admits tcp/22 to {lab.Public.PrivateIpAddress}");
    }

    [Fact]
    public async Task The_private_instance_does_not_reach_the_internet()
    {
        await OpenEgress();
        Blocked(
            await lab.Connect(lab.PrivateInterface, "198.51.100.1", 443),
            $"{lab.PrivateTable} of {lab.Private.SubnetId}: no route to 198.51.100.1");
        Reachable(await lab.Connect(lab.PublicInterface, "198.51.100.1", 443), lab.Gateway);
    }

    [Fact]
    public async Task S3_is_reached_over_the_endpoint_where_there_is_one_and_over_the_internet_elsewhere()
    {
        var connected = await lab.Connect(lab.PrivateInterface, LabNetwork.S3Name, 443);
        Reachable(connected, lab.Endpoint);
        Assert.Equal(
            [$"{lab.PrivateInterface} {lab.Private.PrivateIpAddress}", lab.Private.SubnetId,
             $"{lab.PrivateTable} {lab.PrefixList} → {lab.Endpoint}",
             $"{lab.Endpoint} com.amazonaws.us-east-1.s3", $"{connected.Address} tcp/443"],
            connected.Hops);
        Reachable(await lab.Connect(lab.PublicInterface, LabNetwork.S3Name, 443), lab.Gateway);
    }

    [Fact]
    public async Task Another_region_s_s3_is_not_reached_over_the_endpoint()
    {
        await OpenEgress();
        var connected = await lab.Connect(lab.PrivateInterface, "s3.us-west-2.amazonaws.com", 443);
        Blocked(connected, $"{lab.PrivateTable} of {lab.Private.SubnetId}: no route to {connected.Address}");
        Reachable(await lab.Connect(lab.PrivateInterface, "s3.amazonaws.com", 443), lab.Endpoint);
    }

    [Fact]
    public async Task What_is_behind_a_vpn_gateway_is_not_simulated()
    {
        await OpenEgress();
        var gateway = (await lab.Ec2.CreateVpnGatewayAsync(new() { Type = GatewayType.Ipsec1 }, Cancel)).VpnGateway.VpnGatewayId;
        await lab.Ec2.AttachVpnGatewayAsync(new() { VpnGatewayId = gateway, VpcId = lab.VpcId }, Cancel);
        await lab.Ec2.CreateRouteAsync(
            new() { RouteTableId = lab.PrivateTable, DestinationCidrBlock = "192.168.0.0/16", GatewayId = gateway }, Cancel);
        var connected = await lab.Connect(lab.PrivateInterface, "192.168.0.1", 443);
        Blocked(connected, $"{gateway}: what is behind it is not simulated");
        Assert.Equal(gateway, connected.Via);
    }

    [Fact]
    public async Task A_group_without_the_prefix_list_stops_s3()
    {
        await lab.Ec2.RevokeSecurityGroupEgressAsync(new()
        {
            GroupId = lab.PrivateGroup,
            IpPermissions = [new() { IpProtocol = "tcp", FromPort = 443, ToPort = 443, PrefixListIds = [new() { Id = lab.PrefixList }] }],
        }, Cancel);
        var connected = await lab.Connect(lab.PrivateInterface, LabNetwork.S3Name, 443);
        Blocked(connected, $"{lab.PrivateGroup}: no outbound rule admits tcp/443 to {connected.Address}");
    }

    [Fact]
    public async Task An_acl_stops_the_way_there_and_the_way_back()
    {
        var acl = await lab.AddAclRule(lab.Private, egress: true, RuleAction.Deny, ports: new() { From = 443, To = 443 });
        var there = await lab.Connect(lab.PrivateInterface, LabNetwork.S3Name, 443);
        Blocked(there, $"{acl} outbound rule 50 denies tcp/443 to {there.Address}");
        await lab.Ec2.DeleteNetworkAclEntryAsync(new() { NetworkAclId = acl, Egress = true, RuleNumber = 50 }, Cancel);
        await lab.AddAclRule(lab.Private, egress: false, RuleAction.Deny, ports: new() { From = 1024, To = 65535 });
        var back = await lab.Connect(lab.PrivateInterface, LabNetwork.S3Name, 443);
        Assert.Matches($"^{acl} inbound rule 50 denies tcp/[0-9]+ from {back.Address}$", back.StoppedBy);
    }

    [Fact]
    public async Task An_acl_that_lets_back_some_ephemeral_ports_lets_some_connections_through()
    {
        await lab.AddAclRule(lab.Private, egress: false, RuleAction.Deny, ports: new() { From = 46884, To = 60999 });
        List<bool> reached = [];
        for (var attempt = 0; attempt < 20; attempt++)
            reached.Add((await lab.Connect(lab.PrivateInterface, LabNetwork.S3Name, 443)).IsReachable);
        Assert.Contains(true, reached);
        Assert.Contains(false, reached);
    }

    [Fact]
    public async Task Within_a_subnet_no_acl_filters()
    {
        await lab.AddAclRule(lab.Public, egress: true, RuleAction.Deny);
        await lab.AddAclRule(lab.Public, egress: false, RuleAction.Deny, number: 51);
        Blocked(
            await lab.Connect(lab.PublicInterface, lab.Private.PrivateIpAddress, 22),
            $"{await lab.AclOf(lab.Public)} outbound rule 50 denies tcp/22 to {lab.Private.PrivateIpAddress}");
        var twin = (await lab.Ec2.RunInstancesAsync(new()
        {
            ImageId = lab.Public.ImageId,
            InstanceType = lab.Public.InstanceType,
            MinCount = 1,
            MaxCount = 1,
            SubnetId = lab.Public.SubnetId,
            SecurityGroupIds = [lab.PrivateGroup],
        }, Cancel)).Reservation.Instances.Single();
        Reachable(await lab.Connect(lab.PublicInterface, twin.PrivateIpAddress, 22), "local");
    }

    [Fact]
    public async Task A_vpc_without_dns_support_resolves_nothing()
    {
        await lab.Ec2.ModifyVpcAttributeAsync(new() { VpcId = lab.VpcId, EnableDnsSupport = false }, Cancel);
        var connected = await lab.Connect(lab.PrivateInterface, LabNetwork.S3Name, 443);
        Blocked(connected, $"{lab.VpcId}: enableDnsSupport is off, so nothing resolves {LabNetwork.S3Name}");
        Assert.Null(connected.Address);
        Reachable(await lab.Connect(lab.PrivateInterface, "52.216.1.1", 443), lab.Endpoint);
    }

    [Fact]
    public async Task An_instance_is_reached_by_its_private_name_within_its_vpc()
    {
        Reachable(await lab.Connect(lab.PublicInterface, lab.Private.PrivateDnsName, 22), "local");
        Blocked(await lab.Connect(LabNetwork.Home, lab.Private.PrivateDnsName, 22), $"{lab.Private.PrivateDnsName} does not exist");
    }

    [Fact]
    public async Task What_is_not_running_neither_sends_nor_answers()
    {
        await lab.Ec2.StopInstancesAsync(new([lab.Private.InstanceId]), Cancel);
        Blocked(await lab.Connect(lab.PublicInterface, lab.Private.PrivateIpAddress, 22), $"{lab.Private.InstanceId} is stopped");
        Blocked(await lab.Connect(lab.PrivateInterface, LabNetwork.S3Name, 443), $"{lab.Private.InstanceId} is stopped");
    }

    [Fact]
    public async Task A_running_instance_refuses_what_nothing_listens_on()
    {
        await lab.Ec2.AuthorizeSecurityGroupIngressAsync(new() { GroupId = lab.PublicGroup, IpPermissions = [Everything] }, Cancel);
        Blocked(
            await lab.Connect(LabNetwork.Home, lab.Public.PublicIpAddress, 443),
            $"{lab.Public.InstanceId}: nothing listens on tcp/443: connection refused");
    }

    [Fact]
    public async Task A_detached_gateway_leaves_a_black_hole()
    {
        await lab.Ec2.DeleteRouteAsync(new() { RouteTableId = lab.PublicTable, DestinationCidrBlock = "0.0.0.0/0" }, Cancel);
        Blocked(
            await lab.Connect(LabNetwork.Home, lab.Public.PublicIpAddress, 22),
            $"{lab.PublicTable} of {lab.Public.SubnetId}: no route back to {LabNetwork.Home} through {lab.Gateway}");
    }

    [Fact]
    public async Task An_instance_without_a_public_address_does_not_pass_the_internet_gateway()
    {
        await OpenEgress();
        await lab.Ec2.CreateRouteAsync(
            new() { RouteTableId = lab.PrivateTable, DestinationCidrBlock = "0.0.0.0/0", GatewayId = lab.Gateway }, Cancel);
        Blocked(
            await lab.Connect(lab.PrivateInterface, "198.51.100.1", 443),
            $"{lab.PrivateInterface} has no public address, so {lab.Gateway} does not pass its traffic");
    }

    [Fact]
    public async Task A_nat_gateway_leads_out_under_its_own_address_and_nobody_in()
    {
        await OpenEgress();
        var address = await lab.Ec2.AllocateAddressAsync(new(), Cancel);
        var created = await lab.Ec2.CreateNatGatewayAsync(
            new() { SubnetId = lab.Public.SubnetId, AllocationId = address.AllocationId }, Cancel);
        var nat = created.NatGateway.NatGatewayId;
        await lab.Ec2.CreateRouteAsync(
            new() { RouteTableId = lab.PrivateTable, DestinationCidrBlock = "0.0.0.0/0", NatGatewayId = nat }, Cancel);
        var connected = await lab.Connect(lab.PrivateInterface, "198.51.100.1", 443);
        Reachable(connected, nat);
        Assert.Contains($"{lab.Gateway} as {address.PublicIp}", connected.Hops);
        Reachable(await lab.Connect(lab.PrivateInterface, LabNetwork.S3Name, 443), lab.Endpoint);
        Assert.False((await lab.Connect(LabNetwork.Home, address.PublicIp, 443)).IsReachable);
        await lab.Ec2.DeleteRouteAsync(new() { RouteTableId = lab.PublicTable, DestinationCidrBlock = "0.0.0.0/0" }, Cancel);
        Blocked(
            await lab.Connect(lab.PrivateInterface, "198.51.100.1", 443),
            $"{lab.PublicTable} of {lab.Public.SubnetId}: no route to 198.51.100.1");
    }

    [Fact]
    public async Task Amazon_s_metadata_and_dns_are_never_filtered()
    {
        await lab.AddAclRule(lab.Private, egress: true, RuleAction.Deny);
        Reachable(await lab.Connect(lab.PrivateInterface, "169.254.169.254", 80), "local");
        Reachable(await lab.Connect(lab.PrivateInterface, "10.0.0.2", 53), "local");
        Blocked(
            await lab.Connect(lab.PrivateInterface, "169.254.169.254", 22), "169.254.169.254 does not listen on tcp/22");
    }

    [Theory]
    [InlineData("a b.s3.amazonaws.com")]
    [InlineData("..s3.eu-west-1.amazonaws.com")]
    [InlineData("[.s3.amazonaws.com")]
    public async Task What_can_be_no_name_leads_nowhere_and_harms_nothing(string name) =>
        Assert.NotNull(await lab.Connect(lab.PrivateInterface, name, 443));

    [Theory]
    [InlineData("eni-00000000000000000", HttpStatusCode.NotFound)]
    [InlineData("10.0.0.1", HttpStatusCode.NotFound)]
    [InlineData(null, HttpStatusCode.BadRequest)]
    public async Task An_unknown_vantage_is_refused(string? from, HttpStatusCode status)
    {
        using HttpClient http = new(new CloudHandler(new()));
        using var response = await http.PostAsJsonAsync(
            "http://127.0.0.1/_lab/connect", new { from, to = "198.51.100.1", port = 22 }, Cancel);
        Assert.Equal(status, response.StatusCode);
        Assert.Contains("\"message\"", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    private Task OpenEgress() => lab.Ec2.AuthorizeSecurityGroupEgressAsync(
        new() { GroupId = lab.PrivateGroup, IpPermissions = [Everything] }, Cancel);

    private static IpPermission Everything => new() { IpProtocol = "-1", Ipv4Ranges = [new() { CidrIp = "0.0.0.0/0" }] };
}
