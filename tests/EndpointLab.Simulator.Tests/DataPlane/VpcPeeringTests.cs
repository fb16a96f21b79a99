using Amazon.EC2;
using Amazon.EC2.Model;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.DataPlane;

/// <summary>
/// The lab of <see cref="LabNetwork"/> with a peer: a VPC whose one instance has a route to the lab, and the lab none back yet.
/// </summary>
public sealed class VpcPeeringTests : IAsyncLifetime
{
    private const string Host = "198.51.100.1";

    private LabNetwork lab = null!;
    private string peering = "", vpc = "", subnet = "", table = "", group = "", from = "", address = "";

    public async ValueTask InitializeAsync()
    {
        lab = await LabNetwork.Build();
        vpc = (await lab.Ec2.CreateVpcAsync(new("10.9.0.0/16"), Cancel)).Vpc.VpcId;
        subnet = (await lab.Ec2.CreateSubnetAsync(new(vpc, "10.9.1.0/24"), Cancel)).Subnet.SubnetId;
        table = (await lab.Ec2.DescribeRouteTablesAsync(new() { Filters = [By("vpc-id", vpc)] }, Cancel)).RouteTables.Single().RouteTableId;
        group = (await lab.Ec2.CreateSecurityGroupAsync(new("peer", "peer") { VpcId = vpc }, Cancel)).GroupId;
        var instance = (await lab.Ec2.RunInstancesAsync(new(await lab.Ec2.ImageIdAsync(), 1, 1)
        {
            InstanceType = InstanceType.T3Micro,
            SubnetId = subnet,
            SecurityGroupIds = [group],
        }, Cancel)).Reservation.Instances.Single();
        (from, address) = (instance.NetworkInterfaces.Single().NetworkInterfaceId, instance.PrivateIpAddress);
        peering = (await lab.Ec2.CreateVpcPeeringConnectionAsync(new() { VpcId = vpc, PeerVpcId = lab.VpcId }, Cancel))
            .VpcPeeringConnection.VpcPeeringConnectionId;
        await lab.Ec2.AcceptVpcPeeringConnectionAsync(new() { VpcPeeringConnectionId = peering }, Cancel);
        await Route(table, "10.0.0.0/16");
    }

