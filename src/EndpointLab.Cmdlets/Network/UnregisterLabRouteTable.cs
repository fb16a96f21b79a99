using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Network;

[Cmdlet(VerbsLifecycle.Unregister, "LabRouteTable", SupportsShouldProcess = true, DefaultParameterSetName = SubnetSet)]
public sealed class UnregisterLabRouteTable : LabCmdlet
{
    private const string SubnetSet = "Subnet";
    private const string GatewaySet = "InternetGateway";

    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [Alias("RouteTableId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public RouteTableReference RouteTable { get; set; } = null!;

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = SubnetSet)]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public SubnetReference[] Subnet { get; set; } = [];

    [Parameter(Mandatory = true, ParameterSetName = GatewaySet)]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public InternetGatewayReference InternetGateway { get; set; } = null!;

    private ResourceReference[] Users => ParameterSetName == GatewaySet ? [InternetGateway] : Subnet;

    protected override void Process()
    {
        var tableId = RouteTable.OwnId;
        var session = OpenSession([RouteTable, .. Users]);
        foreach (var user in Users)
        {
            PerItem(() =>
            {
                var userId = user.Id;
                if (ShouldProcess(userId, $"Disassociate from {tableId}"))
                {
                    Run(session, lab => RouteTables.DisassociateAsync(lab, tableId, user.Kind, userId));
                }
            });
        }
    }
}
