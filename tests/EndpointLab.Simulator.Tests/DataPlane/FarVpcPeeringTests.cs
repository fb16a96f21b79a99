using System.Net.Http.Json;
using Amazon.EC2;
using Amazon.EC2.Model;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.DataPlane;

/// <summary>A connection between VPCs of two accounts in two Regions.</summary>
public sealed class FarVpcPeeringTests : IDisposable
{
    private readonly Cloud cloud = new(new() { Lifecycle = Lifecycle.Instant });
    private readonly AmazonEC2Client mine, theirs;

    public FarVpcPeeringTests() => (mine, theirs) = (cloud.Ec2Client(), cloud.Ec2Client("eu-west-1", "111122223333"));

    public void Dispose()
    {
        mine.Dispose();
        theirs.Dispose();
    }

    [Fact]
    public async Task It_carries_packets_like_any_other()
    {
        var (here, there) = (await Launch(mine, "10.1.0.0/16"), await Launch(theirs, "10.2.0.0/16"));
        var id = (await mine.CreateVpcPeeringConnectionAsync(
            new() { VpcId = here.VpcId, PeerVpcId = there.VpcId, PeerOwnerId = "111122223333", PeerRegion = "eu-west-1" }, Cancel))
            .VpcPeeringConnection.VpcPeeringConnectionId;
        await theirs.AcceptVpcPeeringConnectionAsync(new() { VpcPeeringConnectionId = id }, Cancel);
        await Route(mine, here.VpcId, "10.2.0.0/16", id);
        await Route(theirs, there.VpcId, "10.1.0.0/16", id);
        var admitting = there.SecurityGroups.Single().GroupId;
        Assert.Equal(
            $"{admitting}: no inbound rule admits tcp/22 from {here.PrivateIpAddress}", (await Connect(here, there)).StoppedBy);
        IpPermission permission = new() { IpProtocol = "-1", Ipv4Ranges = [new() { CidrIp = "10.1.0.0/16" }] };
        await theirs.AuthorizeSecurityGroupIngressAsync(new() { GroupId = admitting, IpPermissions = [permission] }, Cancel);
        var connected = await Connect(here, there);
        Assert.Equal((null, id), (connected.StoppedBy, connected.Via));
        await theirs.DeleteVpcPeeringConnectionAsync(new() { VpcPeeringConnectionId = id }, Cancel);
        Assert.EndsWith($"→ {id} is a black hole", (await Connect(here, there)).StoppedBy);
    }

    private async Task<Connected> Connect(Instance from, Instance to)
    {
        using HttpClient http = new(new CloudHandler(cloud)) { BaseAddress = new("http://127.0.0.1/") };
        using var answer = await http.PostAsJsonAsync(
            "_lab/connect", new { from = from.NetworkInterfaces.Single().NetworkInterfaceId, to = to.PrivateIpAddress, port = 22 }, Cancel);
        return (await answer.Content.ReadFromJsonAsync<Connected>(Cancel))!;
    }

    private static async Task<Instance> Launch(AmazonEC2Client ec2, string block)
    {
        var vpc = (await ec2.CreateVpcAsync(new(block), Cancel)).Vpc.VpcId;
        var subnet = (await ec2.CreateSubnetAsync(new(vpc, block.Replace("/16", "/24", StringComparison.Ordinal)), Cancel)).Subnet.SubnetId;
        RunInstancesRequest request = new(await ec2.ImageIdAsync(), 1, 1) { InstanceType = InstanceType.T3Micro, SubnetId = subnet };
        return (await ec2.RunInstancesAsync(request, Cancel)).Reservation.Instances.Single();
    }

    private static async Task Route(AmazonEC2Client ec2, string vpc, string block, string peering)
    {
        var table = (await ec2.DescribeRouteTablesAsync(new() { Filters = [By("vpc-id", vpc)] }, Cancel)).RouteTables.Single().RouteTableId;
        await ec2.CreateRouteAsync(
            new() { RouteTableId = table, DestinationCidrBlock = block, VpcPeeringConnectionId = peering }, Cancel);
    }
}
