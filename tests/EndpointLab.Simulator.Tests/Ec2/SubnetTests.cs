using Amazon.EC2;
using Amazon.EC2.Model;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Ec2;

public sealed class SubnetTests : IAsyncLifetime
{
    private readonly AmazonEC2Client ec2 = Ec2Client();
    private string vpc = "";

    public async ValueTask InitializeAsync() => vpc = (await ec2.CreateVpcAsync(new("10.0.0.0/16"), Cancel)).Vpc.VpcId;

    public ValueTask DisposeAsync()
    {
        ec2.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_new_subnet_has_all_addresses_but_the_five_that_are_reserved()
    {
        var subnet = (await ec2.CreateSubnetAsync(new(vpc, "10.0.1.0/24") { AvailabilityZoneId = "use1-az1" }, Cancel)).Subnet;
        Assert.Equal(251, subnet.AvailableIpAddressCount);
        Assert.Equal("us-east-1b", subnet.AvailabilityZone);
        Assert.False(subnet.MapPublicIpOnLaunch);
        Assert.Equal($"arn:aws:ec2:us-east-1:123456789012:subnet/{subnet.SubnetId}", subnet.SubnetArn);
    }

    [Theory]
    [InlineData("10.1.0.0/24", "InvalidSubnet.Range")]
    [InlineData("10.0.0.0/29", "InvalidSubnet.Range")]
    [InlineData("10.0.0.0/8", "InvalidSubnet.Range")]
    [InlineData("10.0.1.128/25", "InvalidSubnet.Conflict")]
    [InlineData("10.0.0.0/16", "InvalidSubnet.Conflict")]
    [InlineData("10.0.2/24", "InvalidParameterValue")]
    [InlineData("::/64", "InvalidParameterValue")]
    public async Task A_block_outside_the_vpc_or_over_another_is_refused(string block, string code)
    {
        await ec2.CreateSubnetAsync(new(vpc, "10.0.1.0/24"), Cancel);
        await Refused(code, ec2.CreateSubnetAsync(new(vpc, block), Cancel));
        Assert.Single(await Subnets());
    }

    [Fact]
    public async Task An_unknown_zone_is_refused_with_those_there_are() => Assert.Contains(
        "us-east-1a, us-east-1b, us-east-1c",
        await Refused("InvalidParameterValue", ec2.CreateSubnetAsync(
            new(vpc, "10.0.1.0/24") { AvailabilityZone = "us-east-1z" }, Cancel)),
        StringComparison.Ordinal);

    [Fact]
    public async Task A_vpc_is_deleted_only_after_its_subnets()
    {
        var subnet = (await ec2.CreateSubnetAsync(new(vpc, "10.0.1.0/24"), Cancel)).Subnet;
        await Refused("DependencyViolation", ec2.DeleteVpcAsync(new(vpc), Cancel));
        await ec2.DeleteSubnetAsync(new(subnet.SubnetId), Cancel);
        await ec2.DeleteVpcAsync(new(vpc), Cancel);
        Assert.Empty(await Subnets());
    }

    [Fact]
    public async Task A_subnet_can_give_its_instances_public_addresses()
    {
        var subnet = (await ec2.CreateSubnetAsync(new(vpc, "10.0.1.0/24"), Cancel)).Subnet;
        await ec2.ModifySubnetAttributeAsync(new() { SubnetId = subnet.SubnetId, MapPublicIpOnLaunch = true }, Cancel);
        Assert.True((await Subnets(By("map-public-ip-on-launch", "true"))).Single().MapPublicIpOnLaunch);
    }

    [Fact]
    public async Task The_default_vpc_has_one_subnet_for_each_zone()
    {
        var zones = (await ec2.DescribeAvailabilityZonesAsync(Cancel)).AvailabilityZones;
        var subnets = (await ec2.DescribeSubnetsAsync(new() { Filters = [By("default-for-az", "true")] }, Cancel)).Subnets;
        Assert.Equal(zones.Select(zone => zone.ZoneName), subnets.Select(subnet => subnet.AvailabilityZone).Order());
        Assert.All(subnets, subnet => Assert.True(subnet.MapPublicIpOnLaunch));
        Assert.All(subnets, subnet => Assert.Equal(4091, subnet.AvailableIpAddressCount));
    }

    private async Task<List<Subnet>> Subnets(params Filter[] filters) => (await ec2.DescribeSubnetsAsync(
        new() { Filters = [By("vpc-id", vpc), .. filters] }, Cancel)).Subnets ?? [];
}
