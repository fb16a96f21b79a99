using System.Globalization;
using System.Text.Json;

namespace EndpointLab.Simulator.Wire;

/// <summary>The parameters of a request in JSON; what is null counts as not given.</summary>
internal sealed class JsonParameters(JsonElement values)
{
    /// <exception cref="ServiceException">SerializationException: the body is no JSON object.</exception>
    public static JsonParameters Parse(byte[] body)
    {
        try
        {
            var values = JsonSerializer.Deserialize<JsonElement>(body);
            return values.ValueKind is JsonValueKind.Object ? new(values) : throw NoSuchForm();
        }
        catch (JsonException)
        {
            throw NoSuchForm();
        }
    }

    /// <summary>A text; null where there is none.</summary>
    public string? this[string name] => Get<string>(name);

    /// <exception cref="ServiceException">ValidationException.</exception>
    public string Required(string name) => this[name] ?? throw Missing(name);

    public int? Number(string name) => Get<int?>(name);

    /// <summary>A number of a range; null where there is none.</summary>
    /// <exception cref="ServiceException">ValidationException.</exception>
    public int? Number(string name, int least, int most)
    {
        var value = Number(name);
        return value < least ? throw Constraint("greater", least)
            : value > most ? throw Constraint("less", most)
            : value;

        ServiceException Constraint(string relation, int bound) => Invalid(
            $"Value '{value}' at '{Camel(name)}' failed to satisfy constraint: Member must have value {relation} than or equal to {bound}");
    }

    /// <summary>One page of a list: as many as one parameter says, from where another tells that the page before ended.</summary>
    /// <param name="largest">How many there are at most, and where nothing is said.</param>
    /// <param name="refusal">What refuses a place that no page ended at.</param>
    /// <returns>The page, and where the next one starts; null where there is none.</returns>
    public (IEnumerable<T> Items, string? Next) Page<T>(
        IEnumerable<T> all, string size, int largest, string place, Func<ServiceException> refusal)
    {
        var most = Number(size, 1, largest) ?? largest;
        var start = 0;
        if (this[place] is { } text && !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out start))
            throw refusal();
        var rest = all.Skip(start).Take(most + 1).ToList();
        return (rest.Take(most), rest.Count > most ? (start + most).ToString(CultureInfo.InvariantCulture) : null);
    }

    /// <exception cref="ServiceException">ValidationException.</exception>
    public int RequiredNumber(string name) => Number(name) ?? throw Missing(name);

    public bool? Flag(string name) => Get<bool?>(name);

    /// <summary>One of these texts; null where there is none.</summary>
    /// <exception cref="ServiceException">ValidationException.</exception>
    public string? OneOf(string name, params string[] allowed) => this[name] is not { } value || allowed.Contains(value) ? this[name]
        : throw Invalid($"Value '{value}' at '{Camel(name)}' failed to satisfy constraint: "
            + $"Member must satisfy enum value set: [{string.Join(", ", allowed)}]");

    /// <summary>A list of texts; null where there is none.</summary>
    public IReadOnlyList<string>? Texts(string name) =>
        Get<IReadOnlyList<string?>>(name)?.Select(text => text ?? throw NoSuchForm()).ToList();

    /// <summary>A list of structures; empty where there is none.</summary>
    public IEnumerable<JsonParameters> Structures(string name) =>
        (Get<IReadOnlyList<JsonElement>>(name) ?? []).Select(item =>
            item.ValueKind is JsonValueKind.Object ? new JsonParameters(item) : throw NoSuchForm());

    /// <summary>A refusal of one parameter, in the words that all services have for it.</summary>
    public static ServiceException Invalid(string what) => new("ValidationException", $"1 validation error detected: {what}");

    private static ServiceException Missing(string name) =>
        Invalid($"Value null at '{Camel(name)}' failed to satisfy constraint: Member must not be null");

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static ServiceException NoSuchForm() => new("SerializationException", "");

    private T? Get<T>(string name)
    {
        try
        {
            return values.TryGetProperty(name, out var value) ? value.Deserialize<T>() : default;
        }
        catch (JsonException)
        {
            throw NoSuchForm();
        }
    }
}
