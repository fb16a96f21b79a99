using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Network;

[Cmdlet(VerbsCommon.Add, "LabInternetGateway", SupportsShouldProcess = true)]
[OutputType(typeof(InternetGateway))]
public sealed class AddLabInternetGateway : LabCmdlet
{
    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("InternetGatewayId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public InternetGatewayReference InternetGateway { get; set; } = null!;

    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public VpcReference Vpc { get; set; } = null!;

    protected override void Process()
    {
        var (gatewayId, vpcId) = (InternetGateway.Id, Vpc.Id);
        var session = OpenSession(InternetGateway, Vpc);
        if (ShouldProcess(gatewayId, $"Attach to {vpcId}"))
        {
            Emit(session, lab => InternetGateways.AttachAsync(lab, gatewayId, vpcId));
        }
    }
}
