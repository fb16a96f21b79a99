using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Proof;

[Cmdlet(VerbsDiagnostic.Test, "LabConnection")]
[OutputType(typeof(Probe), typeof(bool))]
public sealed class TestLabConnection : ProbeCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(PlaceCompleter))]
    public PlaceReference[] To { get; set; } = [];

    [Parameter]
    [ArgumentCompleter(typeof(PlaceCompleter))]
    public PlaceReference From { get; set; } = new(Place.Internet);

    [Parameter]
    [ValidateRange(1, 65535)]
    public int Port { get; set; } = 22;

    [Parameter]
    [ValidateSet(nameof(ProbeResult.Reachable), nameof(ProbeResult.Blocked))]
    public ProbeResult? Expected { get; set; }

    private protected override ProbeResult? ExpectedResult => Expected;

    protected override void Process()
    {
        var login = Login;
        foreach (var to in To)
        {
            PerItem(() => Send(
                OpenSession(From.Resource, to.Resource, Via),
                (lab, expectation) => Probes.ConnectAsync(lab, From.Text, to.Text, Port, expectation, login)));
        }
    }
}
