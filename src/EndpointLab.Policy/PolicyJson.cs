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

    public static PolicyJson Parse(string json)
    {
        const string notJson = "Policies must be valid JSON and the first byte must be '{'";
        var bytes = Encoding.UTF8.GetBytes(json);
        var reader = new Utf8JsonReader(bytes);
        try
        {
            reader.Read();
            var root = Read(ref reader, bytes, "$");
            reader.Read();
            return root.Type is JsonTokenType.StartObject ? root : throw root.Error(notJson);
        }
        catch (JsonException error)
        {
            var detail = error.Message.Split(" LineNumber:")[0].TrimEnd('.');
            throw new PolicyFormatException(notJson, error.Path ?? "$", (int)(error.LineNumber ?? 0) + 1, detail);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, written as \uD800.
            var line = bytes.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n') + 1;
            throw new PolicyFormatException(notJson, "$", line, "An escape stands for no character");
        }
    }

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
