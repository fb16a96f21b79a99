using System.Globalization;

namespace EndpointLab;

/// <summary>
/// Waits for many resources at once: each look is one call per session for all that are still under way, and looks grow rarer.
/// </summary>
internal static class Wait
{
    private const double BackOff = 1.5;
    private const int RarestPolls = 15;

    /// <summary>
    /// Gives out each resource that reached the goal, in the order of the items,
    /// and reports an error for each that can't, as soon as that is known.
    /// </summary>
    public static Task ForAllAsync<T>(IReadOnlyList<WaitItem<T>> items, WaitGoal<T> goal, TimeSpan timeout, Action<T> emit)
        where T : LabResource =>
        RunAsync(items, goal, timeout, emit, items[0].Lab.Reporter.Error);

    /// <summary>The resource that reached the goal; null if it did so by going before it was seen.</summary>
    /// <exception cref="LabException">It can't reach the goal, is gone, or took longer than the time-out.</exception>
    public static async Task<T?> ForOneAsync<T>(WaitItem<T> item, WaitGoal<T> goal, TimeSpan timeout)
        where T : LabResource
    {
        T? reached = null;
        await RunAsync([item], goal, timeout, resource => reached = resource, error => throw error);
        return reached;
    }

    private static async Task RunAsync<T>(
        IReadOnlyList<WaitItem<T>> items, WaitGoal<T> goal, TimeSpan timeout, Action<T> emit, Action<LabException> fail)
        where T : LabResource
    {
        var (session, reporter, token) = (items[0].Lab.Session, items[0].Lab.Reporter, items[0].Lab.Token);
        var started = session.Time.GetTimestamp();
        List<Waiting<T>> waiting =
        [
            .. items.DistinctBy(item => (item.Lab.Session.SessionId, item.Id)).Select(item => new Waiting<T>(item, goal, timeout)),
        ];
        var longestPause = items.Max(item => item.Lab.Session.FirstPoll);
        var pause = longestPause;
        longestPause *= RarestPolls;
        var activity = $"Waiting for {(waiting.Count == 1 ? items[0].Id : $"{waiting.Count} {typeof(T).Name} resources")} to be {goal}";
        var delivered = 0;
        var reported = false;
        try
        {
            while (true)
            {
                var open = waiting.FindAll(one => !one.IsOver);
                await Task.WhenAll(open.GroupBy(one => one.Item.Lab.Session).Select(LookAsync));
                var elapsed = session.Time.GetElapsedTime(started);
                foreach (var one in open)
                {
                    if (one.Judge(elapsed) is { } error)
                    {
                        fail(error);
                    }
                }

                for (; delivered < waiting.Count && waiting[delivered].IsOver; delivered++)
                {
                    waiting[delivered].Deliver(emit);
                }

                if (delivered == waiting.Count)
                {
                    return;
                }

                reported = true;
                var percent = waiting.Count == 1 ? -1 : 100 * waiting.Count(one => one.IsOver) / waiting.Count;
                reporter.Progress(activity, Status(waiting, elapsed), percent);
                await Task.Delay(Min(pause, timeout - elapsed), session.Time, token);
                pause = Min(pause * BackOff, longestPause);
            }
        }
        finally
        {
            if (reported)
            {
                reporter.Progress(activity, "done", 100);
            }
        }

        async Task LookAsync(IGrouping<LabSession, Waiting<T>> group)
        {
            var seen = await SeeAsync(group);
            foreach (var one in group)
            {
                one.IsMissed = seen is null;
                one.Now = seen?.GetValueOrDefault(one.Item.Id);
            }
        }

        // Null where AWS was too busy to tell: the next look may find it better.
        async Task<Dictionary<string, T>?> SeeAsync(IGrouping<LabSession, Waiting<T>> group)
        {
            try
            {
                var resources = await goal.Look(group.First().Item.Lab, [.. group.Select(one => one.Item.Id)]);
                return resources.ToDictionary(resource => resource.Id);
            }
            catch (LabException error) when (error.IsTransient)
            {
                return null;
            }
        }
    }

    /// <summary>Such as "2 pending, 1 available after 12 s".</summary>
    private static string Status<T>(List<Waiting<T>> waiting, TimeSpan elapsed) where T : LabResource
    {
        var states = waiting.GroupBy(one => one.State).Select(state => waiting.Count == 1 ? state.Key : $"{state.Count()} {state.Key}");
        return string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", states)} after {elapsed.TotalSeconds:0} s");
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    /// <summary>One resource on its way: what was last seen of it, and how its wait ended.</summary>
    private sealed class Waiting<T>(WaitItem<T> item, WaitGoal<T> goal, TimeSpan timeout) where T : LabResource
    {
        private T? last = item.Known;
        private bool failed;

        public WaitItem<T> Item => item;

        /// <summary>What the latest look found.</summary>
        public T? Now { get; set; }

        /// <summary>The latest look had no answer, so it tells nothing.</summary>
        public bool IsMissed { get; set; }

        public bool IsOver { get; private set; }

        public string State => last is null ? "not found yet" : goal.StateOf(last);

        /// <summary>Decides by the latest look whether the wait is over, and returns the error if it failed.</summary>
        public LabException? Judge(TimeSpan elapsed)
        {
            if (IsMissed)
            {
                return End(Late(elapsed));
            }

            if (Now is null && goal.AsGone is not null)
            {
                last = last is null ? null : goal.AsGone(last);
                IsOver = true;
                return null;
            }

            last = Now ?? last;
            if (Now is not null && goal.IsReachedBy(Now))
            {
                IsOver = true;
                return null;
            }

            return End((Now is null ? Missing(elapsed) : goal.Impossible(Now)) ?? Late(elapsed));
        }

        public void Deliver(Action<T> emit)
        {
            if (!failed && last is not null)
            {
                emit(last);
            }
        }

        private LabException? End(LabException? error)
        {
            IsOver = failed = error is not null;
            return error;
        }

        private LabException? Missing(TimeSpan elapsed) => elapsed < item.Lab.Session.NotFoundGrace ? null : last is not null
            ? new(ErrorId.Disappeared, $"{item.Id} disappeared before it was {goal}.", "Somebody removed it: create it again.", item.Id)
            : new(ErrorId.ResourceNotFound, $"{item.Id} does not exist.", AwsNextSteps.FixId, item.Id);

        private LabException? Late(TimeSpan elapsed) => elapsed < timeout ? null : new(
            ErrorId.WaitTimedOut,
            string.Create(CultureInfo.InvariantCulture, $"{item.Id} is {State} after {elapsed.TotalSeconds:0.#} s; it was to be {goal}."),
            "Give it longer (-Timeout 20m), or look at what holds it up.",
            item.Id);
    }
}
