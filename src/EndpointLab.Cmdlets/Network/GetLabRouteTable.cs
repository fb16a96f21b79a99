using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Network;

[Cmdlet(VerbsCommon.Get, "LabRouteTable")]
[OutputType(typeof(RouteTable))]
public sealed class GetLabRouteTable : GetResourceCmdlet<RouteTable>
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("RouteTableId")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public RouteTableReference[] RouteTable { get; set; } = [];

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("VpcId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public VpcReference? Vpc { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("SubnetId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public SubnetReference? Subnet { get; set; }

    private protected override IEnumerable<ResourceReference> References => RouteTable;

    private protected override IEnumerable<(string Filter, ResourceReference? Parent)> Parents =>
        [("vpc-id", Vpc), ("association.subnet-id", Subnet)];

    private protected override Task<IReadOnlyList<RouteTable>> GetAsync(LabOperation lab, ResourceQuery query) =>
        RouteTables.GetAsync(lab, query);
}
