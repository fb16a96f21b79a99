namespace EndpointLab.Labs;

/// <summary>Something that AWS bills by the hour.</summary>
/// <param name="Price">The name of its price in prices.json.</param>
internal sealed record BilledItem(string Price, int Count = 1);
