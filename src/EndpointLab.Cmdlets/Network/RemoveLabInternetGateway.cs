using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Network;

[Cmdlet(VerbsCommon.Remove, "LabInternetGateway", SupportsShouldProcess = true)]
public sealed class RemoveLabInternetGateway : RemoveResourceCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("InternetGatewayId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public InternetGatewayReference[] InternetGateway { get; set; } = [];

    private protected override IEnumerable<ResourceReference> References => InternetGateway;

    private protected override Task RemoveAsync(LabOperation lab, string id) => InternetGateways.RemoveAsync(lab, id);
}
