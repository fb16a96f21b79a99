namespace EndpointLab.Simulator.State;

/// <summary>Ids of AWS's form.</summary>
internal static class ResourceId
{
    /// <summary>A new id: the prefix and 17 hexadecimal digits, of which AWS's first is always 0.</summary>
    public static string New(string prefix) => $"{prefix}-0{Random.Shared.NextInt64():x16}";
}
