using EndpointLab.Analysis;
using EndpointLab.Labs;

namespace EndpointLab;

/// <summary>Makes a gateway endpoint for a service on one route table.</summary>
public sealed record CreateGatewayEndpoint(string VpcId, string ServiceName, string RouteTableId) : NetworkChange
{
    /// <summary>The id of one that is only to be made.</summary>
    internal const string Supposed = "vpce-new";

    public override string Target => VpcId;

    public override string ToString() => $"Create a gateway endpoint for {ServiceName} in {VpcId} on the route table {RouteTableId}.";

    public override string Caution =>
        $"Connections to the service that are open now, from subnets that use {RouteTableId}, drop when the route changes.";

    internal override async Task ApplyAsync(LabOperation lab)
    {
        var tags = await LabTags.InVpcAsync(
            lab, VpcId, name => new GatewayEndpointNode(name, EndpointLab.ServiceName.ShortOf(ServiceName, lab.Session.Region)));
        await GatewayEndpoints.CreateAsync(lab, VpcId, ServiceName, [RouteTableId], ipAddressType: null, policy: null, tags);
    }

    internal override NetworkModel ApplyTo(NetworkModel model)
    {
        EndpointModel endpoint = new(Supposed, VpcId, "Gateway", ServiceName, EndpointStates.Available);
        return new AddGatewayEndpointRouteTable(Supposed, RouteTableId).ApplyTo(model with { Endpoints = [.. model.Endpoints, endpoint] });
    }
}
