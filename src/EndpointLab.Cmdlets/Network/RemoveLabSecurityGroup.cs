using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Network;

[Cmdlet(VerbsCommon.Remove, "LabSecurityGroup", SupportsShouldProcess = true)]
public sealed class RemoveLabSecurityGroup : RemoveResourceCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("GroupId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public SecurityGroupReference[] SecurityGroup { get; set; } = [];

    private protected override IEnumerable<ResourceReference> References => SecurityGroup;

    private protected override Task RemoveAsync(LabOperation lab, string id) => SecurityGroups.RemoveAsync(lab, id);
}
