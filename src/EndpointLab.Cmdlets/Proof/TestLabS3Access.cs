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

    [Parameter(Mandatory = true, Position = 1)]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public BucketReference Bucket { get; set; } = null!;

    [Parameter(Position = 2)]
    [ValidateNotNullOrEmpty]
    public string? Key { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public EndpointReference? Endpoint { get; set; }

    [Parameter]
    [ValidateSet(nameof(ProbeResult.Reachable), nameof(ProbeResult.Blocked), nameof(ProbeResult.Denied))]
    public ProbeResult? Expected { get; set; }

    private protected override ProbeResult? ExpectedResult => Expected;

    protected override void Process()
    {
        var bucket = BucketName.Parse(Bucket.Id);
        foreach (var from in From)
        {
            PerItem(() => Send(
                OpenSession(from.Resource, Bucket, Endpoint),
                (lab, expectation) => Probes.ReadS3Async(lab, from.Text, bucket, Key, Endpoint?.Id, expectation)));
        }
    }
}
