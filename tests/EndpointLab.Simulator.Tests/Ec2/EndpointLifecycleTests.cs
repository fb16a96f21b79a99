using System.Net;
using Amazon.EC2;
using Amazon.EC2.Model;
using EndpointLab.Simulator.Tests.Administration;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Ec2;

using State = Amazon.EC2.State;

/// <summary>The states of an endpoint, one after the other, in the default VPC.</summary>
public sealed class EndpointLifecycleTests : IAsyncLifetime
{
    private const string Ssm = "com.amazonaws.us-east-1.ssm";
    private const string Account = "111111111111";

    private readonly FakeTime time = new();
    private readonly AmazonEC2Client ec2;
    private readonly LabClient lab;
    private string vpc = "";
    private string subnet = "";

    public EndpointLifecycleTests()
    {
        Cloud cloud = new(new() { Lifecycle = Lifecycle.Realistic, Time = time });
        ec2 = cloud.Ec2Client(accessKey: Account);
        lab = LabClient.Of(cloud);
    }

    public async ValueTask InitializeAsync()
    {
        vpc = (await ec2.DescribeVpcsAsync(Cancel)).Vpcs.Single().VpcId;
        subnet = (await ec2.DescribeSubnetsAsync(Cancel)).Subnets[0].SubnetId;
    }

    public ValueTask DisposeAsync()
    {
        lab.Dispose();
        ec2.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task One_that_nobody_accepts_expires_and_can_then_only_be_deleted()
    {
        var id = await CreateAsync(await NewServiceAsync());
        Assert.Equal(State.PendingAcceptance, await StateAsync(id));
        time.Advance(TimeSpan.FromDays(6));
        Assert.Equal(State.PendingAcceptance, await StateAsync(id));
        time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(State.Expired, await StateAsync(id));
        Assert.Contains("expired", await Refused("IncorrectState", ModifyAsync(id)), StringComparison.Ordinal);
        await DeleteAsync(id);
        Assert.Equal(State.Deleting, await StateAsync(id));
    }

    [Fact]
    public async Task A_deleted_one_is_seen_for_a_while_and_deleted_once()
    {
        var id = await CreateAsync(Ssm);
        await DeleteAsync(id);
        Assert.Equal(State.Deleting, await StateAsync(id));
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(State.Deleted, await StateAsync(id));
        await DeleteAsync(id);
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(State.Deleted, await StateAsync(id));
        await Refused("InvalidVpcEndpointId.NotFound", ModifyAsync(id));
        time.Advance(TimeSpan.FromSeconds(1));
        await Refused("InvalidVpcEndpointId.NotFound", StateAsync(id));
        Assert.Equal(
            "InvalidVpcEndpoint.NotFound",
            (await ec2.DeleteVpcEndpointsAsync(new() { VpcEndpointIds = [id] }, Cancel)).Unsuccessful.Single().Error.Code);
    }

    [Fact]
    public async Task A_change_while_it_is_being_made_ready_does_not_shorten_that()
    {
        var id = await CreateAsync(Ssm);
        time.Advance(TimeSpan.FromSeconds(40));
        await ModifyAsync(id);
        time.Advance(TimeSpan.FromSeconds(34));
        Assert.Equal(State.Pending, await StateAsync(id));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(State.Available, await StateAsync(id));
        await ModifyAsync(id);
        Assert.Equal(State.Pending, await StateAsync(id));
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(State.Available, await StateAsync(id));
    }

    [Fact]
    public async Task A_failure_on_demand_tells_its_reason_and_lasts()
    {
        var id = await CreateAsync(Ssm);
        await lab.PostAsync("endpoints", $$"""{"id":"{{id}}","state":"Failed","code":"ServiceUnavailable","message":"No capacity"}""");
        time.Advance(TimeSpan.FromHours(1));
        var failed = (await ec2.DescribeVpcEndpointsAsync(new() { VpcEndpointIds = [id] }, Cancel)).VpcEndpoints.Single();
        Assert.Equal(State.Failed, failed.State);
        Assert.Equal(
            ("ServiceUnavailable", "No capacity", "No capacity"),
            (failed.LastError.Code, failed.LastError.Message, failed.FailureReason));
        await Refused("IncorrectState", ModifyAsync(id));
        await lab.PostAsync("endpoints", $$"""{"id":"{{id}}","state":"partial"}""");
        Assert.Equal("partial", (await StateAsync(id)).Value.ToLowerInvariant());
        await lab.PostAsync("endpoints", $$"""{"id":"{{id}}","state":"deleted"}""");
        Assert.Equal(State.Deleting, await StateAsync(id));
    }

    [Theory]
    [InlineData("""{"id":"vpce-0123456789abcdef0","state":"failed"}""", HttpStatusCode.NotFound, "There is no VPC endpoint vpce-")]
    [InlineData("""{"id":"vpce-0123456789abcdef0"}""", HttpStatusCode.BadRequest, "The body is")]
    [InlineData("""{"id":"ID","state":"broken"}""", HttpStatusCode.BadRequest, "There is no state broken.")]
    [InlineData("""{"id":"ID","state":"failed","code":"X"}""", HttpStatusCode.BadRequest, "The body is")]
    public async Task A_demand_that_makes_no_sense_is_refused(string body, HttpStatusCode expected, string reason)
    {
        var id = await CreateAsync(Ssm);
        var (status, answer) = await lab.SendAsync("POST", "/_lab/endpoints", body.Replace("ID", id, StringComparison.Ordinal));
        Assert.Equal(expected, status);
        Assert.Contains(reason, answer, StringComparison.Ordinal);
        Assert.Equal(State.Pending, await StateAsync(id));
    }

    private async Task<string> NewServiceAsync()
    {
        var service = (await ec2.CreateVpcEndpointServiceConfigurationAsync(
            new() { NetworkLoadBalancerArns = [$"arn:aws:elasticloadbalancing:us-east-1:{Account}:loadbalancer/net/api/0123456789abcdef"] },
            Cancel)).ServiceConfiguration.ServiceName;
        time.Advance(TimeSpan.FromSeconds(2));
        return service;
    }

    private async Task<string> CreateAsync(string service) => (await ec2.CreateVpcEndpointAsync(
        new() { VpcId = vpc, ServiceName = service, VpcEndpointType = "Interface", SubnetIds = [subnet] },
        Cancel)).VpcEndpoint.VpcEndpointId;

    private Task ModifyAsync(string id) =>
        ec2.ModifyVpcEndpointAsync(new() { VpcEndpointId = id, DnsOptions = new() { DnsRecordIpType = "service-defined" } }, Cancel);

    private Task DeleteAsync(string id) => ec2.DeleteVpcEndpointsAsync(new() { VpcEndpointIds = [id] }, Cancel);

    private async Task<State> StateAsync(string id) =>
        (await ec2.DescribeVpcEndpointsAsync(new() { VpcEndpointIds = [id] }, Cancel)).VpcEndpoints.Single().State;
}
