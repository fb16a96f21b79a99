namespace EndpointLab;

/// <summary>A rule by which calls to a simulator fail.</summary>
public sealed record SimulatorFault
{
    /// <summary>What befalls the calls.</summary>
    public required string Fault { get; init; }

    /// <summary>The actions that it befalls, such as ec2:Describe*; null for all.</summary>
    public string? Action { get; init; }

    /// <summary>How often; null for no end.</summary>
    public int? Count { get; init; }

    /// <summary>How likely each time; null for always.</summary>
    public double? Probability { get; init; }

    /// <summary>What makes chance repeatable.</summary>
    public int? Seed { get; init; }

    /// <summary>How many calls of these actions pass first.</summary>
    public int? After { get; init; }

    /// <summary>How long a delayed call waits.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The resource that isn't found; null for any that is created since.</summary>
    public string? ResourceId { get; init; }

    /// <summary>Why an endpoint fails, as a code.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>Why an endpoint fails, in words.</summary>
    public string? Reason { get; init; }

    /// <summary>How often it still may befall a call; null for no end.</summary>
    public int? Left { get; init; }

    /// <summary>How often it did.</summary>
    public int Fired { get; init; }

    public override string ToString() => Action is null ? Fault : $"{Fault} {Action}";
}
