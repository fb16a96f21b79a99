using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Endpoints;

[Cmdlet(VerbsLifecycle.Wait, "EndpointState")]
[OutputType(typeof(VpcEndpoint), typeof(VpcEndpointConnection), typeof(ServiceConfiguration))]
public sealed class WaitEndpointState : WaitResourceCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("VpcEndpointId", "ServiceId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public PrivateLinkReference[] Endpoint { get; set; } = [];

    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(EndpointStateCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] State { get; set; } = [EndpointStates.Available];

    private protected override IEnumerable<ResourceReference> References => Endpoint;

    private protected override void PrepareGoal() => State = [.. State.Select(EndpointStates.Graph.Require)];

    private protected override Task WaitAsync(LabOperation lab, Action<LabResource> emit) => Task.WhenAll(
        ForAllAsync(lab, ResourceKind.Endpoint, EndpointWait.For(State), emit),
        ForAllAsync(lab, ResourceKind.Connection, ConnectionWait.For(State), emit),
        ForAllAsync(lab, ResourceKind.EndpointService, ServiceWait.For(State), emit));
}
