using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Network;

[Cmdlet(VerbsCommon.Get, "LabVpc")]
[OutputType(typeof(Vpc))]
public sealed class GetLabVpc : GetResourceCmdlet<Vpc>
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("VpcId")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public VpcReference[] Vpc { get; set; } = [];

    private protected override IEnumerable<ResourceReference> References => Vpc;

    private protected override Task<IReadOnlyList<Vpc>> GetAsync(LabOperation lab, ResourceQuery query) =>
        Vpcs.GetAsync(lab, query);
}
