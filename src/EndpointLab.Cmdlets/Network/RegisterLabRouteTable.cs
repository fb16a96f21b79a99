using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Network;

[Cmdlet(VerbsLifecycle.Register, "LabRouteTable", SupportsShouldProcess = true)]
[OutputType(typeof(RouteTable))]
public sealed class RegisterLabRouteTable : LabCmdlet
{
    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("RouteTableId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public RouteTableReference RouteTable { get; set; } = null!;

    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public SubnetReference[] Subnet { get; set; } = [];

    protected override void Process()
    {
        var tableId = RouteTable.Id;
        var session = OpenSession([RouteTable, .. Subnet]);
        var registered = false;
        foreach (var subnet in Subnet)
        {
            PerItem(() =>
            {
                var subnetId = subnet.Id;
                if (ShouldProcess(subnetId, $"Associate with {tableId}"))
                {
                    Run(session, lab => RouteTables.AssociateAsync(lab, tableId, subnetId));
                    registered = true;
                }
            });
        }

        if (registered)
        {
            Emit(session, lab => RouteTables.GetAsync(lab, tableId));
        }
    }
}
