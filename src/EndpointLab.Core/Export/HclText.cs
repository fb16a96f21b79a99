using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EndpointLab.Export;

/// <summary>An expression of Terraform's language, as a value among others.</summary>
internal sealed record HclExpression(string Text)
{
    public static implicit operator JsonNode(HclExpression expression) => JsonValue.Create(expression)!;
}

/// <summary>Writes the body of a block in Terraform's language, aligned as <c>terraform fmt</c> does.</summary>
internal static partial class HclText
{
    private const int Step = 2, Longest = 100;

    /// <summary>What is a block of its own in the provider's schemas, or several.</summary>
    private static readonly string[] Blocks =
        ["dns_options", "egress", "entry", "filter", "ingress", "lifecycle", "metadata_options", "requester", "root_block_device"];

    private static readonly string[] Documents = ["assume_role_policy", "policy"];

    public static void Write(StringBuilder hcl, JsonObject body, int indent, References resolve)
    {
        Attributes(hcl, body.Where(member => !Blocks.Contains(member.Key)), indent, resolve);
        foreach (var (name, value) in body.Where(member => Blocks.Contains(member.Key)))
        {
            foreach (var block in value is JsonArray several ? several.Cast<JsonObject>() : [(JsonObject)value!])
            {
                hcl.Append(body.First().Value == value ? "" : "\n").Append(' ', indent).Append(name).Append(" {\n");
                Write(hcl, block, indent + Step, resolve);
                hcl.Append(' ', indent).Append("}\n");
            }
        }
    }

    /// <summary>A text in quotes, in which nothing is an expression.</summary>
    public static string Quoted(string text) => QuotedText.Of(Escaped(text));

    private static void Attributes(
        StringBuilder hcl, IEnumerable<KeyValuePair<string, JsonNode?>> attributes, int indent, References? resolve)
    {
        var lines = attributes.Select(attribute => (
            Key: Identifier().IsMatch(attribute.Key) ? attribute.Key : Quoted(attribute.Key),
            Value: Value(attribute.Key, attribute.Value, indent, References.IsLiteral(attribute.Key) ? null : resolve))).ToList();
        for (var first = 0; first < lines.Count;)
        {
            var count = Math.Max(1, lines.Skip(first).TakeWhile(line => !line.Value.Contains('\n', StringComparison.Ordinal)).Count());
            var width = lines.Skip(first).Take(count).Max(line => line.Key.Length);
            foreach (var (key, value) in lines.Skip(first).Take(count))
            {
                hcl.Append(' ', indent).Append(key.PadRight(width)).Append(" = ").Append(value).Append('\n');
            }

            first += count;
        }
    }

    private static string Value(string key, JsonNode? value, int indent, References? resolve) =>
        Documents.Contains(key) && value is JsonObject document
            ? $"jsonencode({Value(document, indent, resolve)})"
            : Value(value, indent, resolve);

    private static string Value(JsonNode? value, int indent, References? resolve)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } members:
                StringBuilder map = new("{\n");
                Attributes(map, members, indent + Step, resolve);
                return map.Append(' ', indent).Append('}').ToString();
            case JsonArray { Count: > 0 } items:
                List<string> texts = [.. items.Select(item => Value(item, indent + Step, resolve))];
                var line = $"[{string.Join(", ", texts)}]";
                return line.Length <= Longest && !line.Contains('\n', StringComparison.Ordinal) ? line
                    : $"[\n{string.Concat(texts.Select(text => $"{new string(' ', indent + Step)}{text},\n"))}{new string(' ', indent)}]";
            case JsonObject:
                return "{}";
            case JsonValue one when one.TryGetValue<HclExpression>(out var expression):
                return expression.Text;
            case JsonValue one when one.GetValueKind() is JsonValueKind.String:
                return Text(one.GetValue<string>(), resolve);
            default:
                return value?.ToJsonString() ?? "null";
        }
    }

    private static string Text(string text, References? resolve)
    {
        var parts = resolve?.Split(text) ?? [new(text, false)];
        return parts is [{ IsExpression: true, Text: var whole }] ? whole : string.Concat(
            [
                "\"",
                .. parts.Select((part, index) => part.IsExpression ? $"${{{part.Text}}}"
                    : BeforeExpression(Quoted(part.Text)[1..^1], isLast: index == parts.Count - 1)),
                "\"",
            ]);
    }

    /// <summary>A dollar that ends it would take the beginning of the expression for an escaped one.</summary>
    private static string BeforeExpression(string text, bool isLast) => !isLast && text.EndsWith('$') ? $"{text[..^1]}\\u0024" : text;

    private static string Escaped(string text) =>
        text.Replace("${", "$${", StringComparison.Ordinal).Replace("%{", "%%{", StringComparison.Ordinal);

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_-]*\z")]
    private static partial Regex Identifier();
}
