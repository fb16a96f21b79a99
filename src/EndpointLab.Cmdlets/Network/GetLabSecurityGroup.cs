using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Network;

[Cmdlet(VerbsCommon.Get, "LabSecurityGroup")]
[OutputType(typeof(SecurityGroup))]
public sealed class GetLabSecurityGroup : GetResourceCmdlet<SecurityGroup>
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("GroupId")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public SecurityGroupReference[] SecurityGroup { get; set; } = [];

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("VpcId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public VpcReference? Vpc { get; set; }

    private protected override IEnumerable<ResourceReference> References => SecurityGroup;

    private protected override IEnumerable<(string Filter, ResourceReference? Parent)> Parents => [("vpc-id", Vpc)];

    private protected override string NameFilter => "group-name";

    private protected override Task<IReadOnlyList<SecurityGroup>> GetAsync(LabOperation lab, ResourceQuery query) =>
        SecurityGroups.GetAsync(lab, query);
}
