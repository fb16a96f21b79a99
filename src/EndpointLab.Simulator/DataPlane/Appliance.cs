namespace EndpointLab.Simulator.DataPlane;

/// <summary>A virtual appliance behind a Gateway Load Balancer, such as a firewall.</summary>
/// <param name="Name">How a path tells it from the others.</param>
/// <param name="Allows">Whether it lets the connections pass that it gets, or drops them.</param>
internal sealed record Appliance(string Name, bool Allows);
