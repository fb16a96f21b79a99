namespace EndpointLab;

/// <summary>Waits for many resources at once: each look is one call for all that are still under way, and looks grow rarer.</summary>
internal static class Wait
{
    private const double BackOff = 1.5;
    private const int RarestPolls = 12;

    /// <summary>Gives out each resource that reached the goal, in the order of the ids, and reports an error for each that didn't.</summary>
    public static Task ForAllAsync<T>(LabOperation lab, WaitGoal<T> goal, IEnumerable<string> ids, TimeSpan timeout, Action<T> emit)
        where T : LabResource =>
        RunAsync(lab, goal, [.. ids.Distinct()], timeout, emit, lab.Reporter.Error);

    /// <summary>The resource that reached the goal; null if it did so by going before it was seen.</summary>
    /// <exception cref="LabException">It can't reach the goal, is gone, or took longer than the time-out.</exception>
    public static async Task<T?> ForOneAsync<T>(LabOperation lab, WaitGoal<T> goal, string id, TimeSpan timeout)
        where T : LabResource
    {
        T? reached = null;
        await RunAsync(lab, goal, [id], timeout, resource => reached = resource, error => throw error);
        return reached;
    }

    private static async Task RunAsync<T>(
        LabOperation lab, WaitGoal<T> goal, IReadOnlyList<string> ids, TimeSpan timeout, Action<T> emit, Action<LabException> fail)
        where T : LabResource
    {
        var time = lab.Session.Time;
        var started = time.GetTimestamp();
        var waiting = ids.ToDictionary(id => id, id => new Waiting<T>(id));
        var pause = lab.Session.FirstPoll;
        var delivered = 0;
        var activity = $"Waiting for {(ids.Count == 1 ? ids[0] : $"{ids.Count} resources")} to be {goal.State}";
        var reported = false;
        try
        {
            while (true)
            {
                var open = ids.Where(id => !waiting[id].IsOver).ToList();
                var seen = (await goal.Look(lab, open)).ToDictionary(resource => resource.Id);
                var elapsed = time.GetElapsedTime(started);
                foreach (var id in open)
                {
                    waiting[id].Judge(goal, seen.GetValueOrDefault(id), elapsed, timeout, lab.Session.NotFoundGrace);
                }

                for (; delivered < ids.Count && waiting[ids[delivered]].IsOver; delivered++)
                {
                    waiting[ids[delivered]].Deliver(emit, fail);
                }

                if (delivered == ids.Count)
                {
                    return;
                }

                var first = waiting[ids[delivered]];
                reported = true;
                lab.Reporter.Progress(activity, $"{first.Id} is {first.Describe(goal)}", ids.Count == 1 ? -1 : 100 * delivered / ids.Count);
                var left = timeout - elapsed;
                await Task.Delay(pause < left ? pause : left, time, lab.Token);
                pause = Min(pause * BackOff, lab.Session.FirstPoll * RarestPolls);
            }
        }
        finally
        {
            if (reported)
            {
                lab.Reporter.Progress(activity, "done", 100);
            }
        }
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    /// <summary>One resource on its way: what was last seen of it, and how its wait ended.</summary>
    private sealed class Waiting<T>(string id) where T : LabResource
    {
        private T? last;
        private LabException? error;

        public string Id => id;

        public bool IsOver { get; private set; }

        public string Describe(WaitGoal<T> goal) => last is null ? "not found yet" : goal.StateOf(last);

        public void Judge(WaitGoal<T> goal, T? now, TimeSpan elapsed, TimeSpan timeout, TimeSpan grace)
        {
            if (now is null && goal.AsGone is not null)
            {
                last = last is null ? null : goal.AsGone(last);
                IsOver = true;
                return;
            }

            var known = last is not null;
            last = now ?? last;
            if (now is not null && goal.IsReachedBy(now))
            {
                IsOver = true;
                return;
            }

            error = now is not null ? goal.Impossible(now)
                : known ? new(ErrorId.Disappeared, $"{id} disappeared before it was {goal.State}.", "Somebody removed it: create it again.", id)
                : elapsed < grace ? null
                : new(ErrorId.ResourceNotFound, $"{id} does not exist.", "Check the id, the Region and the account: Get-LabSession shows where you are.", id);
            error ??= elapsed < timeout ? null : new(
                ErrorId.WaitTimedOut,
                $"{id} is {Describe(goal)} after {elapsed.TotalSeconds:0.#} s; it was to be {goal.State}.",
                "Give it longer (-Timeout 10m), or look at what holds it up.",
                id);
            IsOver = error is not null;
        }

        public void Deliver(Action<T> emit, Action<LabException> fail)
        {
            if (error is not null)
            {
                fail(error);
            }
            else if (last is not null)
            {
                emit(last);
            }
        }
    }
}
