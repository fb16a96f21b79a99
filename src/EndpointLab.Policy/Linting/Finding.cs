namespace EndpointLab.Policy.Linting;

/// <summary>How sure it is that a finding is a mistake.</summary>
public enum FindingSeverity
{
    /// <summary>It works as written, which is seldom what was meant.</summary>
    Warning,

    /// <summary>AWS refuses it, or it can never do what it says.</summary>
    Error,
}

/// <summary>Something in a policy that its author should look at.</summary>
/// <param name="Rule">The rule that it breaks.</param>
/// <param name="Severity">How sure it is that this is a mistake.</param>
/// <param name="Path">The JSON path of the element, such as <c>$.Statement[0].Action</c>.</param>
/// <param name="Line">The line of the element; the first is 1.</param>
/// <param name="Message">What is wrong and what to write instead, in a sentence or two.</param>
/// <param name="Source">The page of AWS's documentation that says so.</param>
public sealed record Finding(PolicyRule Rule, FindingSeverity Severity, string Path, int Line, string Message, string Source)
{
    internal static Finding Error(PolicyRule rule, PolicyJson place, string message, string source) =>
        new(rule, FindingSeverity.Error, place.Path, place.Line, message, source);

    internal static Finding Warning(PolicyRule rule, PolicyJson place, string message, string source) =>
        new(rule, FindingSeverity.Warning, place.Path, place.Line, message, source);
}
