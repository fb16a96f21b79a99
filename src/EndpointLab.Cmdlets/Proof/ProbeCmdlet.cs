using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;

namespace EndpointLab.Cmdlets.Proof;

/// <summary>Sends requests for proof, and compares what came of them with what was expected.</summary>
public abstract class ProbeCmdlet : LoginCmdlet
{
    private Expectation expectation = new(null, null);

    [Parameter]
    public ViaReference? ExpectedVia { get; set; }

    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected abstract ProbeResult? ExpectedResult { get; }

    protected sealed override void Prepare() =>
        expectation = new(ExpectedResult ?? (ExpectedVia is null ? null : ProbeResult.Reachable), ExpectedVia?.Id);

    private protected void Send(LabSession session, Func<LabOperation, Expectation, Task<Probe>> send)
    {
        var probe = Run(session, lab => send(lab, expectation));
        WriteObject(Quiet ? probe.Pass ?? (expectation.Result is null && probe.Result is ProbeResult.Reachable) : probe);
    }
}
