using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Network;

[Cmdlet(VerbsCommon.New, "LabNatGateway", SupportsShouldProcess = true)]
[OutputType(typeof(NatGateway))]
public sealed class NewLabNatGateway : NewResourceCmdlet
{
    private TimeSpan timeout;

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("SubnetId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public SubnetReference Subnet { get; set; } = null!;

    [Parameter]
    public Duration Timeout { get; set; } = new("10m");

    protected override void Prepare() => timeout = Timeout.ToTimeSpan();

    protected override void Process()
    {
        var subnetId = Subnet.Id;
        var session = OpenSession(Subnet);
        if (ShouldProcess(subnetId, "Create NatGateway"))
        {
            Emit(session, lab => NatGateways.CreateAsync(lab, subnetId, timeout, AllTags));
        }
    }
}
