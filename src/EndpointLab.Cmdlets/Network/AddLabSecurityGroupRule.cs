using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Network;

[Cmdlet(VerbsCommon.Add, "LabSecurityGroupRule", SupportsShouldProcess = true, DefaultParameterSetName = DescriptionSet)]
[OutputType(typeof(SecurityGroup))]
public sealed class AddLabSecurityGroupRule : SecurityGroupRuleCmdlet
{
    [Parameter(
        Mandatory = true, Position = 0, ParameterSetName = DescriptionSet,
        ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("GroupId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public SecurityGroupReference SecurityGroup { get; set; } = null!;

    protected override void Process()
    {
        var groupId = SecurityGroup.Id;
        var session = OpenSession(SecurityGroup, ReferencedGroup);
        var rule = Rule(session);
        if (ShouldProcess(groupId, $"Add rule {rule}"))
        {
            Emit(session, lab => SecurityGroupRules.AddAsync(lab, groupId, rule));
        }
    }
}
