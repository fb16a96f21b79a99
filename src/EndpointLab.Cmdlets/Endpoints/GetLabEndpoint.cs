using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Endpoints;

[Cmdlet(VerbsCommon.Get, "LabEndpoint")]
[OutputType(typeof(VpcEndpoint))]
public sealed class GetLabEndpoint : GetResourceCmdlet<VpcEndpoint>
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("VpcEndpointId")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public EndpointReference[] Endpoint { get; set; } = [];

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("VpcId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public VpcReference? Vpc { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    [SupportsWildcards]
    public string? Service { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(EndpointStateCompleter))]
    public string[] State { get; set; } = [];

    [Parameter]
    [ValidateSet("Gateway", "Interface", "GatewayLoadBalancer", "Resource", "ServiceNetwork")]
    public string? Type { get; set; }

    protected override void Prepare() => State = [.. State.Select(EndpointStates.Graph.Require)];

    private protected override IEnumerable<ResourceReference> References => Endpoint;

    private protected override IEnumerable<(string Filter, ResourceReference? Parent)> Parents => [("vpc-id", Vpc)];

    private protected override Task<IReadOnlyList<VpcEndpoint>> GetAsync(LabOperation lab, ResourceQuery query) =>
        VpcEndpoints.GetAsync(lab, query);

    private protected override IEnumerable<KeyValuePair<string, string[]>> MoreFilters(LabSession session)
    {
        if (Service is not null)
        {
            yield return new("service-name", ServiceName.FilterValues(Service, session.Region));
        }

        if (State.Length > 0)
        {
            yield return new("vpc-endpoint-state", [.. State.Select(EndpointStates.OnWire)]);
        }

        if (Type is not null)
        {
            yield return new("vpc-endpoint-type", [Type]);
        }
    }
}
