using System.Diagnostics.CodeAnalysis;

namespace EndpointLab;

/// <summary>What a finding does to the request.</summary>
public enum FindingEffect
{
    Blocks,

    /// <summary>It stops some connections, and others pass.</summary>
    BlocksPartly,

    /// <summary>The request passes; something about it is worth knowing.</summary>
    Warns,
}

/// <summary>One check on a path that failed, judged as if all the others passed.</summary>
public sealed record TraceFinding
{
    /// <summary>Its place in its trace, from 1.</summary>
    public int Number { get; init; }

    public required Cause Cause { get; init; }

    public required PathLayer Layer { get; init; }

    public FindingEffect Effect { get; init; } = FindingEffect.Blocks;

    /// <summary>The id, name or ARN of what decides.</summary>
    public required string ResourceId { get; init; }

    /// <summary>The route, group rule, ACL rule number or statement that decides; null where what lacks is the point.</summary>
    public string? Rule { get; init; }

    /// <summary>One sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>The page of AWS's documentation that says so.</summary>
    public required string Source { get; init; }

    /// <summary>The smallest changes that mend it; none where no change of the account's configuration can.</summary>
    public Change[] Fix { get; init; } = [];

    /// <summary>How to mend it, in sentences: the changes, unless something else would help.</summary>
    [AllowNull]
    public string Advice { get => field ?? Change.InWords(Fix); init; }

    public override string ToString() => $"{Reason} {Advice}";
}
