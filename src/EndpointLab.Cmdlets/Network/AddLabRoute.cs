using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Network;

[Cmdlet(VerbsCommon.Add, "LabRoute", SupportsShouldProcess = true)]
[OutputType(typeof(RouteTable))]
public sealed class AddLabRoute : RouteCmdlet
{
    private ResourceReference target = null!;

    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("RouteTableId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public RouteTableReference RouteTable { get; set; } = null!;

    [Parameter]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public InternetGatewayReference? InternetGateway { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public NatGatewayReference? NatGateway { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public NetworkInterfaceReference? NetworkInterface { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public InstanceReference? Instance { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public EndpointReference? Endpoint { get; set; }

    protected override void Prepare()
    {
        base.Prepare();
        target = (ResourceReference)ExactlyOne.Of(
            (nameof(InternetGateway), InternetGateway), (nameof(NatGateway), NatGateway),
            (nameof(NetworkInterface), NetworkInterface), (nameof(Instance), Instance), (nameof(Endpoint), Endpoint));
    }

    protected override void Process()
    {
        var (tableId, targetId) = (RouteTable.Id, target.Id);
        var session = OpenSession(RouteTable, target);
        var destination = Destination(session);
        if (ShouldProcess(tableId, $"Add route {destination} → {targetId}"))
        {
            Emit(session, lab => Routes.AddAsync(lab, tableId, destination, target.Kind, targetId));
        }
    }
}
