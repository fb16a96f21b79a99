using System.Net.Sockets;
using EndpointLab.Core.Tests.Catalogue;

namespace EndpointLab.Core.Tests.Proof;

/// <summary>
/// An ACL that admits only some of the ports from which connections leave: the way is found open, and then the request is lost, or the
/// other way round. Both are the network's doing.
/// </summary>
public sealed class LostRequestTests
{
    private const string Sts = "sts.eu-west-1.amazonaws.com";
    private const string Reader = $"arn:aws:iam::{WorkingLab.Account}:role/reader";

    // More than enough to meet every outcome.
    private const int Tries = 40;

    [Theory]
    [InlineData(null, "The connection to s3://lab-bucket/hello.txt timed out")]
    [InlineData(Reader, $"STS ({Sts}) can't be asked for {Reader}: The connection to {Sts} timed out")]
    public async Task What_is_lost_for_its_port_is_blocked(string? principal, string lost)
    {
        using var lab = await BuildAsync();

        var probes = await SendAllAsync(lab, lab.Lab, principal);

        Assert.All(probes, probe => Assert.True(probe.Result is ProbeResult.Reachable or ProbeResult.Blocked, probe.StoppedBy));
        var told = string.Join('\n', probes.Select(probe => probe.StoppedBy).Distinct());
        Assert.Contains(lost, told, StringComparison.Ordinal);
        Assert.Contains("acl inbound rule 50 denies", told, StringComparison.Ordinal);
        Assert.Contains(probes, probe => probe.Result is ProbeResult.Reachable);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task So_it_is_where_the_simulator_is_asked_over_a_socket_which_it_closes_or_keeps_waiting(bool closes)
    {
        using var lab = await BuildAsync();
        using var session = lab.Network.Open(WorkingLab.Region, new SilentHandler(closes));

        var probes = await SendAllAsync(lab, new(session, lab.Lab.Reporter, WorkingLab.Cancel), principal: null);

        Assert.Contains(
            probes,
            probe =>
                probe is { Result: ProbeResult.Blocked, StoppedBy: { } reason } && reason.Contains("timed out", StringComparison.Ordinal));
    }

    private static async Task<WorkingLab> BuildAsync()
    {
        var lab = await WorkingLab.BuildAsync(Way.GatewayEndpoint);
        await lab.CreateReaderAsync("reader");
        await lab.PutRolePolicyAsync(WorkingLab.Role, "assume", WorkingLab.Document(
            $$"""{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"{{Reader}}"}"""));
        lab.Know("STS endpoint's subnet", await lab.Network.SubnetAsync(lab["vpc"], "10.0.3.0/24"));
        await lab.MakeStsEndpointAsync("STS endpoint's subnet");
        await lab.EntryAsync("acl", isEgress: false, 50, allows: false, (52000, 60999));
        return lab;
    }

    private static async Task<List<Probe>> SendAllAsync(WorkingLab lab, LabOperation operation, string? principal)
    {
        var asked = new Asked();
        List<Probe> probes = [];
        for (var tries = 0; tries < Tries; tries++)
        {
            var probe = await S3Probes.SendAsync(
                operation, lab["instance"], asked.Request, lab.ClientOf(asked), principal, new(Result: null, Via: null));
            probes.Add(probe with { StoppedBy = probe.StoppedBy is { } reason ? lab.Named(reason) : null });
        }

        return probes;
    }

    /// <summary>As a server that says nothing.</summary>
    private sealed class SilentHandler(bool closes) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException error) when (error.InnerException is SocketException { SocketErrorCode: SocketError.TimedOut })
            {
                throw closes
                    ? new HttpRequestException("Failed.", new HttpIOException(HttpRequestError.ResponseEnded))
                    : new TaskCanceledException("Canceled.", new TimeoutException("Canceled.", new TaskCanceledException()));
            }
        }
    }
}
