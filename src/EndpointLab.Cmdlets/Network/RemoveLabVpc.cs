using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Network;

[Cmdlet(VerbsCommon.Remove, "LabVpc", SupportsShouldProcess = true)]
public sealed class RemoveLabVpc : RemoveResourceCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("VpcId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public VpcReference[] Vpc { get; set; } = [];

    private protected override IEnumerable<ResourceReference> References => Vpc;

    private protected override Task RemoveAsync(LabOperation lab, string id) => Vpcs.RemoveAsync(lab, id);
}
