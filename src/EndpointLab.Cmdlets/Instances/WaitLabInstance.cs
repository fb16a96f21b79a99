using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Instances;

[Cmdlet(VerbsLifecycle.Wait, "LabInstance")]
[OutputType(typeof(Instance))]
public sealed class WaitLabInstance : WaitResourceCmdlet
{
    private WaitGoal<Instance> goal = null!;

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("InstanceId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public InstanceReference[] Instance { get; set; } = [];

    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InstanceStateCompleter))]
    public string[] State { get; set; } = ["running"];

    private protected override IEnumerable<ResourceReference> References => Instance;

    private protected override void PrepareGoal() => goal = InstanceWait.For(State);

    private protected override Task WaitAsync(LabOperation lab, Action<LabResource> emit) =>
        ForAllAsync(lab, ResourceKind.Instance, goal, emit);
}
