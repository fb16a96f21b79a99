using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Provider;

[Cmdlet(VerbsCommon.Get, "EndpointConnection")]
[OutputType(typeof(VpcEndpointConnection))]
public sealed class GetEndpointConnection : QueryCmdlet<VpcEndpointConnection>
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ServiceId")]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public EndpointServiceReference? Service { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("VpcEndpointId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public ConnectionReference[] Endpoint { get; set; } = [];

    [Parameter]
    [ArgumentCompleter(typeof(EndpointStateCompleter))]
    public string[] State { get; set; } = [];

    [Parameter]
    [ValidatePattern("^[0-9]{12}$")]
    public string[] Owner { get; set; } = [];

    protected override void Prepare() => State = [.. State.Select(EndpointStates.Graph.Require)];

    private protected override IEnumerable<ResourceReference> References => [];

    // A piped endpoint also arrives as the service, which it is not.
    private protected override IEnumerable<(string Filter, ResourceReference? Parent)> Parents =>
        [("service-id", Service is { HasId: false } && Endpoint.Length > 0 ? null : Service)];

    private protected override Task<IReadOnlyList<VpcEndpointConnection>> GetAsync(LabOperation lab, ResourceQuery query) =>
        EndpointConnections.GetAsync(lab, query);

    private protected override IEnumerable<KeyValuePair<string, string[]>> MoreFilters(LabSession session)
    {
        if (Endpoint.Length > 0)
        {
            yield return new("vpc-endpoint-id", [.. Endpoint.Select(endpoint => endpoint.Id)]);
        }

        if (State.Length > 0)
        {
            yield return new("vpc-endpoint-state", [.. State.Select(EndpointStates.OnWire)]);
        }

        if (Owner.Length > 0)
        {
            yield return new("vpc-endpoint-owner", Owner);
        }
    }
}
