namespace EndpointLab.Simulator.DataPlane;

/// <summary>The packets of one direction of a connection, or of a question and its answer.</summary>
internal readonly record struct Flow(Protocol Protocol, Address Source, int SourcePort, Address Destination, int Port)
{
    /// <summary>The other direction.</summary>
    public Flow Reply => new(Protocol, Destination, Port, Source, SourcePort);

    public override string ToString() => $"{Protocol.Name}/{Port}";
}
