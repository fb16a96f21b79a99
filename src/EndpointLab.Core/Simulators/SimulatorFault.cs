using System.Text.Json;
using System.Text.Json.Serialization;

namespace EndpointLab;

/// <summary>A rule by which calls to a simulator fail, and the form in which <c>/_lab/faults</c> takes and shows it.</summary>
public sealed record SimulatorFault
{
    /// <summary>What befalls the calls.</summary>
    public required string Fault { get; init; }

    /// <summary>The actions that it befalls, such as ec2:Describe*; null for all.</summary>
    public string? Action { get; init; }

    /// <summary>How often; null for no end.</summary>
    public int? Count { get; init; }

    /// <summary>How likely each time; null for always.</summary>
    public double? Probability { get; init; }

    /// <summary>What makes chance repeatable.</summary>
    public int? Seed { get; init; }

    /// <summary>How many calls of these actions pass first.</summary>
    public int? After { get; init; }

    /// <summary>How long a delayed call waits.</summary>
    [JsonConverter(typeof(SecondsConverter))]
    public TimeSpan? Duration { get; init; }

    /// <summary>The resource that isn't found; null for any that is created since.</summary>
    [JsonPropertyName("id")]
    public string? ResourceId { get; init; }

    /// <summary>Why an endpoint fails, as a code.</summary>
    [JsonPropertyName("code")]
    public string? ReasonCode { get; init; }

    /// <summary>Why an endpoint fails, in words.</summary>
    [JsonPropertyName("message")]
    public string? Reason { get; init; }

    /// <summary>How often it still may befall a call; null for no end.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int? Left { get; init; }

    /// <summary>How often it did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Fired { get; init; }

    public override string ToString() => Action is null ? Fault : $"{Fault} {Action}";

    private sealed class SecondsConverter : JsonConverter<TimeSpan>
    {
        public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TimeSpan.FromSeconds(reader.GetDouble());

        public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.TotalSeconds);
    }
}
