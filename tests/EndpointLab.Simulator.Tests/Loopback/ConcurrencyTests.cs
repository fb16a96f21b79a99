using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Loopback;

/// <summary>Many clients of one cloud at once, over loopback.</summary>
public sealed class ConcurrencyTests : IAsyncLifetime
{
    private const int Clients = 32;

    private readonly LoopbackServer server = LoopbackServer.Start(new Cloud(new() { Lifecycle = Lifecycle.Instant }), port: 0);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task No_write_is_lost_and_no_look_shows_half_of_one()
    {
        using var ec2 = Client();
        var vpc = (await ec2.CreateVpcAsync(new() { CidrBlock = "10.0.0.0/16" }, Cancel)).Vpc.VpcId;
        var gateway = (await ec2.CreateInternetGatewayAsync(new(), Cancel)).InternetGateway.InternetGatewayId;
        await ec2.AttachInternetGatewayAsync(new() { VpcId = vpc, InternetGatewayId = gateway }, Cancel);
        var table = (await ec2.CreateRouteTableAsync(new() { VpcId = vpc }, Cancel)).RouteTable.RouteTableId;
        var group = (await ec2.CreateSecurityGroupAsync(new() { VpcId = vpc, GroupName = "g", Description = "d" }, Cancel)).GroupId;
        var shared = (await ec2.CreateSubnetAsync(new() { VpcId = vpc, CidrBlock = "10.0.255.0/24" }, Cancel)).Subnet.SubnetId;

        var results = await Task.WhenAll(Enumerable.Range(0, Clients)
            .Select(number => Task.Run(() => WorkAsync(number, vpc, table, gateway, group, shared))));

        Assert.Single(results, result => result.WonTheBlock);
        Assert.Equal(5, results.Count(result => result.GotAnAddress));
        Assert.Equal(5, (await ec2.DescribeAddressesAsync(Cancel)).Addresses.Select(address => address.PublicIp).Distinct().Count());
        Assert.Equal(Clients, results.Select(result => result.PrivateIp).Distinct().Count());
        Assert.Equal(
            Clients + 2,
            (await ec2.DescribeSubnetsAsync(new DescribeSubnetsRequest { Filters = [By("vpc-id", vpc)] }, Cancel)).Subnets.Count);
        Assert.Equal(
            Enumerable.Range(0, Clients).Select(number => $"192.168.{number}.0/24").Append("10.0.0.0/16").Order(),
            (await ec2.DescribeRouteTablesAsync(new DescribeRouteTablesRequest { RouteTableIds = [table] }, Cancel))
                .RouteTables[0].Routes.Select(route => route.DestinationCidrBlock).Order());
        Assert.Equal(
            Enumerable.Range(0, Clients).Select(number => 1000 + number),
            (await ec2.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest { GroupIds = [group] }, Cancel))
                .SecurityGroups[0].IpPermissions.Select(permission => permission.FromPort!.Value).Order());
        Assert.Equal(
            Enumerable.Range(0, Clients).Select(number => $"client-{number}").Order(),
            (await ec2.DescribeTagsAsync(new DescribeTagsRequest { Filters = [By("resource-id", group)] }, Cancel))
                .Tags.Select(tag => tag.Key).Order());
    }

    private async Task<(bool WonTheBlock, bool GotAnAddress, string PrivateIp)> WorkAsync(
        int number, string vpc, string table, string gateway, string group, string shared)
    {
        using var ec2 = Client();
        var mine = (await ec2.CreateSubnetAsync(
            new()
            {
                VpcId = vpc, CidrBlock = $"10.0.{number}.0/24",
                TagSpecifications = [new() { ResourceType = "subnet", Tags = [new("one", $"{number}"), new("two", $"{number}")] }],
            },
            Cancel)).Subnet.SubnetId;
        await SeesWholeSubnetsAsync(ec2, vpc, mine);
        await ec2.CreateRouteAsync(
            new() { RouteTableId = table, DestinationCidrBlock = $"192.168.{number}.0/24", GatewayId = gateway }, Cancel);
        await ec2.CreateTagsAsync(new() { Resources = [group], Tags = [new($"client-{number}", "x")] }, Cancel);
        await ec2.AuthorizeSecurityGroupIngressAsync(
            new()
            {
                GroupId = group,
                IpPermissions =
                [
                    new()
                    {
                        IpProtocol = "tcp", FromPort = 1000 + number, ToPort = 1000 + number,
                        Ipv4Ranges = [new() { CidrIp = "10.0.0.0/8" }],
                    },
                ],
            },
            Cancel);
        var won = await TryAsync(
            ec2.CreateSubnetAsync(new() { VpcId = vpc, CidrBlock = "10.0.200.0/24" }, Cancel), "InvalidSubnet.Conflict");
        var card = (await ec2.CreateNetworkInterfaceAsync(new() { SubnetId = shared }, Cancel)).NetworkInterface;
        var allocated = await TryAsync(ec2.AllocateAddressAsync(new() { Domain = "vpc" }, Cancel), "AddressLimitExceeded");
        await SeesWholeSubnetsAsync(ec2, vpc, mine);
        return (won, allocated, card.PrivateIpAddress);
    }

    /// <summary>Every subnet that one look shows has both of its tags or none; and one's own is there.</summary>
    private static async Task SeesWholeSubnetsAsync(AmazonEC2Client ec2, string vpc, string mine)
    {
        var subnets = (await ec2.DescribeSubnetsAsync(new DescribeSubnetsRequest { Filters = [By("vpc-id", vpc)] }, Cancel)).Subnets;
        Assert.Contains(mine, subnets.Select(subnet => subnet.SubnetId));
        Assert.All(subnets.Where(subnet => subnet.Tags?.Count > 0), subnet =>
        {
            var number = subnet.CidrBlock.Split('.')[2];
            Assert.Equal([("one", number), ("two", number)], subnet.Tags.Select(tag => (tag.Key, tag.Value)).Order());
        });
    }

    private static async Task<bool> TryAsync(Task call, string refusal)
    {
        try
        {
            await call;
            return true;
        }
        catch (AmazonEC2Exception e) when (e.ErrorCode == refusal)
        {
            return false;
        }
    }

    private AmazonEC2Client Client() => new(new BasicAWSCredentials("AKIDEXAMPLE", "secret"), new AmazonEC2Config
    {
        ServiceURL = server.Endpoint.ToString(),
        AuthenticationRegion = "us-east-1",
        MaxErrorRetry = 0,
    });
}
