using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Instances;

[Cmdlet(VerbsCommon.Remove, "LabInstance", SupportsShouldProcess = true)]
public sealed class RemoveLabInstance : RemoveResourceCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("InstanceId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public InstanceReference[] Instance { get; set; } = [];

    private protected override IEnumerable<ResourceReference> References => Instance;

    private protected override Task RemoveAsync(LabOperation lab, string id) => EndpointLab.Instances.RemoveAsync(lab, id);
}
