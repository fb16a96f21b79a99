using System.Text;

namespace EndpointLab.Policy;

/// <summary>
/// Text in which <c>*</c> stands for any characters and <c>?</c> for one, and <c>${key}</c> or <c>${key, 'default'}</c> for a value of the
/// request ("Variables and tags" in the IAM User Guide; only in documents of version 2012-10-17).
/// </summary>
public sealed class Pattern
{
    // Wildcards as characters that no JSON text of a policy holds, so that ${*} can stay a plain asterisk.
    private const char AnyText = '\uE000';
    private const char AnyCharacter = '\uE001';

    private readonly string text;
    private readonly bool wildcards;
    private readonly bool ignoreCase;
    private readonly string? expanded;

    private Pattern(string text, bool wildcards, bool variables, bool ignoreCase)
    {
        (this.text, this.wildcards, this.ignoreCase) = (text, wildcards, ignoreCase);
        if (!variables || !text.Contains("${", StringComparison.Ordinal))
            expanded = wildcards ? Mark(text) : text;
    }

    /// <summary>A pattern with wildcards.</summary>
    internal static Pattern Like(string text, bool variables, bool ignoreCase = false) => new(text, true, variables, ignoreCase);

    /// <summary>Text that must be met character by character.</summary>
    internal static Pattern Exact(string text, bool variables, bool ignoreCase = false) => new(text, false, variables, ignoreCase);

    /// <summary>A variable that the request has no value for matches nothing.</summary>
    internal bool Matches(string value, AuthorizationRequest request) =>
        (expanded ?? Expand(request)) is { } pattern && Matches(pattern, value);

    /// <summary>Compares each of an ARN's six parts on its own, as the Arn operators do.</summary>
    internal bool MatchesArn(string value, AuthorizationRequest request)
    {
        if ((expanded ?? Expand(request)) is not { } pattern)
            return false;
        var (patterns, parts) = (pattern.Split(':', 6), value.Split(':', 6));
        return patterns.Length == parts.Length && patterns.Zip(parts).All(pair => Matches(pair.First, pair.Second));
    }

    public override string ToString() => text;

    private static string Mark(string text) => text.Replace('*', AnyText).Replace('?', AnyCharacter);

    private string? Expand(AuthorizationRequest request)
    {
        var result = new StringBuilder();
        for (var start = 0; start < text.Length;)
        {
            var open = text.IndexOf("${", start, StringComparison.Ordinal);
            var close = open < 0 ? -1 : text.IndexOf('}', open);
            var literal = close < 0 ? text[start..] : text[start..open];
            result.Append(wildcards ? Mark(literal) : literal);
            if (close < 0)
                break;
            if (Value(text[(open + 2)..close], request) is not { } value)
                return null;
            result.Append(value);
            start = close + 1;
        }

        return result.ToString();
    }

    private static string? Value(string variable, AuthorizationRequest request)
    {
        if (variable is "*" or "?" or "$")
            return variable;
        var parts = variable.Split(',', 2, StringSplitOptions.TrimEntries);
        return request[parts[0]] switch
        {
            [var only] => only,
            [] when parts is [_, ['\'', .. var fallback, '\'']] => fallback,
            _ => null,
        };
    }

    private bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> value)
    {
        var (at, position, afterStar, retry) = (0, 0, -1, 0);
        while (position < value.Length)
        {
            if (at < pattern.Length && pattern[at] is AnyText)
                (afterStar, retry) = (++at, position);
            else if (at < pattern.Length && (pattern[at] is AnyCharacter || Same(pattern[at], value[position])))
                (at, position) = (at + 1, position + 1);
            else if (afterStar >= 0)
                (at, position) = (afterStar, ++retry);
            else
                return false;
        }

        return pattern[at..].IndexOfAnyExcept(AnyText) < 0;
    }

    private bool Same(char one, char other) =>
        one == other || ignoreCase && char.ToUpperInvariant(one) == char.ToUpperInvariant(other);
}
