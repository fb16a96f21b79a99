using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Proof;

[Cmdlet(VerbsDiagnostic.Trace, "LabS3Access")]
[OutputType(typeof(S3AccessTrace))]
public sealed class TraceLabS3Access : LabCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(PlaceCompleter))]
    public PlaceReference[] From { get; set; } = [];

    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public BucketReference? Bucket { get; set; }

    [Parameter(Position = 2)]
    [ValidateNotNullOrEmpty]
    public string? Key { get; set; }

    [Parameter]
    public S3Action? Action { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PrincipalCompleter))]
    public string? Principal { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public EndpointReference? Endpoint { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? ClientRegion { get; set; }

    [Parameter]
    public SwitchParameter UseDualStack { get; set; }

    [Parameter]
    public StsEndpoint StsEndpoint { get; set; }

    protected override void Process()
    {
        foreach (var from in From)
        {
            PerItem(() =>
            {
                var session = OpenSession(from.Resource, Bucket, Endpoint);
                var client = S3ClientSettings.Of(session, ClientRegion, UseDualStack, StsEndpoint, Endpoint?.Id);
                S3AccessQuery query = new(from.Text, Bucket?.Id, client) { Key = Key, Action = Action, Principal = Principal };
                Emit(session, lab => S3AccessTraces.TraceAsync(lab, query));
            });
        }
    }
}
