using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Network;

[Cmdlet(VerbsLifecycle.Unregister, "LabRouteTable", SupportsShouldProcess = true)]
public sealed class UnregisterLabRouteTable : LabCmdlet
{
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [Alias("RouteTableId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public RouteTableReference RouteTable { get; set; } = null!;

    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public SubnetReference[] Subnet { get; set; } = [];

    protected override void Process()
    {
        var tableId = RouteTable.OwnId;
        var session = OpenSession([RouteTable, .. Subnet]);
        foreach (var subnet in Subnet)
        {
            PerItem(() =>
            {
                var subnetId = subnet.Id;
                if (ShouldProcess(subnetId, $"Disassociate from {tableId}"))
                {
                    Run(session, lab => RouteTables.DisassociateAsync(lab, tableId, subnetId));
                }
            });
        }
    }
}
