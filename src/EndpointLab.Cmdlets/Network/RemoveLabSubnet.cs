using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Network;

[Cmdlet(VerbsCommon.Remove, "LabSubnet", SupportsShouldProcess = true)]
public sealed class RemoveLabSubnet : RemoveResourceCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("SubnetId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public SubnetReference[] Subnet { get; set; } = [];

    private protected override IEnumerable<ResourceReference> References => Subnet;

    private protected override Task RemoveAsync(LabOperation lab, string id) => Subnets.RemoveAsync(lab, id);
}
