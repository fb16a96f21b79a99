using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;
using EndpointLab.Policy;

namespace EndpointLab.Cmdlets.Storage;

[Cmdlet(VerbsCommon.Set, "LabBucketPolicy", SupportsShouldProcess = true, DefaultParameterSetName = PolicySet)]
[OutputType(typeof(Bucket))]
public sealed class SetLabBucketPolicy : LabCmdlet
{
    private const string PolicySet = "Policy";
    private const string RemoveSet = "Remove";

    private string? document;

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("BucketName")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public BucketReference[] Bucket { get; set; } = [];

    [Parameter(Mandatory = true, Position = 1, ParameterSetName = PolicySet)]
    public PolicyArgument? Policy { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = RemoveSet)]
    public SwitchParameter Remove { get; set; }

    protected override void Prepare()
    {
        if (Policy is null && !Remove)
        {
            throw new LabException(ErrorId.InvalidArgument, "Nothing says what to change.", "Give -Policy or -Remove.");
        }

        document = Policy?.ToJson(PolicyKind.Resource, SessionState);
    }

    protected override void Process()
    {
        foreach (var reference in Bucket)
        {
            PerItem(() =>
            {
                var name = reference.OwnId;
                var session = OpenSession(reference);
                if (ShouldProcess(name, Remove ? "Remove bucket policy" : "Set bucket policy"))
                {
                    Emit(session, lab => Buckets.SetPolicyAsync(lab, name, document));
                }
            });
        }
    }
}
