using System.Net;
using System.Text.Json.Nodes;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Administration;

public sealed class LifecycleTests : IDisposable
{
    private readonly FakeTime time = new();
    private readonly Cloud cloud;
    private readonly LabClient lab;

    public LifecycleTests()
    {
        cloud = new(new() { Time = time, Delays = new Dictionary<string, TimeSpan> { ["VpcCreation"] = TimeSpan.FromSeconds(7) } });
        lab = LabClient.Of(cloud);
    }

    public void Dispose() => lab.Dispose();

    [Fact]
    public async Task It_shows_every_delay_as_it_is_now()
    {
        var settings = await lab.GetAsync("lifecycle");

        Assert.Equal("Quick", (string?)settings["lifecycle"]);
        var delays = settings["delays"]!.AsObject();
        Assert.Equal(State.Delay.All.Select(delay => delay.Name), delays.Select(delay => delay.Key));
        Assert.Equal(7, (double)delays["VpcCreation"]!);
        Assert.Equal(0.02, (double)delays["NatGatewayCreation"]!);
        Assert.Equal(60, (double)delays["DeletedEndpointVisible"]!);
    }

    [Fact]
    public async Task A_change_applies_to_what_begins_after_it()
    {
        using var ec2 = cloud.Ec2Client();
        var slow = await CreateAsync();
        await lab.PostAsync("lifecycle", """{"lifecycle":"realistic","delays":{"vpccreation":"2s"}}""");
        var fast = await CreateAsync();

        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(("pending", "available"), (await StateAsync(slow), await StateAsync(fast)));
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("available", await StateAsync(slow));

        async Task<string> CreateAsync() => (await ec2.CreateVpcAsync(new("10.0.0.0/16"), Cancel)).Vpc.VpcId;
        async Task<string> StateAsync(string id) =>
            (await ec2.DescribeVpcsAsync(new() { VpcIds = [id] }, Cancel)).Vpcs.Single().State.Value;
    }

    [Theory]
    [InlineData("Instant", 0)]
    [InlineData("Quick", 0.02)]
    [InlineData("Realistic", 1)]
    public async Task A_delay_set_to_null_is_the_lifecycles_again(string lifecycle, double seconds)
    {
        var settings = await lab.SucceedAsync("PUT", "lifecycle", $$$"""{"lifecycle":"{{{lifecycle}}}","delays":{"VpcCreation":null}}""");

        Assert.Equal(seconds, (double)settings["delays"]!["VpcCreation"]!);
    }

    [Fact]
    public async Task An_unknown_delay_is_refused_with_the_known_ones_and_nothing_is_set()
    {
        var (status, answer) = await lab.SendAsync(
            "POST", "/_lab/lifecycle", """{"lifecycle":"Instant","delays":{"VpcCreation":1,"VpcDeletion":1}}""");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("VpcDeletion. There are VpcCreation, ", (string?)JsonNode.Parse(answer)!["message"], StringComparison.Ordinal);
        Assert.Equal(7, (double)(await lab.GetAsync("lifecycle"))["delays"]!["VpcCreation"]!);
    }

    [Fact]
    public void A_cloud_is_not_started_with_an_unknown_or_negative_delay()
    {
        Assert.Throws<ArgumentException>(() => Start("VpcDeletion", TimeSpan.Zero));
        Assert.Throws<ArgumentException>(() => Start("VpcCreation", -TimeSpan.FromSeconds(1)));

        static Cloud Start(string delay, TimeSpan duration) =>
            new(new() { Delays = new Dictionary<string, TimeSpan> { [delay] = duration } });
    }
}
