namespace EndpointLab.Labs;

/// <summary>Proves a lab: by the states of its resources, by requests that are sent, and by what configuration says of them.</summary>
/// <param name="entry">The way to log in to the instances; null where there is no machine behind them.</param>
internal sealed class LabProof(LabOperation lab, LabInventory there, LabEntry? entry)
{
    private const string State = nameof(State), Sent = nameof(Probe), Explained = nameof(Trace);

    // An SSH server takes ten logins at once by default (sshd_config, MaxStartups).
    private const int MostAtOnce = 5;

    private readonly S3ClientSettings client = new(lab.Session.Region, UseDualStack: false, StsEndpoint.Regional, EndpointId: null);

    public async Task<IReadOnlyList<LabCheck>> RunAsync(Lab now)
    {
        LabCheck whole = new()
        {
            Lab = there.Name,
            By = State,
            Check = "lab",
            Expected = nameof(LabState.Complete),
            Result = $"{now.State}",
            Pass = now.State is LabState.Complete,
            Reason = now.Missing.Length > 0 ? $"It lacks {string.Join(", ", now.Missing)}."
                : now.Drift.Length > 0 ? string.Join(' ', now.Drift)
                : now.Plan is null ? "Nothing tells what it is to have."
                : null,
        };
        var connections = there.Specification is { } specification ? LabConnection.Of(specification) : [];
        List<LabCheck?> proofs = [];
        foreach (var some in connections.Chunk(MostAtOnce))
        {
            proofs.AddRange(await Task.WhenAll(some.SelectMany(connection => new[] { ProbeAsync(connection), TraceAsync(connection) })));
        }

        return [whole, .. there.Resources.OfType<VpcEndpoint>().Where(LabInventory.IsThere).Select(StateOf), .. proofs.OfType<LabCheck>()];
    }

    private LabCheck StateOf(VpcEndpoint endpoint) => new()
    {
        Lab = there.Name,
        By = State,
        Check = LabInventory.RoleOf(endpoint) ?? endpoint.VpcEndpointId,
        Expected = EndpointStates.Available,
        Result = endpoint.State,
        Pass = endpoint.State == EndpointStates.Available,
        Reason = endpoint.LastError?.ToString() ?? endpoint.FailureReason,
    };

    /// <summary>Null where there is nobody who could ever send it.</summary>
    private async Task<LabCheck?> ProbeAsync(LabConnection connection)
    {
        // A subnet sends nothing, and who connects to a gateway endpoint's service has to say by what name.
        if (LacksSender(connection) || (connection.Via?.StartsWith("gateway-", StringComparison.Ordinal) is true && !connection.ReadsBucket))
        {
            return null;
        }

        var isOfInstance = connection.From is InstanceNode.Public or InstanceNode.Private;
        // Over a login it can't be seen what a request passes, so that only the trace tells it.
        var seen = entry is null ? connection : connection with { Via = null };
        var check = await CheckAsync(seen, Sent, async () =>
        {
            if (isOfInstance && entry?.Closed is { } reason)
            {
                return (nameof(ProbeResult.NotRun), null, null, reason);
            }

            var from = Find(seen.From);
            var login = isOfInstance ? entry?.LoginTo(from) : null;
            Expectation expectation = new(Enum.Parse<ProbeResult>(seen.Expected), seen.Via is null ? null : Find(seen.Via));
            var probe = seen.ReadsBucket
                ? await S3Probes.SendAsync(
                    lab, from, new(Find(BucketNode.Is), BucketNode.Key, action: null), client, principal: null, expectation, login)
                : await Probes.ConnectAsync(lab, from, AddressOf(connection), seen.Port, expectation, login);
            return ($"{probe.Result}", probe.Via, probe.Pass, probe.StoppedBy);
        });
        // On AWS and other servers, no host on the internet but this computer is at hand.
        return check.Result == nameof(ProbeResult.NotRun) && !isOfInstance ? null : check;
    }

    private async Task<LabCheck?> TraceAsync(LabConnection connection) => await CheckAsync(connection, Explained, async () =>
    {
        Trace trace = connection.ReadsBucket
            ? await S3AccessTraces.TraceAsync(lab, new(Find(connection.From), Find(BucketNode.Is), client) { Key = BucketNode.Key })
            : await PathTraces.TraceAsync(lab, Find(connection.From), AddressOf(connection), connection.Port);
        var isAsExpected = $"{trace.Verdict}" == connection.Expected && (connection.Via is null || trace.Via == Find(connection.Via));
        var why = trace.Blockers.Select(finding => finding.Reason).Concat(trace.Unread.Select(unread => $"{unread}"));
        return ($"{trace.Verdict}", trace.Via, isAsExpected, why.FirstOrDefault());
    });

    private async Task<LabCheck> CheckAsync(
        LabConnection connection, string by, Func<Task<(string Result, string? Via, bool? Pass, string? Reason)>> look)
    {
        (string Result, string? Via, bool? Pass, string? Reason) seen;
        try
        {
            seen = await look();
        }
        catch (LabException error)
        {
            seen = (error.ErrorId, null, false, error.Message);
        }

        return new()
        {
            Lab = there.Name,
            By = by,
            Check = $"{connection}",
            Expected = connection.Expected,
            Result = seen.Result,
            Pass = seen.Pass,
            Reason = seen.Reason ?? (seen.Pass is false && seen.Via is not null ? $"It went by {seen.Via}." : null),
        };
    }

    private static bool LacksSender(LabConnection connection) => connection.From.Contains("subnet", StringComparison.Ordinal);

    /// <summary>An interface endpoint is asked by the service's own name.</summary>
    private string AddressOf(LabConnection connection) => connection.Via is { } via && there.Of(via) is [VpcEndpoint { DnsEntries: { Length: > 0 } names }, ..]
        ? names.FirstOrDefault(name => !name.DnsName.Contains("vpce-", StringComparison.Ordinal))?.DnsName ?? there.Of(via)[0].Id
        : Find(connection.To);

    /// <summary>The id of a role's resource; anything else as it is.</summary>
    /// <exception cref="LabException">The lab has nothing in the role.</exception>
    private string Find(string roleOrPlace) => there.IdOf(roleOrPlace)
        ?? (there.PlanIn(lab.Session) is { } plan && plan.Nodes.Any(node => node.Role == roleOrPlace)
            ? throw new LabException(ErrorId.ResourceNotFound, $"The lab has no {roleOrPlace}.", "New-EndpointLab makes what lacks.", roleOrPlace)
            : roleOrPlace);
}
