using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Storage;

[Cmdlet(VerbsCommon.Remove, "LabBucket", SupportsShouldProcess = true)]
public sealed class RemoveLabBucket : RemoveResourceCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("BucketName")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public BucketReference[] Bucket { get; set; } = [];

    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override IEnumerable<ResourceReference> References => Bucket;

    private protected override Task RemoveAsync(LabOperation lab, string id) => Buckets.RemoveAsync(lab, id, Force);
}
