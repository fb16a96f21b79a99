namespace EndpointLab;

/// <summary>What configuration says of a connection of TCP: whether it is made, by what way, and all that stops it.</summary>
public sealed record PathTrace : Trace
{
    /// <summary>The address, or all blocks of addresses, to which it goes; null where a name has none.</summary>
    public string? Address { get; init; }
}
