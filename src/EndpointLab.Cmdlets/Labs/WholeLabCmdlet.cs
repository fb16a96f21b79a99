using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Sessions;

namespace EndpointLab.Cmdlets.Labs;

/// <summary>
/// Works on whole labs, and only in a session that was opened on purpose: a pipeline that forgot to connect mustn't go green on a
/// simulator.
/// </summary>
public abstract class WholeLabCmdlet : LabCmdlet
{
    /// <summary>The session of -Session, of the lab, or the current one.</summary>
    /// <exception cref="LabException">There is none, or the lab isn't seen in it.</exception>
    private protected LabSession SessionOf(LabReference lab)
    {
        var session = Session is null && lab.Session is { } own ? own.RequireOpen() : OpenSession();
        lab.RequireVisibleIn(session);
        return session;
    }

    private protected sealed override LabSession CurrentOf(SessionTable table) => table.Chosen ?? throw new LabException(
        ErrorId.SessionNotFound,
        "No session that you opened is current, and a whole lab is only built, found or removed in such a one.",
        "Connect-LabSession -Aws connects to AWS; Connect-LabSession alone opens a simulated session.");
}
