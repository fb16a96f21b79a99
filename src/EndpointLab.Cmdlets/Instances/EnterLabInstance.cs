using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Instances;

[Cmdlet(VerbsCommon.Enter, "LabInstance")]
public sealed class EnterLabInstance : InstanceLoginCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("InstanceId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public InstanceReference Instance { get; set; } = null!;

    protected override void Process() =>
        Run(OpenSession(Instance, Via), lab => InstanceCommands.EnterAsync(lab, Instance.OwnId, NewLogin(Port), AllTime));
}
