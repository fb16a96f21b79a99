using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Instances;

[Cmdlet(VerbsCommon.New, "LabInstance", SupportsShouldProcess = true)]
[OutputType(typeof(Instance))]
public sealed class NewLabInstance : NewResourceCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("SubnetId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public SubnetReference Subnet { get; set; } = null!;

    [Parameter]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public SecurityGroupReference[] SecurityGroup { get; set; } = [];

    [Parameter]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public KeyPairReference? KeyPair { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string InstanceType { get; set; } = "t3.micro";

    [Parameter]
    public ImageReference? ImageId { get; set; }

    [Parameter]
    public SwitchParameter AssociatePublicIpAddress { get; set; }

    protected override void Process()
    {
        var plan = new LaunchPlan(
            Subnet.Id,
            InstanceType,
            [.. SecurityGroup.Select(group => group.Id)],
            KeyPair?.Id,
            ImageId?.Id,
            MyInvocation.BoundParameters.ContainsKey(nameof(AssociatePublicIpAddress)) ? AssociatePublicIpAddress.ToBool() : null,
            AllTags);
        var session = OpenSession([Subnet, .. SecurityGroup, KeyPair]);
        if (ShouldProcess(Name ?? plan.SubnetId, $"Launch Instance ({InstanceType})"))
        {
            Emit(session, lab => EndpointLab.Instances.LaunchAsync(lab, plan));
        }
    }
}
