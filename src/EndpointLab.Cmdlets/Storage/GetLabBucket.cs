using System.Collections;
using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Storage;

[Cmdlet(VerbsCommon.Get, "LabBucket")]
[OutputType(typeof(Bucket))]
public sealed class GetLabBucket : LabCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("BucketName")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public BucketReference[] Bucket { get; set; } = [];

    [Parameter]
    [SupportsWildcards]
    public string Name { get; set; } = "*";

    [Parameter]
    public IDictionary? Tag { get; set; }

    protected override void Process()
    {
        foreach (var reference in Bucket)
        {
            PerItem(() => Write([Run(OpenSession(reference), lab => Buckets.GetAsync(lab, reference.Id))]));
        }

        if (Bucket.Length == 0)
        {
            var literal = Name.IndexOfAny(['*', '?', '[', '`']) is var end and >= 0 ? Name[..end] : Name;
            Write(Run(OpenSession(), lab => Buckets.ListAsync(lab, literal)));
        }
    }

    // S3 has no filters of its own.
    private void Write(IReadOnlyList<Bucket> found)
    {
        var name = WildcardPattern.Get(Name, WildcardOptions.None);
        var tags = Resources.Tags.Combine(name: null, Tag)
            .ToDictionary(tag => tag.Key, tag => WildcardPattern.Get(tag.Value, WildcardOptions.None));
        WriteObject(
            found.Where(bucket => name.IsMatch(bucket.BucketName)
                && tags.All(tag => bucket.Tags.TryGetValue(tag.Key, out var value) && tag.Value.IsMatch(value))),
            enumerateCollection: true);
    }
}
