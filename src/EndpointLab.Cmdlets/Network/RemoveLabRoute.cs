using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Network;

[Cmdlet(VerbsCommon.Remove, "LabRoute", SupportsShouldProcess = true)]
public sealed class RemoveLabRoute : RouteCmdlet
{
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [Alias("RouteTableId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public RouteTableReference RouteTable { get; set; } = null!;

    protected override void Process()
    {
        var tableId = RouteTable.OwnId;
        var session = OpenSession(RouteTable);
        var destination = Destination(session);
        if (ShouldProcess(tableId, $"Remove route {destination}"))
        {
            Run(session, lab => Routes.RemoveAsync(lab, tableId, destination));
        }
    }
}
