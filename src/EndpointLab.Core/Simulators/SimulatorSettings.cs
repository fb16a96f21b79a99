namespace EndpointLab;

/// <summary>How a simulator is set at the moment.</summary>
public sealed record SimulatorSettings
{
    /// <summary>The session whose simulator it is.</summary>
    public required string SessionName { get; init; }

    /// <summary>How fast resources pass through their states: Instant, Quick or Realistic.</summary>
    public required string Lifecycle { get; init; }

    public required SimulatorDelay[] Delays { get; init; }

    /// <summary>The time of the simulated resources, in UTC.</summary>
    public required DateTime Time { get; init; }

    public required bool IsClockFrozen { get; init; }

    /// <summary>The rules by which calls fail; the first one that befalls a call decides.</summary>
    public required SimulatorFault[] Faults { get; init; }

    /// <summary>What is registered with Gateway Load Balancers.</summary>
    public required SimulatorAppliance[] Appliances { get; init; }
}
