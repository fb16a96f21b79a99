using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Endpoints;

[Cmdlet(VerbsLifecycle.Wait, "EndpointState")]
[OutputType(typeof(VpcEndpoint))]
public sealed class WaitEndpointState : WaitResourceCmdlet<VpcEndpoint>
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("VpcEndpointId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public EndpointReference[] Endpoint { get; set; } = [];

    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(EndpointStateCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] State { get; set; } = [EndpointStates.Available];

    private protected override IEnumerable<ResourceReference> References => Endpoint;

    private protected override WaitGoal<VpcEndpoint> Goal() => EndpointWait.For([.. State.Select(EndpointStates.Require)]);
}
