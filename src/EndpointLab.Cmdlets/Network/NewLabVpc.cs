using System.Management.Automation;

namespace EndpointLab.Cmdlets.Network;

[Cmdlet(VerbsCommon.New, "LabVpc", SupportsShouldProcess = true)]
[OutputType(typeof(Vpc))]
public sealed class NewLabVpc : NewResourceCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public string CidrBlock { get; set; } = "";

    [Parameter]
    public SwitchParameter AmazonProvidedIpv6CidrBlock { get; set; }

    protected override void Process()
    {
        var cidrBlock = Cidr.ParseIpv4(CidrBlock);
        var session = OpenSession();
        if (ShouldProcess($"{cidrBlock}", "Create Vpc"))
        {
            Emit(session, lab => Vpcs.CreateAsync(lab, cidrBlock, AmazonProvidedIpv6CidrBlock, AllTags));
        }
    }
}
