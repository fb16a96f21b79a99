using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using System.Text;

namespace EndpointLab.Cmdlets.Storage;

[Cmdlet(VerbsCommon.New, "LabBucket", SupportsShouldProcess = true)]
[OutputType(typeof(Bucket))]
public sealed class NewLabBucket : NewResourceCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public override string? Name { get; set; }

    [Parameter]
    [SuppressMessage("Naming", "CA1720", Justification = "S3's own word for it.")]
    public IDictionary? Object { get; set; }

    protected override void Process()
    {
        var name = BucketName.Parse(Name!);
        var objects = Objects();
        var session = OpenSession();
        if (ShouldProcess(name, "Create Bucket"))
        {
            Emit(session, lab => Buckets.CreateAsync(lab, name, objects, Resources.Tags.Combine(name: null, Tag)));
        }
    }

    private Dictionary<string, byte[]> Objects() => (Object ?? new Hashtable()).Cast<DictionaryEntry>()
        .ToDictionary(entry => $"{entry.Key}", entry => Content($"{entry.Key}", PSObject.AsPSObject(entry.Value ?? "").BaseObject));

    private static byte[] Content(string key, object value) => value switch
    {
        byte[] bytes => bytes,
        string text => Encoding.UTF8.GetBytes(text),
        _ => throw new LabException(
            ErrorId.InvalidArgument,
            $"The object {key} is a {value.GetType().Name}, not text or bytes.",
            "Give a string or a byte[] for each key.",
            key),
    };
}
