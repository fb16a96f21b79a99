using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Proof;

[Cmdlet(VerbsDiagnostic.Trace, "LabPath")]
[OutputType(typeof(PathTrace))]
public sealed class TraceLabPath : LabCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(PlaceCompleter))]
    public PlaceReference[] From { get; set; } = [];

    [Parameter(Mandatory = true, Position = 1)]
    [ArgumentCompleter(typeof(PlaceCompleter))]
    public PlaceReference To { get; set; } = null!;

    [Parameter]
    [ValidateRange(1, 65535)]
    public int Port { get; set; } = 443;

    protected override void Process()
    {
        foreach (var from in From)
        {
            PerItem(() => Emit(
                OpenSession(from.Resource, To.Resource),
                lab => PathTraces.TraceAsync(lab, from.Text, To.Text, Port)));
        }
    }
}