    public ValueTask DisposeAsync()
    {
        lab.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_peers_instance_is_reached_where_both_tables_lead_over_the_connection_and_the_groups_admit_it()
    {
        await Blocked(
            lab.Public.PrivateIpAddress,
            22,
            $"{lab.PublicTable} of {lab.Public.SubnetId}: no route back to {address} through {peering}");
        await Route(lab.PublicTable, "10.9.0.0/16");
        await Blocked(lab.Public.PrivateIpAddress, 22, $"{lab.PublicGroup}: no inbound rule admits tcp/22 from {address}");
        await Admit(lab.PublicGroup, new() { IpProtocol = "-1", UserIdGroupPairs = [new() { GroupId = group }] });
        var connected = await lab.Connect(from, lab.Public.PrivateIpAddress, 22);
        Assert.Equal((null, peering), (connected.StoppedBy, connected.Via));
        Assert.Equal(
            [$"{from} {address}", subnet, $"{table} 10.0.0.0/16 → {peering}", $"{peering} {lab.VpcId}", lab.Public.SubnetId,
             $"{lab.PublicInterface} {lab.Public.PrivateIpAddress}"],
            connected.Hops);
        await Blocked("10.0.1.200", 22, $"{lab.VpcId}: no network interface has 10.0.1.200");
        await lab.Ec2.DeleteVpcPeeringConnectionAsync(new() { VpcPeeringConnectionId = peering }, Cancel);
        await Blocked(lab.Public.PrivateIpAddress, 22, $"{table}: 10.0.0.0/16 → {peering} is a black hole");
    }

    [Fact]
    public async Task Acls_of_both_subnets_decide_both_ways()
    {
        await Route(lab.PublicTable, "10.9.0.0/16");
        await Admit(lab.PublicGroup, new() { IpProtocol = "-1", Ipv4Ranges = [new() { CidrIp = "10.9.0.0/16" }] });
        var acl = await lab.AddAclRule(lab.Public, egress: false, RuleAction.Deny, ports: new() { From = 22, To = 22 });
        await Blocked(lab.Public.PrivateIpAddress, 22, $"{acl} inbound rule 50 denies tcp/22 from {address}");
        await lab.Ec2.DeleteNetworkAclEntryAsync(new() { NetworkAclId = acl, Egress = false, RuleNumber = 50 }, Cancel);
        await lab.AddAclRule(lab.Public, egress: true, RuleAction.Deny, ports: new() { From = 1024, To = 65535 });
        var stopped = (await lab.Connect(from, lab.Public.PrivateIpAddress, 22)).StoppedBy;
        Assert.Matches($"^{acl} outbound rule 50 denies tcp/[0-9]+ to {address}$", stopped);
    }

    [Fact]
    public async Task A_rule_for_egress_to_a_group_of_the_peer_admits_its_instances()
    {
        await Route(lab.PrivateTable, "10.9.0.0/16");
        await Admit(group, new() { IpProtocol = "-1", Ipv4Ranges = [new() { CidrIp = "10.0.0.0/16" }] });
        Assert.Equal(
            $"{lab.PrivateGroup}: no outbound rule admits tcp/22 to {address}",
            (await lab.Connect(lab.PrivateInterface, address, 22)).StoppedBy);
        await lab.Ec2.AuthorizeSecurityGroupEgressAsync(new()
        {
            GroupId = lab.PrivateGroup,
            IpPermissions = [new() { IpProtocol = "-1", UserIdGroupPairs = [new() { GroupId = group }] }],
        }, Cancel);
        Assert.Equal(peering, (await lab.Connect(lab.PrivateInterface, address, 22)).Via);
    }

    [Fact]
    public async Task Neither_gateway_nor_gateway_endpoint_of_the_peer_is_reached()
    {
        await Route(table, "0.0.0.0/0");
        await Blocked(Host, 443, $"{peering}: {Host} is not in {lab.VpcId}, and a peering connection leads nowhere beyond it");
        var s3 = await lab.Connect(from, LabNetwork.S3Name, 443);
        Assert.Equal(
            $"{peering}: {s3.Address} is not in {lab.VpcId}, and a peering connection leads nowhere beyond it", s3.StoppedBy);
        await Blocked("10.0.0.2", 53, $"{lab.VpcId}: no network interface has 10.0.0.2");
    }

    [Fact]
    public async Task An_interface_endpoint_is_reached_by_its_own_names_and_its_private_ones_stay_in_its_vpc()
    {
        await Route(lab.PublicTable, "10.9.0.0/16");
        await Admit(lab.PublicGroup, new() { IpProtocol = "-1", Ipv4Ranges = [new() { CidrIp = "10.9.0.0/16" }] });
        await lab.Ec2.ModifyVpcAttributeAsync(new() { VpcId = lab.VpcId, EnableDnsHostnames = true }, Cancel);
        var id = (await lab.Ec2.CreateVpcEndpointAsync(new()
        {
            VpcId = lab.VpcId,
            VpcEndpointType = VpcEndpointType.Interface,
            ServiceName = "com.amazonaws.us-east-1.sqs",
            SubnetIds = [lab.Public.SubnetId],
            SecurityGroupIds = [lab.PublicGroup],
        }, Cancel)).VpcEndpoint.VpcEndpointId;
        var endpoint = (await lab.Ec2.DescribeVpcEndpointsAsync(new() { VpcEndpointIds = [id] }, Cancel)).VpcEndpoints.Single();
        var connected = await lab.Connect(from, endpoint.DnsEntries[0].DnsName, 443);
        Assert.Null(connected.StoppedBy);
        Assert.Contains($"{id} com.amazonaws.us-east-1.sqs", connected.Hops);
        Assert.DoesNotContain("10.0.1.", (await lab.Connect(from, "sqs.us-east-1.amazonaws.com", 443)).Address);
    }

    [Fact]
    public async Task S3_is_read_through_an_interface_endpoint_of_the_peer()
    {
        await Route(lab.PublicTable, "10.9.0.0/16");
        await Admit(lab.PublicGroup, new() { IpProtocol = "-1", UserIdGroupPairs = [new() { GroupId = group }] });
        var id = (await lab.Ec2.CreateVpcEndpointAsync(new()
        {
            VpcId = lab.VpcId,
            VpcEndpointType = VpcEndpointType.Interface,
            ServiceName = "com.amazonaws.us-east-1.s3",
            SubnetIds = [lab.Public.SubnetId],
            SecurityGroupIds = [lab.PublicGroup],
            PrivateDnsEnabled = false,
        }, Cancel)).VpcEndpoint.VpcEndpointId;
        var endpoint = (await lab.Ec2.DescribeVpcEndpointsAsync(new() { VpcEndpointIds = [id] }, Cancel)).VpcEndpoints.Single();
        var name = endpoint.DnsEntries[0].DnsName.Replace("*", $"{LabNetwork.Bucket}.bucket", StringComparison.Ordinal);
        Assert.Equal((200, "hello", id), await lab.Read(from, name));
        const string nothing = """{"Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}""";
        await lab.Ec2.ModifyVpcEndpointAsync(new() { VpcEndpointId = id, PolicyDocument = nothing }, Cancel);
        Assert.Equal(403, (await lab.Read(from, name)).Status);
    }

    [Fact]
    public async Task A_public_name_means_the_private_address_where_the_peer_lets_it()
    {
        var name = $"ec2-{lab.Public.PublicIpAddress.Replace('.', '-')}.compute-1.amazonaws.com";
        Assert.Equal(lab.Public.PublicIpAddress, (await lab.Connect(from, name, 22)).Address);
        await lab.Ec2.ModifyVpcPeeringConnectionOptionsAsync(new()
        {
            VpcPeeringConnectionId = peering,
            AccepterPeeringConnectionOptions = new() { AllowDnsResolutionFromRemoteVpc = true },
        }, Cancel);
        Assert.Equal(lab.Public.PrivateIpAddress, (await lab.Connect(from, name, 22)).Address);
    }

    private async Task Blocked(string to, int port, string stoppedBy)
    {
        var connected = await lab.Connect(from, to, port);
        Assert.Equal(("Blocked", stoppedBy), (connected.Result, connected.StoppedBy));
    }

    private Task Route(string routeTable, string block) => lab.Ec2.CreateRouteAsync(
        new() { RouteTableId = routeTable, DestinationCidrBlock = block, VpcPeeringConnectionId = peering }, Cancel);

    private Task Admit(string to, IpPermission permission) =>
        lab.Ec2.AuthorizeSecurityGroupIngressAsync(new() { GroupId = to, IpPermissions = [permission] }, Cancel);
}
