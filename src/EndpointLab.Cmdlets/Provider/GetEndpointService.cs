using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Provider;

[Cmdlet(VerbsCommon.Get, "EndpointService")]
[OutputType(typeof(ServiceConfiguration))]
public sealed class GetEndpointService : GetResourceCmdlet<ServiceConfiguration>
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ServiceId")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public EndpointServiceReference[] Service { get; set; } = [];

    [Parameter]
    [ArgumentCompleter(typeof(EndpointStateCompleter))]
    public string[] State { get; set; } = [];

    protected override void Prepare() => State = [.. State.Select(ServiceStates.Graph.Require)];

    private protected override IEnumerable<ResourceReference> References => Service;

    private protected override Task<IReadOnlyList<ServiceConfiguration>> GetAsync(LabOperation lab, ResourceQuery query) =>
        ServiceConfigurations.GetAsync(lab, query);

    private protected override IEnumerable<KeyValuePair<string, string[]>> MoreFilters(LabSession session)
    {
        if (State.Length > 0)
        {
            yield return new("service-state", State);
        }
    }
}
