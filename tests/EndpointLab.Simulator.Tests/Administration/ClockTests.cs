using System.Net;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Administration;

public sealed class ClockTests : IDisposable
{
    private readonly FakeTime time = new();
    private readonly Cloud cloud;
    private readonly LabClient lab;

    public ClockTests()
    {
        cloud = new(new() { Lifecycle = Lifecycle.Realistic, Time = time });
        lab = LabClient.Of(cloud);
    }

    public void Dispose() => lab.Dispose();

    [Theory]
    [InlineData("90")]
    [InlineData("\"90\"")]
    [InlineData("\"90s\"")]
    [InlineData("\"1.5m\"")]
    [InlineData("\"0.025h\"")]
    public async Task It_is_advanced_by_a_duration(string duration)
    {
        var before = time.GetUtcNow();

        await lab.PostAsync("clock", $$"""{"advance":{{duration}}}""");

        Assert.Equal(before.AddSeconds(90), (DateTimeOffset)(await lab.GetAsync("clock"))["now"]!);
        Assert.Equal(before, time.GetUtcNow());
    }

    [Fact]
    public async Task Advancing_brings_about_what_was_due_meanwhile()
    {
        using var ec2 = cloud.Ec2Client();
        var vpc = (await ec2.CreateVpcAsync(new("10.0.0.0/16"), Cancel)).Vpc;
        Assert.Equal("pending", vpc.State);

        await lab.PostAsync("clock", """{"advance":0.9}""");
        Assert.Equal("pending", await StateAsync());
        await lab.PostAsync("clock", """{"advance":0.1}""");
        Assert.Equal("available", await StateAsync());

        async Task<string> StateAsync() =>
            (await ec2.DescribeVpcsAsync(new() { VpcIds = [vpc.VpcId] }, Cancel)).Vpcs.Single().State.Value;
    }

    [Fact]
    public async Task Frozen_it_stands_but_can_be_advanced_and_goes_on_from_there()
    {
        var start = time.GetUtcNow();
        await lab.PostAsync("clock", """{"freeze":true}""");
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(start, await NowAsync());

        await lab.PostAsync("clock", """{"advance":10}""");
        await lab.PostAsync("clock", """{"freeze":false}""");
        Assert.Equal(start.AddSeconds(10), await NowAsync());

        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(start.AddSeconds(15), await NowAsync());
    }

    [Fact]
    public async Task Freezing_twice_and_resuming_what_runs_change_nothing()
    {
        var start = time.GetUtcNow();
        await lab.PostAsync("clock", """{"freeze":false,"advance":10}""");
        await lab.PostAsync("clock", """{"freeze":true}""");
        time.Advance(TimeSpan.FromSeconds(5));
        await lab.PostAsync("clock", """{"freeze":true}""");
        Assert.Equal(start.AddSeconds(10), await NowAsync());
    }

    [Fact]
    public async Task Whoever_waits_by_the_clouds_clock_waits_by_the_one_beneath()
    {
        await lab.PostAsync("clock", """{"freeze":true}""");
        var started = cloud.Time.GetTimestamp();
        var waiting = Task.Delay(TimeSpan.FromSeconds(2), cloud.Time, Cancel);

        time.Advance(TimeSpan.FromSeconds(2));

        await waiting;
        Assert.Equal(TimeSpan.FromSeconds(2), cloud.Time.GetElapsedTime(started));
    }

    [Fact]
    public async Task It_goes_no_further_than_dates_can_be_written()
    {
        await lab.PostAsync("clock", """{"advance":"500000h"}""");
        for (var more = 0; more < 16; more++)
            await lab.PostAsync("clock", """{"advance":"500000h"}""");

        Assert.Equal(HttpStatusCode.BadRequest, (await lab.SendAsync("POST", "/_lab/clock", """{"advance":"1000000h"}""")).Status);
        using var ec2 = cloud.Ec2Client();
        Assert.NotEmpty((await ec2.DescribeVpcsAsync(new(), Cancel)).Vpcs);
    }

    private async Task<DateTimeOffset> NowAsync() => (DateTimeOffset)(await lab.GetAsync("clock"))["now"]!;
}
