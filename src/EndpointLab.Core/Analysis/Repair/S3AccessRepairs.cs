using EndpointLab.Analysis;

namespace EndpointLab;

/// <summary>Mends what stops requests to S3, by the smallest changes of configuration.</summary>
public static class S3AccessRepairs
{
    // What a change brings to light is mended in a further round.
    private const int MostRounds = 3;

    private static readonly TimeSpan TimeToSettle = TimeSpan.FromMinutes(5);

    /// <summary>What stops a request that begins, ends or waits for something to be made.</summary>
    private static readonly Cause[] Passing = [Cause.EndpointNotAvailable, Cause.InstanceNotRunning, Cause.StsUnreachable];

    /// <summary>Reads all anew, whatever an earlier trace said.</summary>
    /// <exception cref="LabException">There is no such place, bucket, object, endpoint or principal.</exception>
    public static async Task<S3AccessRepairWork> BeginAsync(LabOperation lab, S3AccessQuery query)
    {
        var plan = await PlanAsync(lab, query, await ReadAsync(lab, query), []);
        if (plan is { Changes.Length: 0, Trace.Verdict: Verdict.Unknown })
        {
            throw NothingCertain(plan.Trace);
        }

        return new(plan);
    }

    /// <summary>Makes the changes of the work's plan, and finds what is then to be done.</summary>
    /// <exception cref="LabException">AWS refused one; the message says what was done before.</exception>
    public static async Task ApplyAsync(LabOperation lab, S3AccessRepairWork work)
    {
        var plan = work.Plan;
        List<Change> done = [];
        foreach (var change in plan.Changes)
        {
            lab.Reporter.Progress(Activity(plan), change.Description, 100 * done.Count / plan.Changes.Length);
            try
            {
                await change.ApplyAsync(lab);
            }
            catch (LabException error)
            {
                throw Incomplete(change, [.. work.Done, .. done], error);
            }

            lab.Reporter.Verbose($"Done: {change}");
            done.Add(change);
        }

        work.Add(done);
        var read = await SettleAsync(lab, plan, done);
        work.Plan = work.Rounds < MostRounds
            ? await PlanAsync(lab, plan.Query, read, work.Done)
            : plan with { Trace = read.Trace, Changes = [], Flows = [] };
        lab.Reporter.Progress(Activity(plan), "done", 100);
    }

    /// <summary>What was done and what came of it: where anything was, the real request is sent.</summary>
    /// <param name="login">How to log in to the sender where it is an instance of AWS's; null not to, and to send nothing then.</param>
    public static async Task<S3AccessRepair> EndAsync(LabOperation lab, S3AccessRepairWork work, InstanceLogin? login = null)
    {
        var after = work.Plan.Trace;
        var probe = work.Done.Count == 0 ? null : await ProbeAsync(lab, work.Plan.Query, after, login);
        if (after.Verdict is not Verdict.Reachable && probe?.Result is not ProbeResult.Reachable)
        {
            lab.Reporter.Warning($"{after.From} → {after.To} is still {after.Verdict}: "
                + (after.Blockers.Length > 0 ? string.Join(' ', after.Blockers.Select(finding => $"{finding}"))
                    : string.Join(' ', after.Unread.Select(unread => $"{unread}"))));
        }

        return new()
        {
            AccountId = after.AccountId,
            Region = after.Region,
            SessionId = after.SessionId,
            From = after.From,
            To = after.To,
            Before = work.Before,
            Changes = [.. work.Done],
            Flows = [.. work.Flows],
            After = after,
            Probe = probe,
        };
    }

    private static string Activity(RepairPlan plan) => $"Repairing {plan.Trace.From} → {plan.Trace.To}";

    private static async Task<Reading> ReadAsync(LabOperation lab, S3AccessQuery query)
    {
        var place = await TracePlace.FindAsync(lab, query.From);
        var model = await NetworkReader.ReadAsync(lab, place.VpcId);
        return new(place, model, await S3AccessTraces.TraceAsync(lab, query, place, model));
    }

    /// <param name="done">Changes that were made before, which are not made twice.</param>
    private static async Task<RepairPlan> PlanAsync(LabOperation lab, S3AccessQuery query, Reading read, IReadOnlyList<Change> done)
    {
        var (place, model, trace) = read;
        var changes = await SmallestAsync(
            ChangeSet.Of([.. trace.Blockers.Where(finding => !finding.Fix.Any(done.Contains))]),
            async some => (await S3AccessTraces.TraceAsync(lab, query, place, ChangeSet.ApplyTo(model, some))).Blockers);
        FlowComparison flows = new(model, ChangeSet.ApplyTo(model, changes), place.InterfaceId, AskedBy(query, model));
        return new()
        {
            Query = query,
            Trace = trace,
            Changes = [.. changes],
            Flows = changes.OfType<NetworkChange>().Any() ? [.. flows.Find()] : [],
            IsPartial = flows.IsPartial,
        };
    }

