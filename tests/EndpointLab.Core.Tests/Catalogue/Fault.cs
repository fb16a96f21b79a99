namespace EndpointLab.Core.Tests.Catalogue;

/// <summary>
/// One way in which configuration keeps a private instance from S3: a change of a lab that works, and what has to be seen of it.
/// </summary>
/// <param name="Number">Of the kind of fault, among the twenty-five.</param>
/// <param name="Name">Says in a few words what is wrong.</param>
/// <param name="Break">Makes it so.</param>
internal sealed record Fault(int Number, string Name, Func<WorkingLab, Task> Break)
{
    /// <summary>Makes what the request needs besides, before anything is broken.</summary>
    public Func<WorkingLab, Task> Prepare { get; init; } = _ => Task.CompletedTask;

    public Way Over { get; init; } = Way.GatewayEndpoint;

    public Asked Asks { get; init; } = new();

    /// <summary>Which requests it keeps from S3, as far as not all.</summary>
    public Asked Concerns { get; init; } = new();

    /// <summary>How the real request fails: Blocked or Denied.</summary>
    public ProbeResult Fails { get; init; } = ProbeResult.Blocked;

    /// <summary>What it says then, with the lab's names in the place of ids.</summary>
    public required string Says { get; init; }

    /// <summary>The causes that a trace has to name.</summary>
    public required Cause Cause { get; init; }

    /// <summary>The lab's name of what the trace has to blame.</summary>
    public required string Blames { get; init; }

    /// <summary>What comes to light by it besides, since the way is another then.</summary>
    public (Cause Cause, string Blames)[] Also { get; init; } = [];

    /// <summary>Whether it stops only some of the connections that there may be.</summary>
    public bool IsPartly { get; init; }

    /// <summary>Whether it is the client's port that tells which ones.</summary>
    public bool DependsOnPort { get; init; }

    /// <summary>
    /// What a repair changes of all that the account has, as <see cref="Configuration.Since"/> writes it. Empty where no change of
    /// configuration can mend it.
    /// </summary>
    public string[] Mends { get; init; } = [];

    /// <summary>What of the lab it changes: a thing, or a part of one after a slash.</summary>
    public required string[] At { get; init; }

    /// <summary>What a trace has to name.</summary>
    public IEnumerable<string> Expected =>
        [Blocker(Cause, Blames, IsPartly), .. Also.Select(also => Blocker(also.Cause, also.Blames, isPartly: false))];

    /// <summary>
    /// Whether both can be wrong at once: not where one changes what the other does, or a part of that, nor where no request meets both.
    /// </summary>
    public bool CanBeWith(Fault other) =>
        Over == other.Over && Asks.With(other.Asks)?.Whole.With(Concerns)?.With(other.Concerns) is not null
        && !At.Any(one => other.At.Any(another => IsPart(one, another) || IsPart(another, one)));

    public override string ToString() => $"{Number} {Name}{(Over is Way.GatewayEndpoint ? "" : $" ({Over})")}";

    public static string Blocker(Cause cause, string resource, bool isPartly) => $"{cause} of {resource}{(isPartly ? ", partly" : "")}";

    private static bool IsPart(string part, string whole) => part == whole || part.StartsWith(whole + "/", StringComparison.Ordinal);
}
