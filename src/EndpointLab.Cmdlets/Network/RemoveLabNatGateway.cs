using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Network;

[Cmdlet(VerbsCommon.Remove, "LabNatGateway", SupportsShouldProcess = true)]
public sealed class RemoveLabNatGateway : RemoveResourceCmdlet
{
    private TimeSpan timeout;

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("NatGatewayId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public NatGatewayReference[] NatGateway { get; set; } = [];

    [Parameter]
    public Duration Timeout { get; set; } = new("10m");

    protected override void Prepare() => timeout = Timeout.ToTimeSpan();

    private protected override IEnumerable<ResourceReference> References => NatGateway;

    private protected override Task RemoveAsync(LabOperation lab, string id) => NatGateways.RemoveAsync(lab, id, timeout);
}
