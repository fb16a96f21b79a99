using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Network;

[Cmdlet(VerbsCommon.Get, "LabSubnet")]
[OutputType(typeof(Subnet))]
public sealed class GetLabSubnet : GetResourceCmdlet<Subnet>
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("SubnetId")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public SubnetReference[] Subnet { get; set; } = [];

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("VpcId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public VpcReference? Vpc { get; set; }

    private protected override IEnumerable<ResourceReference> References => Subnet;

    private protected override IEnumerable<(string Filter, ResourceReference? Parent)> Parents => [("vpc-id", Vpc)];

    private protected override Task<IReadOnlyList<Subnet>> GetAsync(LabOperation lab, ResourceQuery query) =>
        Subnets.GetAsync(lab, query);
}
