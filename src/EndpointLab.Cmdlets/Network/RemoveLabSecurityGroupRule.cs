using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Network;

[Cmdlet(VerbsCommon.Remove, "LabSecurityGroupRule", SupportsShouldProcess = true, DefaultParameterSetName = RuleSet)]
public sealed class RemoveLabSecurityGroupRule : SecurityGroupRuleCmdlet
{
    private const string RuleSet = "Rule";

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = RuleSet, ValueFromPipeline = true)]
    [Alias("SecurityGroupRuleId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public SecurityGroupRuleReference[] SecurityGroupRule { get; set; } = [];

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = DescriptionSet, ValueFromPipeline = true)]
    [Alias("GroupId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public SecurityGroupReference SecurityGroup { get; set; } = null!;

    protected override void Process()
    {
        if (ParameterSetName == DescriptionSet)
        {
            RemoveDescribed();
            return;
        }

        foreach (var reference in SecurityGroupRule)
        {
            PerItem(() => RemoveNamed(reference));
        }
    }

    private void RemoveDescribed()
    {
        var groupId = SecurityGroup.OwnId;
        var session = OpenSession(SecurityGroup, ReferencedGroup);
        var rule = Rule(session);
        if (ShouldProcess(groupId, $"Remove rule {rule}"))
        {
            Run(session, lab => SecurityGroupRules.RemoveAsync(lab, groupId, rule));
        }
    }

    private void RemoveNamed(SecurityGroupRuleReference reference)
    {
        var ruleId = reference.OwnId;
        var session = OpenSession(reference);
        if (ShouldProcess(ruleId, "Remove SecurityGroupRule"))
        {
            Run(session, lab => SecurityGroupRules.RemoveAsync(lab, ruleId));
        }
    }
}
