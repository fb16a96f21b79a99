using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Network;

[Cmdlet(VerbsCommon.Remove, "LabRouteTable", SupportsShouldProcess = true)]
public sealed class RemoveLabRouteTable : RemoveResourceCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("RouteTableId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public RouteTableReference[] RouteTable { get; set; } = [];

    private protected override IEnumerable<ResourceReference> References => RouteTable;

    private protected override Task RemoveAsync(LabOperation lab, string id) => RouteTables.RemoveAsync(lab, id);
}
