namespace EndpointLab.Simulator.Administration;

/// <summary><c>/_lab/clock</c>: shows, advances and freezes the time of a cloud's resources.</summary>
internal sealed class ClockRoutes(SimulatedClock clock)
{
    private const string Form = "The body is {\"advance\": a duration, \"freeze\": true or false}, or one of both.";
    private static readonly DateTimeOffset Last = new(3000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public IEnumerable<LabRoute> Routes =>
    [
        LabRoute.Show("clock", Show),
        LabRoute.Change<Change>("POST", "clock", Form, Apply),
    ];

    private Reading Show() => new(clock.GetUtcNow(), clock.IsFrozen);

    private Reading Apply(Change change)
    {
        if (change is { Advance: null, Freeze: null })
            throw new LabRefusal(Form);
        if (change.Advance is { } ahead && ahead > Last - clock.GetUtcNow())
            throw new LabRefusal($"The clock goes no further than the year {Last.Year}.");
        if (change.Freeze == true)
            clock.Freeze();
        if (change.Freeze == false)
            clock.Resume();
        if (change.Advance is { } by)
            clock.Advance(by);
        return Show();
    }

    private sealed record Change(TimeSpan? Advance, bool? Freeze);

    private sealed record Reading(DateTimeOffset Now, bool Frozen);
}
