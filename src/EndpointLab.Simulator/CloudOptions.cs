namespace EndpointLab.Simulator;

/// <summary>What a simulated cloud is started with.</summary>
public sealed record CloudOptions
{
    /// <summary>How fast resources pass through their states.</summary>
    public Lifecycle Lifecycle { get; init; } = Lifecycle.Quick;

    /// <summary>The clock by which resources progress.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The account of every access key that isn't itself an account number (twelve digits).</summary>
    public string DefaultAccountId { get; init; } = "123456789012";
}
