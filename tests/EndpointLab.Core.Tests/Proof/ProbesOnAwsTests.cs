using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;

namespace EndpointLab.Core.Tests.Proof;

/// <summary>On AWS this computer stands for the internet; only what an instance would have to send is not run.</summary>
public sealed class ProbesOnAwsTests : IDisposable
{
    private readonly LabSession aws = Session(TimeProvider.System);
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public void Dispose()
    {
        listener.Dispose();
        aws.Dispose();
    }

    [Fact]
    public async Task What_listens_is_reachable_from_this_computer()
    {
        listener.Start();

        var probe = await Probe("internet");

        Assert.Equal(ProbeResult.Reachable, probe.Result);
        Assert.True(probe.Pass);
    }

    [Fact]
    public async Task What_refuses_is_blocked_and_named()
    {
        listener.Start();
        var port = Port;
        listener.Stop();

        using var impatient = Session(new ImpatientTime());
        var probe = await Probes.ConnectAsync(On(impatient), "internet", "127.0.0.1", port, new(ProbeResult.Reachable, Via: null));

        Assert.Equal(ProbeResult.Blocked, probe.Result);
        Assert.Contains($"127.0.0.1:{port}", probe.StoppedBy, StringComparison.Ordinal);
        Assert.False(probe.Pass);
    }

    [Fact]
    public async Task What_another_host_would_send_is_not_run_and_does_not_pass()
    {
        listener.Start();

        var probe = await Probe("198.51.100.9");

        Assert.Equal(ProbeResult.NotRun, probe.Result);
        Assert.Null(probe.Pass);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("anonymous")]
    [InlineData("arn:aws:iam::123456789012:user/Bob")]
    [InlineData("arn:aws:iam::123456789012:role/reader")]
    public async Task Nothing_asks_S3_in_another_hosts_name(string? principal)
    {
        var probe = await S3Probes.SendAsync(
            On(aws),
            "internet",
            new("lab-bucket", "new", S3Action.PutObject),
            new("us-east-1", UseDualStack: false, StsEndpoint.Regional, EndpointId: null),
            principal,
            new(ProbeResult.Reachable, Via: null));

        Assert.Equal(ProbeResult.NotRun, probe.Result);
        Assert.Null(probe.Pass);
    }

    private static LabSession Session(TimeProvider time) =>
        new(SessionKind.Aws, "aws", name: null, "us-east-1", new AnonymousAWSCredentials(), time: time);

    private static LabOperation On(LabSession session) => new(session, new RecordingReporter(), TestContext.Current.CancellationToken);

    private int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    private Task<Probe> Probe(string from) => Probes.ConnectAsync(On(aws), from, "127.0.0.1", Port, new(ProbeResult.Reachable, Via: null));
}
