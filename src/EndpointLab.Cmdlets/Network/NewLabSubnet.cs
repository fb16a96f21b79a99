using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Network;

[Cmdlet(VerbsCommon.New, "LabSubnet", SupportsShouldProcess = true)]
[OutputType(typeof(Subnet))]
public sealed class NewLabSubnet : NewResourceCmdlet
{
    private Cidr cidrBlock;

    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("VpcId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public VpcReference Vpc { get; set; } = null!;

    [Parameter(Mandatory = true, Position = 0)]
    public string CidrBlock { get; set; } = "";

    [Parameter]
    public string? AvailabilityZone { get; set; }

    [Parameter]
    public SwitchParameter MapPublicIpOnLaunch { get; set; }

    protected override void Prepare() => cidrBlock = Cidr.Parse(CidrBlock);

    protected override void Process()
    {
        var vpcId = Vpc.Id;
        if (Vpc.As<Vpc>() is { } known)
        {
            cidrBlock.RequireSubnetOf(known);
        }

        var session = OpenSession(Vpc);
        if (ShouldProcess(vpcId, $"Create Subnet {cidrBlock}"))
        {
            Emit(session, lab => Subnets.CreateAsync(lab, vpcId, cidrBlock, AvailabilityZone, MapPublicIpOnLaunch, AllTags));
        }
    }
}
