namespace EndpointLab;

/// <summary>How long something takes on a simulator.</summary>
public sealed record SimulatorDelay(string Name, TimeSpan Duration)
{
    public override string ToString() => $"{Name}={Duration.TotalSeconds:0.###}s";
}
