using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Instances;

[Cmdlet(VerbsCommon.Get, "LabInstance")]
[OutputType(typeof(Instance))]
public sealed class GetLabInstance : GetResourceCmdlet<Instance>
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("InstanceId")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public InstanceReference[] Instance { get; set; } = [];

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("VpcId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public VpcReference? Vpc { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("SubnetId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public SubnetReference? Subnet { get; set; }

    private protected override IEnumerable<ResourceReference> References => Instance;

    private protected override IEnumerable<(string Filter, ResourceReference? Parent)> Parents => [("vpc-id", Vpc), ("subnet-id", Subnet)];

    private protected override Task<IReadOnlyList<Instance>> GetAsync(LabOperation lab, ResourceQuery query) =>
        EndpointLab.Instances.GetAsync(lab, query);
}
