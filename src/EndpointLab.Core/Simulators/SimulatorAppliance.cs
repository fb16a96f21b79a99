namespace EndpointLab;

/// <summary>An appliance behind a Gateway Load Balancer of a simulator.</summary>
/// <param name="LoadBalancer">The load balancer's ARN.</param>
/// <param name="Action">What it does with the connections that it gets: Allow or Drop.</param>
public sealed record SimulatorAppliance(string LoadBalancer, string Name, string Action)
{
    public const string Allow = nameof(Allow);
    public const string Drop = nameof(Drop);

    public override string ToString() => $"{Name}={Action}";
}
