using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EndpointLab.Simulator.Administration;

/// <summary>The JSON under <c>/_lab/</c>. It takes no member that it doesn't know, so that a slip isn't a setting without effect.</summary>
internal static class LabJson
{
    public const string ContentType = "application/json";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters =
        {
            new DurationConverter(),
            new JsonStringEnumConverter<Lifecycle>(namingPolicy: null, allowIntegerValues: false),
            new JsonStringEnumConverter<FaultKind>(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
        },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <exception cref="LabRefusal">The body is something else.</exception>
    public static T Read<T>(byte[] body, string form)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(body, Options) ?? throw new LabRefusal(form);
        }
        catch (JsonException)
        {
            throw new LabRefusal(form);
        }
    }

    public static byte[] Write(object value) => JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), Options);

    /// <summary>Seconds as a number, or a text such as 90s, 10m or 4h. They are written as seconds.</summary>
    private sealed class DurationConverter : JsonConverter<TimeSpan>
    {
        private const double MostSeconds = 3_600_000_000;

        public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var seconds = reader.TokenType switch
            {
                JsonTokenType.Number when reader.TryGetDouble(out var number) => number,
                JsonTokenType.String => Parse(reader.GetString()!),
                _ => throw new JsonException(),
            };
            return seconds is >= 0 and <= MostSeconds ? TimeSpan.FromSeconds(seconds) : throw new JsonException();
        }

        private static double Parse(string text)
        {
            var (digits, unit) = text.Length > 0 && text[^1] is 's' or 'm' or 'h' ? (text[..^1], text[^1]) : (text, 's');
            return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                ? number * unit switch { 'h' => 3600, 'm' => 60, _ => 1 }
                : throw new JsonException();
        }

        public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.TotalSeconds);
    }
}
