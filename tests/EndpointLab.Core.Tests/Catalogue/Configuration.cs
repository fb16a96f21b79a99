using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Amazon.Runtime;

namespace EndpointLab.Core.Tests.Catalogue;

/// <summary>
/// All that an account has configured, a line for each property that stands for itself, and for each item of a list. By names and not
/// by ids, and without what AWS makes up, two of them differ by what was changed alone.
/// </summary>
internal sealed partial class Configuration
{
    private static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new Words() },
    };

    // What is different for every resource, or follows from the rest.
    private static readonly string[] Noise =
    [
        "AssociationId", "AttachTime", "AvailableIpAddressCount", "ClientToken", "CreateTime", "CreationDate", "CreationTime",
        "CreationTimestamp", "CreatorRequestId", "DnsEntries", "DomainCount", "GroupOwnerId", "Id", "LastUpdateTimestamp", "LaunchTime",
        "MacAddress", "ModificationTime", "NetworkInterfaceIds", "OwnerId", "PrivateDnsName", "RequesterId", "RequesterManaged",
        "SecurityGroupRuleArn", "SecurityGroupRuleId", "UserId",
    ];

    private readonly List<string> lines = [];
    private readonly WorkingLab lab;

    private Configuration(WorkingLab lab) => this.lab = lab;

    public static async Task<Configuration> ReadAsync(WorkingLab lab)
    {
        Configuration all = new(lab);
        await all.ReadNetworkAsync();
        await all.ReadStorageAsync();
        await all.ReadNamesAsync();
        await all.ReadIdentitiesAsync();
        return all;
    }

    /// <summary>What is here and wasn't there, after a plus; and what was there and isn't here, after a minus.</summary>
    public IEnumerable<string> Since(Configuration before)
    {
        List<string> gone = [.. before.lines], come = [];
        foreach (var line in lines)
        {
            if (!gone.Remove(line))
            {
                come.Add(line);
            }
        }

        return gone.Select(line => $"- {line}").Concat(come.Select(line => $"+ {lab.NamedAsNew(line)}")).Order(StringComparer.Ordinal);
    }

    private void Add(string line) => lines.Add(lab.Named(line).Replace("arn:aws:s3:::", "", StringComparison.Ordinal));

    private void AddPolicy(string owner, string document)
    {
        var statements = JsonNode.Parse(document)!["Statement"]!;
        foreach (var statement in statements as JsonArray ?? [statements.DeepClone()])
        {
            Add($"{owner}: {string.Join(' ', Elements("", statement!))}");
        }
    }

    /// <summary>A statement's elements in one order, with one form for one value and for a list of one.</summary>
    private static IEnumerable<string> Elements(string name, JsonNode value) => value switch
    {
        JsonObject inner => inner.OrderBy(one => one.Key, StringComparer.Ordinal)
            .SelectMany(one => Elements(name.Length == 0 ? one.Key : $"{name}.{one.Key}", one.Value!)),
        JsonArray many => [$"{name}={string.Join(',', many)}"],
        _ => [$"{name}={value}"],
    };

    private void Add<T>(string id, IEnumerable<T>? items, params string[] except) where T : class => Add(id, items, asLine: false, except);

    private void Add<T>(string id, IEnumerable<T>? items, bool asLine, params string[] except) where T : class
    {
        foreach (var item in items ?? [])
        {
            var all = (JsonObject)JsonSerializer.SerializeToNode(item, item.GetType(), Json)!;
            var name = $"{all[id]}";
            all.Remove(id);
            foreach (var left in Noise.Concat(except))
            {
                all.Remove(left);
            }

            if (asLine)
            {
                Add($"{name}: {OneLine(all)}");
            }
            else
            {
                AddProperties(name, all);
            }
        }
    }

    private void AddProperties(string path, JsonObject item)
    {
        foreach (var (key, value) in item.Where(one => !Noise.Contains(one.Key)))
        {
            switch (value)
            {
                case JsonObject inner:
                    AddProperties($"{path}.{key}", inner);
                    break;
                case JsonArray many:
                    foreach (var one in many)
                    {
                        Add($"{path}.{key}: {(one is JsonObject it ? OneLine(it) : one)}");
                    }

                    break;
                case JsonValue text when $"{text}".StartsWith('{'):
                    AddPolicy($"{path}.{key}", $"{text}");
                    break;
                case { } text:
                    Add($"{path}.{key} = {text}");
                    break;
            }
        }
    }

    private static string OneLine(JsonObject item)
    {
        var parts = item.Where(one => !Noise.Contains(one.Key)).Select(one => one.Value switch
        {
            JsonObject inner => OneLine(inner),
            JsonArray many => string.Join(' ', many.Select(each => each is JsonObject it ? OneLine(it) : $"{one.Key}={each}")),
            var value => $"{one.Key}={value}",
        });
        return string.Join(' ', parts.Where(part => part.Length > 0));
    }

    /// <summary>The SDK's words of an enumeration.</summary>
    private sealed class Words : JsonConverter<ConstantClass>
    {
        public override bool CanConvert(Type typeToConvert) => typeof(ConstantClass).IsAssignableFrom(typeToConvert);

        public override ConstantClass Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, ConstantClass value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Value);
    }
}
