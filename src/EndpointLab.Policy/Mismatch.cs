using EndpointLab.Policy.Conditions;

namespace EndpointLab.Policy;

/// <summary>A reason for which a statement doesn't apply to a request.</summary>
/// <param name="Element">The statement's element: <c>NotPrincipal</c>, <c>Action</c>, <c>Condition</c> and the like.</param>
/// <param name="Expected">What the element holds, as written.</param>
/// <param name="Actual">What the request has instead; empty where it lacks the condition key.</param>
/// <param name="Reason">The reason in one sentence.</param>
public sealed record Mismatch(string Element, IReadOnlyList<string> Expected, IReadOnlyList<string> Actual, string Reason)
{
    /// <summary>The condition's operator, as written; null for other elements.</summary>
    public string? Operator { get; private init; }

    /// <summary>The condition's key, as written; null for other elements.</summary>
    public string? Key { get; private init; }

    internal static Mismatch Principal(PolicyDocument policy, Statement statement, AuthorizationRequest request)
    {
        var principal = statement.Principal!;
        var (caller, names) = ($"{request.Caller}", principal.Names.Select(name => $"{name}").ToArray());
        var reason = principal.Excluded ? $"NotPrincipal spares {caller}."
            : principal.Match(request.Caller) is not PrincipalMatch.Account ? $"Principal is {Or(names)}, not {caller}."
            : policy.Kind is PolicyKind.GatewayEndpoint
                ? $"Principal names the account of {caller}; in a gateway endpoint's policy that is its root user alone."
            : $"Principal names the account of {caller}, which leaves it to the account's own identity policies to allow this.";
        return new(principal.Excluded ? "NotPrincipal" : "Principal", names, [caller], reason);
    }

    internal static Mismatch Of(string element, PatternSet set, string actual)
    {
        var expected = set.Patterns.Select(pattern => $"{pattern}").ToArray();
        return set.Excluded
            ? new($"Not{element}", expected, [actual], $"Not{element} leaves out {actual}.")
            : new(element, expected, [actual], $"{element} is {Or(expected)}, not {actual}.");
    }

    internal static Mismatch Of(Condition condition, string[] actual)
    {
        var reason = $"{condition.Operator} {condition.Key} {Or(condition.Values)} doesn't hold: the request has "
            + (actual.Length == 0 ? "no such key." : $"{List(actual, ", ")}.");
        return new("Condition", condition.Values, actual, reason) { Operator = condition.Operator, Key = condition.Key };
    }

    private static string Or(IEnumerable<string> names) => List(names, " or ");

    private static string List(IEnumerable<string> names, string separator) =>
        string.Join(separator, names.Select(name => name.Length == 0 ? "empty text" : name));
}
