namespace EndpointLab.Simulator.Wire;

/// <summary>What is wrong with a request whatever it asks for; each service has its own words for it.</summary>
internal abstract record Defect
{
    /// <summary>A body that is larger than the cloud takes.</summary>
    internal sealed record TooLarge(long Most) : Defect;
}
