using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Network;

[Cmdlet(VerbsCommon.New, "LabSecurityGroup", SupportsShouldProcess = true)]
[OutputType(typeof(SecurityGroup))]
public sealed class NewLabSecurityGroup : NewResourceCmdlet
{
    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("VpcId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public VpcReference Vpc { get; set; } = null!;

    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public override string? Name { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Description { get; set; } = "Created by EndpointLab";

    [Parameter]
    public SwitchParameter NoDefaultEgress { get; set; }

    protected override void Process()
    {
        var vpcId = Vpc.Id;
        var session = OpenSession(Vpc);
        if (ShouldProcess(vpcId, $"Create SecurityGroup {Name}"))
        {
            Emit(session, lab => SecurityGroups.CreateAsync(lab, vpcId, Name!, Description, !NoDefaultEgress, AllTags));
        }
    }
}
