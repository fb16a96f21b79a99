using System.Text.RegularExpressions;

namespace EndpointLab.Export;

/// <summary>A piece of a text: as it is, or an expression of the format that stands for what the text names there.</summary>
internal readonly record struct TextPart(string Text, bool IsExpression);

/// <summary>
/// What a template's texts name by an id of this account, and by what expression the template says the same of its own resources.
/// Whatever writes a template puts ids as they are, and asks here when all resources are known.
/// </summary>
internal sealed class References
{
    /// <summary>What users have written means what it says.</summary>
    private static readonly string[] Literal = ["Tags", "Description", "GroupDescription", "Default", "tags", "description", "default"];

    private readonly Dictionary<string, string> expressions = new(StringComparer.Ordinal);

    public void Add(string text, string expression) => expressions.TryAdd(text, expression);

    public static bool IsLiteral(string property) => Literal.Contains(property);

    /// <summary>The text in parts; one that names nothing is a single one.</summary>
    public IReadOnlyList<TextPart> Split(string text)
    {
        List<TextPart> parts = [];
        var end = 0;
        foreach (Match match in Pattern().Matches(text))
        {
            if (match.Index > end)
            {
                parts.Add(new(text[end..match.Index], false));
            }

            parts.Add(new(expressions[match.Value], true));
            end = match.Index + match.Length;
        }

        if (end < text.Length || parts.Count == 0)
        {
            parts.Add(new(text[end..], false));
        }

        return parts;
    }

    // Ids and names are whole words, where a hyphen is part of a word.
    private Regex Pattern() => new(
        $@"(?<![\w-])(?:{string.Join('|', expressions.Keys.OrderByDescending(text => text.Length).Select(Regex.Escape))})(?![\w-])",
        RegexOptions.CultureInvariant);
}
