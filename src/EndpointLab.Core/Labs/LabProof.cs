namespace EndpointLab.Labs;

/// <summary>Proves a lab: by the states of its resources, by requests that are sent, and by what configuration says of them.</summary>
internal sealed class LabProof(LabOperation lab, LabInventory there)
{
    private const string State = nameof(State), Sent = nameof(Probe), Explained = nameof(Trace);

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
        var proofs = await Task.WhenAll(connections.SelectMany(connection => new[] { ProbeAsync(connection), TraceAsync(connection) }));
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

    /// <summary>Null where there is no instance to send from.</summary>
    private async Task<LabCheck?> ProbeAsync(LabConnection connection)
    {
        // A subnet sends nothing, and who connects to a gateway endpoint's service has to say by what name.
        if (LacksSender(connection) || (connection.Via?.StartsWith("gateway-", StringComparison.Ordinal) is true && !connection.ReadsBucket))
        {
            return null;
        }

        return await CheckAsync(connection, Sent, async () =>
        {
            Expectation expectation = new(Enum.Parse<ProbeResult>(connection.Expected), connection.Via is null ? null : Find(connection.Via));
            var probe = connection.ReadsBucket
                ? await S3Probes.SendAsync(
                    lab, Find(connection.From), new(Find(BucketNode.Is), BucketNode.Key, action: null), client, principal: null, expectation)
                : await Probes.ConnectAsync(lab, Find(connection.From), AddressOf(connection), connection.Port, expectation);
            return ($"{probe.Result}", probe.Via, probe.Pass, probe.StoppedBy);
        });
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
