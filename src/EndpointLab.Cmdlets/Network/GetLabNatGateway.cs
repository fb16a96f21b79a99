using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Network;

[Cmdlet(VerbsCommon.Get, "LabNatGateway")]
[OutputType(typeof(NatGateway))]
public sealed class GetLabNatGateway : GetResourceCmdlet<NatGateway>
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("NatGatewayId")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public NatGatewayReference[] NatGateway { get; set; } = [];

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("VpcId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public VpcReference? Vpc { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("SubnetId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public SubnetReference? Subnet { get; set; }

    private protected override IEnumerable<ResourceReference> References => NatGateway;

    private protected override IEnumerable<(string Filter, ResourceReference? Parent)> Parents => [("vpc-id", Vpc), ("subnet-id", Subnet)];

    private protected override Task<IReadOnlyList<NatGateway>> GetAsync(LabOperation lab, ResourceQuery query) =>
        NatGateways.GetAsync(lab, query);
}
