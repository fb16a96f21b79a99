using System.Globalization;

namespace EndpointLab.Policy.Conditions;

/// <summary>How an operator treats a key with several values in the request: as a single one, or by ForAnyValue or ForAllValues.</summary>
internal enum Quantifier
{
    One,
    Any,
    All,
}

/// <summary>A condition operator ("IAM JSON policy elements: Condition operators" in the IAM User Guide).</summary>
/// <param name="Name">The operator's name without prefix and suffix.</param>
/// <param name="Negated">True where a value must satisfy none of the policy's values.</param>
/// <param name="Compile">Makes a comparison of one policy value; null where the value is not one for this operator.</param>
internal sealed record ConditionOperator(string Name, bool Negated, Func<string, bool, Comparison?> Compile)
{
    private static readonly Dictionary<string, ConditionOperator> Table = new[]
    {
        Text("StringEquals", "StringNotEquals", (value, variables) => Pattern.Exact(value, variables).Matches),
        Text("StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", (value, variables) => Pattern.Exact(value, variables, true).Matches),
        Text("StringLike", "StringNotLike", (value, variables) => Pattern.Like(value, variables).Matches),
        Text("ArnEquals", "ArnNotEquals", (value, variables) => Pattern.Like(value, variables).MatchesArn),
        Text("ArnLike", "ArnNotLike", (value, variables) => Pattern.Like(value, variables).MatchesArn),
        Typed<AddressRange>("IpAddress", "NotIpAddress", AddressRange.TryParse, (value, range) => range.Contains(value)),
        Typed<decimal>("NumericEquals", "NumericNotEquals", TryNumber, (value, policy) => value == policy),
        Typed<decimal>("NumericLessThan", null, TryNumber, (value, policy) => value < policy),
        Typed<decimal>("NumericLessThanEquals", null, TryNumber, (value, policy) => value <= policy),
        Typed<decimal>("NumericGreaterThan", null, TryNumber, (value, policy) => value > policy),
        Typed<decimal>("NumericGreaterThanEquals", null, TryNumber, (value, policy) => value >= policy),
        Typed<DateTimeOffset>("DateEquals", "DateNotEquals", TryDate, (value, policy) => value == policy),
        Typed<DateTimeOffset>("DateLessThan", null, TryDate, (value, policy) => value < policy),
        Typed<DateTimeOffset>("DateLessThanEquals", null, TryDate, (value, policy) => value <= policy),
        Typed<DateTimeOffset>("DateGreaterThan", null, TryDate, (value, policy) => value > policy),
        Typed<DateTimeOffset>("DateGreaterThanEquals", null, TryDate, (value, policy) => value >= policy),
        Text("Bool", null, Boolean),
        Typed<bool>("Null", null, bool.TryParse, (value, policy) => value == policy),
        Typed<byte[]>("BinaryEquals", null, TryBinary, (value, policy) => value.AsSpan().SequenceEqual(policy)),
    }.SelectMany(pair => pair).ToDictionary(test => test.Name);

    private static readonly string[] DateFormats =
        ["yyyy-MM", "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    private delegate bool Parser<T>(string text, out T value);

    public bool IfExists { get; private init; }

    public Quantifier Quantifier { get; private init; }

    /// <summary>The operator asks whether the key is there, not for its value.</summary>
    public bool ConcernsPresence => Name is "Null";

    /// <summary>The operator takes * and ? for any characters and for one.</summary>
    public bool HasWildcards => Name is "StringLike" or "StringNotLike" || Name.StartsWith("Arn", StringComparison.Ordinal);

    /// <summary>The operator of a name such as <c>ForAnyValue:StringLikeIfExists</c>; null for a name that IAM does not know.</summary>
    public static ConditionOperator? Find(string name)
    {
        var quantifier = name.Split(':', 2) is [var prefix, var rest]
            ? prefix switch { "ForAnyValue" => Quantifier.Any, "ForAllValues" => Quantifier.All, _ => (Quantifier?)null }
            : Quantifier.One;
        var plain = name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var ifExists = plain.EndsWith("IfExists", StringComparison.Ordinal);
        return quantifier is { } known
            && Table.TryGetValue(ifExists ? plain[..^"IfExists".Length] : plain, out var found)
            && !(ifExists && found.ConcernsPresence)
            ? found with { IfExists = ifExists, Quantifier = known }
            : null;
    }

    private static IEnumerable<ConditionOperator> Text(string name, string? negation, Func<string, bool, Comparison?> compile) =>
        negation is null ? [new(name, false, compile)] : [new(name, false, compile), new(negation, true, compile)];

    private static IEnumerable<ConditionOperator> Typed<T>(string name, string? negation, Parser<T> parse, Func<T, T, bool> compare) =>
        Text(name, negation, (text, _) =>
            parse(text, out var policy) ? (value, _) => parse(value, out var actual) && compare(actual, policy) : null);

    private static bool TryNumber(string text, out decimal value) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    private static bool TryBinary(string text, out byte[] value)
    {
        value = new byte[text.Length];
        var valid = Convert.TryFromBase64String(text, value, out var length);
        Array.Resize(ref value, length);
        return valid;
    }

    /// <summary>A Boolean, which alone of what is no text may also come from a variable.</summary>
    private static Comparison? Boolean(string text, bool variables) =>
        variables && text.Contains("${", StringComparison.Ordinal) || bool.TryParse(text, out _)
            ? Pattern.Exact(text, variables, ignoreCase: true).Matches
            : null;

    /// <summary>Seconds since 1970, or one of the W3C's forms of a date ("Date condition operators" in the IAM User Guide).</summary>
    private static bool TryDate(string text, out DateTimeOffset value)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 100_000_000_000)
        {
            value = DateTimeOffset.FromUnixTimeSeconds(seconds);
            return true;
        }

        return DateTimeOffset.TryParseExact(
            text, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out value);
    }
}
