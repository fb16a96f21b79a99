namespace EndpointLab.Simulator.DataPlane;

/// <summary>The packets of one direction of a TCP connection.</summary>
internal readonly record struct Flow(Address Source, int SourcePort, Address Destination, int Port)
{
    /// <summary>The other direction.</summary>
    public Flow Reply => new(Destination, Port, Source, SourcePort);

    public override string ToString() => $"tcp/{Port}";
}
