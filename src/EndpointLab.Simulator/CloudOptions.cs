namespace EndpointLab.Simulator;

/// <summary>What a simulated cloud is started with.</summary>
public sealed record CloudOptions
{
    /// <summary>How fast resources pass through their states.</summary>
    public Lifecycle Lifecycle { get; init; } = Lifecycle.Quick;

    /// <summary>How long single delays last, by <see cref="State.Delay"/>'s names, whatever the lifecycle says.</summary>
    public IReadOnlyDictionary<string, TimeSpan> Delays { get; init; } = new Dictionary<string, TimeSpan>();

    /// <summary>The clock by which resources progress, until it is advanced or frozen.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// Whether requests must be signed with <see cref="Cloud.SecretAccessKey"/>, by an access key that is an account number, or with a
    /// key that the cloud gave out. Otherwise signatures are not looked at.
    /// </summary>
    public bool RequireSignature { get; init; }

    /// <summary>The account of every access key that isn't itself an account number (twelve digits).</summary>
    public string DefaultAccountId { get; init; } = "123456789012";
}
