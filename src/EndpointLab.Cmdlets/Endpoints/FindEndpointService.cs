using System.Management.Automation;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Endpoints;

[Cmdlet(VerbsCommon.Find, "EndpointService")]
[OutputType(typeof(ServiceDetail))]
public sealed class FindEndpointService : LabCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Service { get; set; } = ["*"];

    [Parameter]
    [ValidateSet("Gateway", "Interface", "GatewayLoadBalancer")]
    public string? Type { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? ServiceRegion { get; set; }

    protected override void Prepare() => ServiceRegion = ServiceRegion is null ? null : Regions.Require(ServiceRegion);

    protected override void Process()
    {
        var session = OpenSession();
        foreach (var service in Service)
        {
            PerItem(() => Emit(session, lab => ServiceDetails.FindAsync(lab, service, Type, ServiceRegion)));
        }
    }
}
