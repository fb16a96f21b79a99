using EndpointLab.Core.Tests.Analysis;

namespace EndpointLab.Core.Tests.Catalogue;

/// <summary>Each fault by itself: the real request fails by it.</summary>
public sealed class FaultTests
{
    // More than enough connections to meet both kinds of ports.
    private const int Tries = 40;

    public static TheoryData<string> Names => [.. FaultCatalogue.All.Select(fault => $"{fault}")];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_request_fails_the_trace_says_why_and_a_repair_mends_it(string name)
    {
        var fault = FaultCatalogue.Get(name);
        using var lab = await WorkingLab.BuildAsync(fault.Over);

        await fault.Prepare(lab);
        await fault.Break(lab);

        await FailsAsync(lab, fault);
        var trace = await lab.TraceAsync(fault.Asks);
        Assert.Equal(fault.Expected.Order(StringComparer.Ordinal), lab.BlockersOf(trace));
        Assert.Equal(
            fault.IsPartly ? Verdict.Intermittent : fault.Fails is ProbeResult.Denied ? Verdict.Denied : Verdict.Blocked, trace.Verdict);
        await IsMendedAsync(lab, fault);
    }

    [Theory]
    [InlineData(Way.GatewayEndpoint)]
    [InlineData(Way.InterfaceEndpoint)]
    [InlineData(Way.NatGateway)]
    internal async Task Without_a_fault_it_succeeds(Way way)
    {
        using var lab = await WorkingLab.BuildAsync(way);

        var probe = await lab.SendAsync(new());

        Assert.Equal((ProbeResult.Reachable, "hello"), (probe.Result, probe.Content));
        var trace = await lab.TraceAsync(new());
        Assert.Equal(Verdict.Reachable, trace.Verdict);
        Assert.Empty(trace.Blockers);
    }

    /// <summary>
    /// By exactly the changes that are expected; nothing is changed where none would help, and then the repair says what would.
    /// </summary>
    private static async Task IsMendedAsync(WorkingLab lab, Fault fault)
    {
        var before = await Configuration.ReadAsync(lab);

        var repair = await lab.RepairAsync(fault.Asks);

        var changed = (await Configuration.ReadAsync(lab)).Since(before).ToList();
        Assert.Equal(fault.Mends.Select(lab.Named).Order(StringComparer.Ordinal), changed);
        Assert.DoesNotContain(changed, IsWide);
        var probe = await lab.SendAsync(fault.Asks);
        if (fault.Mends.Length > 0)
        {
            Assert.Equal((ProbeResult.Reachable, Verdict.Reachable), (probe.Result, repair.After.Verdict));
        }
        else
        {
            Assert.Equal(fault.Fails, probe.Result);
            Assert.Empty(repair.Changes);
            Assert.All(repair.NotMended, finding => Assert.NotEmpty(finding.Advice));
            Assert.Equal(fault.Expected.Order(StringComparer.Ordinal), lab.BlockersOf(repair.After));
        }
    }

    private static bool IsWide(string line) =>
        line.StartsWith('+') && (line.Contains("0.0.0.0/0", StringComparison.Ordinal) || line.Contains("::/0", StringComparison.Ordinal));

    private static async Task FailsAsync(WorkingLab lab, Fault fault)
    {
        if (fault.DependsOnPort)
        {
            await SomeConnectionsFailAsync(lab, fault);
            return;
        }

        var probe = await lab.SendAsync(fault.Asks);
        Assert.Equal(fault.Fails, probe.Result);
        Assert.Contains(fault.Says, lab.Named(probe.StoppedBy!), StringComparison.Ordinal);
    }

    private static async Task SomeConnectionsFailAsync(WorkingLab lab, Fault fault)
    {
        var name = fault.Asks.Request.NameAt(lab.ClientOf(fault.Asks).S3Host);
        List<Connected> connections = [];
        for (var tries = 0; tries < Tries; tries++)
        {
            connections.Add(await lab.Network.ConnectAsync(lab["interface"], name, 443));
        }

        var failed = connections.Where(connection => !connection.IsReachable).ToList();
        Assert.InRange(failed.Count, 1, Tries - 1);
        Assert.All(failed, connection => Assert.Contains(fault.Says, lab.Named(connection.StoppedBy!), StringComparison.Ordinal));
    }
}
