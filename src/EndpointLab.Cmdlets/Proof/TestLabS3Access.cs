using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Proof;

[Cmdlet(VerbsDiagnostic.Test, "LabS3Access")]
[OutputType(typeof(Probe), typeof(bool))]
public sealed class TestLabS3Access : ProbeCmdlet
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

    [Parameter]
    [ValidateSet(nameof(ProbeResult.Reachable), nameof(ProbeResult.Blocked), nameof(ProbeResult.Denied))]
    public ProbeResult? Expected { get; set; }

    private protected override ProbeResult? ExpectedResult => Expected;

    protected override void Process()
    {
        S3Request request = new(Bucket?.Id, Key, Action);
        var login = Login;
        foreach (var from in From)
        {
            PerItem(() =>
            {
                var session = OpenSession(from.Resource, Bucket, Endpoint, Via);
                var client = S3ClientSettings.Of(session, ClientRegion, UseDualStack, StsEndpoint, Endpoint?.Id);
                Send(session, (lab, expectation) => S3Probes.SendAsync(lab, from.Text, request, client, Principal, expectation, login));
            });
        }
    }
}
