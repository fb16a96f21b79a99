using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Network;

[Cmdlet(VerbsLifecycle.Register, "LabRouteTable", SupportsShouldProcess = true, DefaultParameterSetName = SubnetSet)]
[OutputType(typeof(RouteTable))]
public sealed class RegisterLabRouteTable : LabCmdlet
{
    private const string SubnetSet = "Subnet";
    private const string GatewaySet = "InternetGateway";

    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
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
        var tableId = RouteTable.Id;
        var session = OpenSession([RouteTable, .. Users]);
        var registered = false;
        foreach (var user in Users)
        {
            PerItem(() =>
            {
                var userId = user.Id;
                if (ShouldProcess(userId, $"Associate with {tableId}"))
                {
                    Run(session, lab => RouteTables.AssociateAsync(lab, tableId, user.Kind, userId));
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
