namespace EndpointLab;

/// <summary>What came of a command that was run on an instance.</summary>
public sealed record InstanceCommandResult
{
    /// <summary>The instance's id.</summary>
    public required string Instance { get; init; }

    public required string Command { get; init; }

    /// <summary>0 means success by custom; null where a signal ended it.</summary>
    public required int? ExitCode { get; init; }

    /// <summary>The signal that ended it, such as TERM; null where it ended by itself.</summary>
    public string? Signal { get; init; }

    /// <summary>What it wrote, without the line ends after the last line.</summary>
    public required string Output { get; init; }

    /// <summary>What it wrote to its error stream.</summary>
    public required string Error { get; init; }

    /// <summary>How long it ran, without the login.</summary>
    public required TimeSpan Duration { get; init; }
}
