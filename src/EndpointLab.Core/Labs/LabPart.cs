namespace EndpointLab;

/// <summary>One resource of a lab, as it is.</summary>
/// <param name="Role">Which of the lab's resources it is; null where it was tagged without.</param>
/// <param name="State">AWS's state; null where its kind has none.</param>
public sealed record LabPart(string? Role, string Kind, string Id, string? Name, string? State)
{
    internal static LabPart Of(LabResource one) => new(Labs.LabInventory.RoleOf(one), KindOf(one), one.Id, one.Name, StateOf(one));

    public override string ToString() => $"{Role ?? Kind} {Id}";

    private static string KindOf(LabResource one) => one switch
    {
        EndpointLab.ServiceConfiguration => ResourceKind.EndpointService.Words,
        _ => one.GetType().Name,
    };

    private static string? StateOf(LabResource one) => one switch
    {
        Vpc vpc => vpc.State,
        Subnet subnet => subnet.State,
        InternetGateway gateway => gateway.State,
        VpcEndpoint endpoint => endpoint.State,
        NatGateway gateway => gateway.State,
        ServiceConfiguration service => service.ServiceState,
        Instance instance => instance.State,
        _ => null,
    };
}
