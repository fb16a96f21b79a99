using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Network;

[Cmdlet(VerbsData.Dismount, "LabInternetGateway", SupportsShouldProcess = true)]
public sealed class DismountLabInternetGateway : LabCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("InternetGatewayId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public InternetGatewayReference InternetGateway { get; set; } = null!;

    protected override void Process()
    {
        var gatewayId = InternetGateway.OwnId;
        var session = OpenSession(InternetGateway);
        if (ShouldProcess(gatewayId, "Detach from its VPC"))
        {
            Run(session, lab => InternetGateways.DetachAsync(lab, gatewayId));
        }
    }
}
