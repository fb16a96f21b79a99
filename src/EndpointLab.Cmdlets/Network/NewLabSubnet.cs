using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Network;

[Cmdlet(VerbsCommon.New, "LabSubnet", SupportsShouldProcess = true)]
[OutputType(typeof(Subnet))]
public sealed class NewLabSubnet : NewResourceCmdlet
{
    private Cidr cidrBlock;
    private Cidr? ipv6CidrBlock;

    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("VpcId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public VpcReference Vpc { get; set; } = null!;

    [Parameter(Mandatory = true, Position = 0)]
    public string CidrBlock { get; set; } = "";

    [Parameter]
    public string? Ipv6CidrBlock { get; set; }

    [Parameter]
    public string? AvailabilityZone { get; set; }

    [Parameter]
    public SwitchParameter AssignIpv6AddressOnCreation { get; set; }

    [Parameter]
    public SwitchParameter MapPublicIpOnLaunch { get; set; }

    protected override void Prepare()
    {
        cidrBlock = Cidr.ParseIpv4(CidrBlock);
        ipv6CidrBlock = Ipv6CidrBlock is null ? null : Cidr.ParseIpv6(Ipv6CidrBlock);
    }

    protected override void Process()
    {
        var vpcId = Vpc.Id;
        if (Vpc.As<Vpc>() is { } known)
        {
            cidrBlock.RequireSubnetOf(known);
            ipv6CidrBlock?.RequireSubnetOf(known);
        }

        var session = OpenSession(Vpc);
        if (ShouldProcess(vpcId, $"Create Subnet {cidrBlock}"))
        {
            Emit(session, lab => Subnets.CreateAsync(
                lab, vpcId, cidrBlock, ipv6CidrBlock, AvailabilityZone, AssignIpv6AddressOnCreation, MapPublicIpOnLaunch, AllTags));
        }
    }
}
