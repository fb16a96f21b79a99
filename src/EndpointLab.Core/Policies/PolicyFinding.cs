using EndpointLab.Policy.Linting;

namespace EndpointLab;

/// <summary>Something in a policy that its author should look at.</summary>
public sealed record PolicyFinding
{
    public string Policy { get; }

    public PolicyRule Rule { get; }

    /// <summary>Error for what AWS refuses or what can never do what it says, Warning for what is seldom meant.</summary>
    public FindingSeverity Severity { get; }

    /// <summary>The JSON path of the element.</summary>
    public string Path { get; }

    public int Line { get; }

    public string Message { get; }

    /// <summary>The page of AWS's documentation that says so.</summary>
    public string Source { get; }

    internal PolicyFinding(string policy, Finding finding)
    {
        Policy = policy;
        (Rule, Severity, Path, Line, Message, Source) = finding;
    }
}
