using System.Net;

namespace EndpointLab.Simulator.Administration;

/// <summary><c>/_lab/endpoints</c>: puts a VPC endpoint into a state, such as failed, with the reason that AWS would give.</summary>
internal sealed class EndpointRoutes(Cloud cloud)
{
    private const string Form =
        "The body is {\"id\": of a VPC endpoint, \"state\": to put it into, \"code\": and \"message\": of its last error}; "
        + "the last two may be absent.";

    public IEnumerable<LabRoute> Routes => [LabRoute.Change<Change>("POST", "endpoints", Form, Apply)];

    private object Apply(Change change)
    {
        if (change is not { Id: { } id, State: { } state } || (change.Code is null != change.Message is null))
            throw new LabRefusal(Form);
        var endpoint = cloud.Regions.SelectMany(region => region.VpcEndpoints).FirstOrDefault(one => one.Id == id && !one.IsDeleted)
            ?? throw new LabRefusal($"There is no VPC endpoint {id}.", HttpStatusCode.NotFound);
        endpoint.Force(
            VpcEndpointState.All.FirstOrDefault(known => known.Equals(state, StringComparison.OrdinalIgnoreCase))
                ?? throw new LabRefusal($"There is no state {state}. There are {string.Join(", ", VpcEndpointState.All)}."),
            change.Code is { } code ? (code, change.Message!) : null);
        return new { endpoint.Id, endpoint.State };
    }

    private sealed record Change(string? Id, string? State, string? Code, string? Message);
}
