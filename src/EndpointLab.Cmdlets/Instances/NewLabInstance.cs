using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Instances;

[Cmdlet(VerbsCommon.New, "LabInstance", SupportsShouldProcess = true, DefaultParameterSetName = ReadSet)]
[OutputType(typeof(Instance))]
public sealed class NewLabInstance : NewResourceCmdlet
{
    private const string ReadSet = "ReadBucket";
    private const string ProfileSet = "InstanceProfile";

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

    [Parameter(ParameterSetName = ReadSet)]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public BucketReference? ReadBucket { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = ProfileSet)]
    public InstanceProfileReference? InstanceProfile { get; set; }

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
            ReadBucket is null ? null : BucketName.Parse(ReadBucket.Id),
            InstanceProfile?.Id,
            MyInvocation.BoundParameters.ContainsKey(nameof(AssociatePublicIpAddress)) ? AssociatePublicIpAddress.ToBool() : null,
            AllTags);
        var session = OpenSession([Subnet, .. SecurityGroup, KeyPair, ReadBucket]);
        var reads = plan.ReadBucket is { } bucket ? $" that reads {bucket}" : "";
        if (ShouldProcess(Name ?? plan.SubnetId, $"Launch Instance ({InstanceType}){reads}"))
        {
            Emit(session, lab => EndpointLab.Instances.LaunchAsync(lab, plan));
        }
    }
}
