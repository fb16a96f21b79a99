namespace EndpointLab.Simulator.State;

/// <summary>How long each delay lasts: as long as the lifecycle says, unless it has a setting of its own.</summary>
internal sealed class Pace
{
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(20);

    private readonly Dictionary<Delay, TimeSpan> own = [];

    /// <exception cref="ArgumentException">There is no delay of that name, or it is negative.</exception>
    public Pace(CloudOptions options)
    {
        Lifecycle = options.Lifecycle;
        foreach (var (name, duration) in options.Delays)
        {
            if (duration < TimeSpan.Zero)
                throw new ArgumentException($"{name} is {duration}, but no delay is negative.", nameof(options));
            own[Delay.Find(name) ?? throw new ArgumentException($"There is no delay {name}.", nameof(options))] = duration;
        }
    }

    public Lifecycle Lifecycle { get; set; }

    /// <summary>Gives a delay a duration of its own, or, with null, the lifecycle's back.</summary>
    public void Set(Delay delay, TimeSpan? duration)
    {
        if (duration is { } given)
            own[delay] = given;
        else
            own.Remove(delay);
    }

    public TimeSpan Of(Delay delay) => own.TryGetValue(delay, out var duration) ? duration : Lifecycle switch
    {
        _ when !delay.IsPaced => delay.OnAws,
        Lifecycle.Instant => TimeSpan.Zero,
        Lifecycle.Quick when delay.OnAws > Quick => Quick,
        _ => delay.OnAws,
    };
}
