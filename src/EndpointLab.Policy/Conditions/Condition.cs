namespace EndpointLab.Policy.Conditions;

/// <summary>Whether one value of the request satisfies one value of the policy.</summary>
internal delegate bool Comparison(string value, AuthorizationRequest request);

/// <summary>One condition key under one operator.</summary>
public sealed record Condition
{
    private readonly ConditionOperator test;
    private readonly IReadOnlyList<Comparison> comparisons;

    internal Condition(string name, ConditionOperator test, string key, IReadOnlyList<Comparison> comparisons) =>
        (Operator, this.test, Key, this.comparisons) = (name, test, key, comparisons);

    /// <summary>The operator as written, such as <c>StringNotEqualsIfExists</c>.</summary>
    public string Operator { get; }

    /// <summary>The condition key as written, such as <c>aws:SourceVpce</c>.</summary>
    public string Key { get; }

    /// <summary>What the key is compared with, as written.</summary>
    public required IReadOnlyList<string> Values { get; init; }

    /// <summary>Whether it holds for a request that lacks the key; meaningless of the operator Null.</summary>
    internal bool HoldsWithoutKey =>
        test.IfExists || test.Quantifier is Quantifier.All || test.Quantifier is Quantifier.One && test.Negated;

    internal bool HasWildcards => test.HasWildcards;

    /// <summary>
    /// A key that the request lacks satisfies a negated operator, one with IfExists and one with ForAllValues, and no other; to a set
    /// operator empty text is no value ("Conditions with multiple keys or values" in the IAM User Guide).
    /// </summary>
    internal bool Holds(AuthorizationRequest request)
    {
        var values = request[Key];
        if (test.Quantifier is not Quantifier.One && values.Contains(""))
            values = [.. values.Where(value => value.Length > 0)];
        if (test.ConcernsPresence)
            return comparisons.Any(comparison => comparison(values.Length == 0 ? "true" : "false", request));
        if (values.Length == 0)
            return HoldsWithoutKey;
        return test.Quantifier switch
        {
            Quantifier.All => values.All(Satisfies),
            Quantifier.Any => values.Any(Satisfies),
            _ => values.Any(Meets) != test.Negated,
        };

        bool Meets(string value) => comparisons.Any(comparison => comparison(value, request));
        bool Satisfies(string value) => Meets(value) != test.Negated;
    }
}
