using System.Text.Json;

namespace EndpointLab.Labs;

/// <summary>
/// What things cost by the hour, in US dollars. The list prices of one Region at one time, without data, tax and free tier: an estimate
/// anywhere else.
/// </summary>
internal static class Prices
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web);
    private static readonly Table Known = Read();

    /// <summary>What the estimate is made of, in a sentence.</summary>
    public static string Basis =>
        $"An estimate by {Origin} of {Known.AsOf}, wherever the lab is, without data transfer: your bill decides.";

    /// <summary>Whose prices they are, such as us-east-1's list prices.</summary>
    public static string Origin => $"{Known.Region}'s list prices";

    public static decimal PerHour(IEnumerable<BilledItem> items) => items.Sum(item => Known.Hourly[item.Price] * item.Count);

    public static bool Knows(string item) => Known.Hourly.ContainsKey(item);

    private static Table Read()
    {
        using var stream = typeof(Prices).Assembly.GetManifestResourceStream("EndpointLab.Labs.prices.json")!;
        return JsonSerializer.Deserialize<Table>(stream, Form)!;
    }

    private sealed record Table(string AsOf, string Region, Dictionary<string, decimal> Hourly);
}
