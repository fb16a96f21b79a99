using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Proof;

/// <summary>Sends requests for proof, and compares what came of them with what was expected.</summary>
public abstract class ProbeCmdlet : LabCmdlet
{
    private Expectation expectation = new(null, null);

    [Parameter]
    public ViaReference? ExpectedVia { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public InstanceReference? Via { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public KeyPairReference? KeyPair { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? KeyPath { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string UserName { get; set; } = InstanceLogin.DefaultUser;

    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected abstract ProbeResult? ExpectedResult { get; }

    protected sealed override void Prepare() =>
        expectation = new(ExpectedResult ?? (ExpectedVia is null ? null : ProbeResult.Reachable), ExpectedVia?.Id);

    /// <summary>Null where nothing says that somebody is to log in.</summary>
    private protected InstanceLogin? Login => Via is null && KeyPair is null && KeyPath is null ? null : new()
    {
        Via = Via?.OwnId,
        UserName = UserName,
        KeyName = KeyPair?.Id,
        KeyPath = LoginFiles.KeyPath(SessionState, KeyPair, KeyPath),
        KeyFolder = LoginFiles.Folder(SessionState),
    };

    private protected void Send(LabSession session, Func<LabOperation, Expectation, Task<Probe>> send)
    {
        var probe = Run(session, lab => send(lab, expectation));
        WriteObject(Quiet ? probe.Pass ?? (expectation.Result is null && probe.Result is ProbeResult.Reachable) : probe);
    }
}
