namespace EndpointLab.Simulator.Administration;

/// <summary><c>/_lab/lifecycle</c>: how fast resources pass through their states. A change applies to what begins after it.</summary>
internal sealed class LifecycleRoutes(Pace pace)
{
    private const string Form =
        "The body is {\"lifecycle\": Instant, Quick or Realistic, \"delays\": {a delay: a duration, or null for the lifecycle's}}, "
        + "or one of both.";

    public IEnumerable<LabRoute> Routes =>
    [
        LabRoute.Show("lifecycle", Show),
        LabRoute.Change<Change>("POST", "lifecycle", Form, Apply),
        LabRoute.Change<Change>("PUT", "lifecycle", Form, Apply),
    ];

    private Settings Show() => new(pace.Lifecycle, Delay.All.ToDictionary(delay => delay.Name, pace.Of));

    private Settings Apply(Change change)
    {
        if (change is { Lifecycle: null, Delays: null })
            throw new LabRefusal(Form);
        var delays = (change.Delays ?? []).Select(delay => (Delay: Find(delay.Key), Duration: delay.Value)).ToList();
        pace.Lifecycle = change.Lifecycle ?? pace.Lifecycle;
        delays.ForEach(delay => pace.Set(delay.Delay, delay.Duration));
        return Show();
    }

    private static Delay Find(string name) => Delay.Find(name)
        ?? throw new LabRefusal($"There is no delay {name}. There are {string.Join(", ", Delay.All.Select(delay => delay.Name))}.");

    private sealed record Change(Lifecycle? Lifecycle, Dictionary<string, TimeSpan?>? Delays);

    private sealed record Settings(Lifecycle Lifecycle, Dictionary<string, TimeSpan> Delays);
}
