using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Endpoints;

[Cmdlet(VerbsCommon.Set, "LabEndpoint", SupportsShouldProcess = true)]
[OutputType(typeof(VpcEndpoint))]
public sealed class SetLabEndpoint : LabCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("VpcEndpointId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public EndpointReference[] Endpoint { get; set; } = [];

    [Parameter]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public RouteTableReference[] AddRouteTable { get; set; } = [];

    [Parameter]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public RouteTableReference[] RemoveRouteTable { get; set; } = [];

    protected override void Prepare()
    {
        if (AddRouteTable.Length + RemoveRouteTable.Length == 0)
        {
            throw new LabException(
                ErrorId.InvalidArgument, "Nothing says what to change.", "Give -AddRouteTable, -RemoveRouteTable, or both.");
        }
    }

    protected override void Process()
    {
        foreach (var endpoint in Endpoint)
        {
            PerItem(() =>
            {
                var endpointId = endpoint.OwnId;
                string[] added = [.. AddRouteTable.Select(table => table.Id)];
                string[] removed = [.. RemoveRouteTable.Select(table => table.Id)];
                var session = OpenSession([endpoint, .. AddRouteTable, .. RemoveRouteTable]);
                if (ShouldProcess(endpointId, "Set VpcEndpoint"))
                {
                    Emit(session, lab => VpcEndpoints.SetRouteTablesAsync(lab, endpointId, added, removed));
                }
            });
        }
    }
}
