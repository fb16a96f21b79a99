using System.Text;
using System.Text.Json;

namespace EndpointLab.Policy;

/// <summary>A JSON value that knows where it stands in the text.</summary>
internal sealed record PolicyJson(JsonTokenType Type, string Text, string Path, int Line)
{
    public List<PolicyJson> Items { get; } = [];

    public List<(string Name, PolicyJson Value)> Members { get; } = [];

    /// <summary>The value itself, or each item where it is an array.</summary>
    public IEnumerable<PolicyJson> OneOrMany => Type is JsonTokenType.StartArray ? Items : [this];

    /// <summary>The member of that name; null where there is none.</summary>
    public PolicyJson? Find(string name) => Members.Find(member => member.Name == name).Value;

    public PolicyFormatException Error(string reason) => new(reason, Path, Line);

    private const string NotJson = "Policies must be valid JSON and the first byte must be '{'";

    public static PolicyJson Parse(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var reader = new Utf8JsonReader(bytes);
        try
        {
            reader.Read();
            var root = Read(ref reader, bytes, "$");
            reader.Read();
            return root.Type is JsonTokenType.StartObject ? root : throw Unreadable("A policy is a JSON object, in braces", root.Line);
        }
        catch (JsonException error)
        {
            throw NotJsonAt(json, (int)(error.LineNumber ?? 0), (int)(error.BytePositionInLine ?? 0));
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, written as \uD800.
            var line = bytes.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n') + 1;
            throw Unreadable("An escape stands for no character", line);
        }
    }

    private static PolicyFormatException NotJsonAt(string json, int line, int bytePosition)
    {
        const int enough = 20;
        var lines = json.Split('\n');
        var start = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(lines[line]).AsSpan(0, bytePosition)).Length;
        var rest = string.Join('\n', lines[line..])[start..].Trim().Split('\n')[0];
        return Unreadable(
            rest.Length == 0 ? "The JSON ends before it is complete"
                : $"This is not JSON from {rest[..Math.Min(rest.Length, enough)]} on, which is character {start + 1}",
            line + 1);
    }

    private static PolicyFormatException Unreadable(string why, int line) => new(NotJson, "$", line, $"{why} (line {line})");

    private static PolicyJson Read(ref Utf8JsonReader reader, byte[] bytes, string path)
    {
        var text = reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString()!,
            JsonTokenType.StartObject or JsonTokenType.StartArray => "",
            _ => Encoding.UTF8.GetString(reader.ValueSpan),
        };
        var value = new PolicyJson(reader.TokenType, text, path, bytes.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n') + 1);
        if (value.Type is JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
                value.Items.Add(Read(ref reader, bytes, $"{path}[{value.Items.Count}]"));
        }
        else if (value.Type is JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                reader.Read();
                var member = Read(ref reader, bytes, $"{path}.{name}");
                if (value.Members.Exists(other => other.Name == name))
                    throw member.Error($"Duplicate field {name}");
                value.Members.Add((name, member));
            }
        }

        return value;
    }
}
