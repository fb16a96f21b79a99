namespace EndpointLab.Simulator.State;

/// <summary>
/// The states a resource passes through after a change. Nothing moves it: what it is in follows from the moment of reading.
/// The call that causes a change always shows the first state.
/// </summary>
internal sealed class Timeline(Schedule schedule, Moment start, string first)
{
    private readonly List<(DateTimeOffset From, string State)> later = [];

    /// <summary>Adds the state that follows, once the last one has lasted for the delay.</summary>
    public Timeline Then(Delay delay, string state)
    {
        later.Add((From(later.Count == 0 ? start.Time : later[^1].From), state));
        return this;

        DateTimeOffset From(DateTimeOffset previous) => previous + schedule.Pace(delay);
    }

    public string At(Moment now)
    {
        var state = first;
        if (now.Call == start.Call)
            return state;
        foreach (var (from, next) in later)
        {
            if (now.Time < from)
                break;
            state = next;
        }
        return state;
    }
}