    /// <summary>Leaves out each change of the network without which, on paper, as much is mended.</summary>
    /// <param name="trace">What stops the request after some of them.</param>
    private static async Task<IReadOnlyList<Change>> SmallestAsync(
        IReadOnlyList<Change> changes, Func<IReadOnlyList<Change>, Task<TraceFinding[]>> trace)
    {
        if (changes.OfType<NetworkChange>().Count() < 2)
        {
            return changes;
        }

        var best = await LeftAsync(changes);
        foreach (var change in changes.OfType<NetworkChange>().Reverse())
        {
            List<Change> others = [.. changes.Where(other => other != change)];
            if ((await LeftAsync(others)).IsSubsetOf(best))
            {
                changes = others;
            }
        }

        return changes;

        // By another way, policies may refuse what they let through by this one.
        async Task<HashSet<(Cause, string, string?)>> LeftAsync(IReadOnlyList<Change> some) =>
            [.. (await trace(some)).Select(finding => (finding.Cause, finding.ResourceId, finding.Rule))];
    }

    /// <summary>The names and endpoints that the request is about.</summary>
    private static HashSet<string> AskedBy(S3AccessQuery query, NetworkModel model)
    {
        S3ClientSettings here = new(model.Region, UseDualStack: false, StsEndpoint.Regional, EndpointId: null);
        var (services, sts) = query.Principal is null ? (["s3"], []) : (new[] { "s3", "sts" }, new[] { here.Sts.Host });
        return
        [
            here.S3Host, (here with { UseDualStack = true }).S3Host, .. sts,
            .. model.Endpoints.Where(endpoint => services.Any(service => ServiceName.Is(endpoint.ServiceName, service, model.Region)))
                .Select(endpoint => endpoint.Id),
        ];
    }

    /// <summary>Reads anew, and again as long as what was made is still coming to be.</summary>
    private static async Task<Reading> SettleAsync(LabOperation lab, RepairPlan plan, List<Change> done)
    {
        var time = lab.Session.Time;
        var started = time.GetTimestamp();
        for (var pause = lab.Session.FirstPoll; ; pause *= 2)
        {
            var read = await ReadAsync(lab, plan.Query);
            if (!read.Trace.Blockers.Any(IsPassing) || time.GetElapsedTime(started) + pause > TimeToSettle)
            {
                return read;
            }

            lab.Reporter.Progress(Activity(plan), "waiting for the changes to take effect");
            await Task.Delay(pause, time, lab.Token);
        }

        bool IsPassing(TraceFinding finding) => finding.Fix.OfType<NetworkChange>().Any(done.Contains)
            || finding.Fix.Length == 0 && Passing.Contains(finding.Cause)
                && !plan.Trace.Blockers.Any(
                    old => old.Fix.Length == 0 && (old.Cause, old.ResourceId) == (finding.Cause, finding.ResourceId));
    }

    private static async Task<Probe?> ProbeAsync(LabOperation lab, S3AccessQuery query, S3AccessTrace trace, InstanceLogin? login)
    {
        if (ResourceKind.Subnet.IsId(query.From))
        {
            return null;
        }

        try
        {
            // A gateway endpoint has no name to ask: routes lead there.
            var client = query.Client.EndpointId is { } id && !(await VpcEndpoints.GetAsync(lab, id)).HasBuckets
                ? query.Client with { EndpointId = null }
                : query.Client;
            S3Request request = new(query.Bucket, query.Key, query.Action);
            return await S3Probes.SendAsync(lab, query.From, request, client, query.Principal, new(Result: null, Via: null), login);
        }
        catch (LabException error)
        {
            lab.Reporter.Warning($"The request {trace.From} → {trace.To} could not be sent: {error.Message}");
            return null;
        }
    }

    private static LabException NothingCertain(S3AccessTrace trace) => new(
        ErrorId.VerdictUnknown,
        $"Nothing that could be read stops {trace.From} → {trace.To}, but not everything could be read, so nothing is changed: "
            + string.Join(' ', trace.Unread.Length > 0 ? trace.Unread.Select(unread => $"{unread}") : trace.Assumptions),
        "Get the permissions that are missing, and run it again; or send the real request: Test-LabS3Access.",
        trace.From);

    private static LabException Incomplete(Change change, IReadOnlyList<Change> done, LabException error) => new(
        error.ErrorId,
        $"{change} {error.Message} {(done.Count == 0 ? "Nothing was changed." : $"What was done before stays: {string.Join(' ', done)}")}",
        $"{error.NextStep} Run it again: it reads everything anew, and changes only what is still to be changed.",
        change.Target,
        error.InnerException)
    {
        AwsErrorCode = error.AwsErrorCode,
        RequestId = error.RequestId,
        Action = error.Action,
    };

    private sealed record Reading(TracePlace Place, NetworkModel Model, S3AccessTrace Trace);
}
