namespace EndpointLab.Simulator;

/// <summary>How fast resources pass through their states.</summary>
public enum Lifecycle
{
    /// <summary>The answer to the call that causes a change shows the first state, every later call the final one.</summary>
    Instant,

    /// <summary>Each state lasts tens of milliseconds.</summary>
    Quick,

    /// <summary>Each state lasts about as long as on AWS.</summary>
    Realistic,
}
