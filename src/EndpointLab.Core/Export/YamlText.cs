using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EndpointLab.Export;

/// <summary>Writes a CloudFormation template's values as YAML, its references by CloudFormation's short forms.</summary>
internal static partial class YamlText
{
    /// <summary>An object's members, one or more lines each.</summary>
    /// <param name="resolve">What stands for a text; null where texts mean what they say.</param>
    public static void Write(StringBuilder yaml, JsonObject members, int indent, References? resolve)
    {
        foreach (var (key, value) in members)
        {
            yaml.Append(' ', indent).Append(Scalar(key)).Append(':');
            Value(yaml, value, indent, References.IsLiteral(key) ? null : resolve);
        }
    }

    private static void Value(StringBuilder yaml, JsonNode? value, int indent, References? resolve)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } members when !members.ContainsKey("Ref"):
                yaml.Append('\n');
                Write(yaml, members, indent + 2, resolve);
                break;
            case JsonArray { Count: > 0 } items:
                yaml.Append('\n');
                foreach (var item in items)
                {
                    Item(yaml, item, indent + 2, resolve);
                }

                break;
            default:
                yaml.Append(' ').Append(Leaf(value, resolve)).Append('\n');
                break;
        }
    }

    private static void Item(StringBuilder yaml, JsonNode? item, int indent, References? resolve)
    {
        if (item is JsonObject { Count: > 0 } members && !members.ContainsKey("Ref"))
        {
            // Its first member stands beside the hyphen.
            StringBuilder inner = new();
            Write(inner, members, indent + 2, resolve);
            yaml.Append(' ', indent).Append("- ").Append(inner.ToString().AsSpan(indent + 2));
        }
        else
        {
            yaml.Append(' ', indent).Append('-');
            Value(yaml, item, indent, resolve);
        }
    }

    private static string Leaf(JsonNode? value, References? resolve) => value switch
    {
        JsonObject reference when reference["Ref"] is { } name => $"!Ref {name}",
        JsonObject => "{}",
        JsonArray => "[]",
        JsonValue text when text.GetValueKind() is JsonValueKind.String => Text(text.GetValue<string>(), resolve),
        null => "null",
        _ => value.ToJsonString(),
    };

    private static string Text(string text, References? resolve)
    {
        var parts = resolve?.Split(text) ?? [new(text, false)];
        return parts is [{ IsExpression: true, Text: var whole }]
            ? $"{(whole.Contains('.', StringComparison.Ordinal) ? "!GetAtt" : "!Ref")} {whole}"
            : parts.Any(part => part.IsExpression) ? $"!Sub {QuotedText.Of(string.Concat(parts.Select(part =>
                part.IsExpression ? $"${{{part.Text}}}" : part.Text.Replace("${", "${!", StringComparison.Ordinal))))}"
            : Variable().IsMatch(text) ? $"!Join [\"\", [{string.Join(", ", Boundary().Split(text).Select(QuotedText.Of))}]]"
            : Scalar(text);
    }

    private static string Scalar(string text) => Plain().IsMatch(text) && !Word().IsMatch(text) ? text : QuotedText.Of(text);

    [GeneratedRegex(@"\A[A-Za-z](?:[A-Za-z0-9_./-]|:+(?=[A-Za-z0-9_*]))*\z")]
    private static partial Regex Plain();

    /// <summary>What names a parameter or resource where it is in !Sub, and so is suspicious to cfn-lint where it isn't.</summary>
    [GeneratedRegex(@"\$\{(?:AWS::|[A-Za-z0-9]+[.}])")]
    private static partial Regex Variable();

    [GeneratedRegex(@"(?<=\$)(?=\{)")]
    private static partial Regex Boundary();

    [GeneratedRegex(@"\A(?:y|n|yes|no|on|off|true|false|null|nan|inf)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Word();
}
