using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace EndpointLab.Cmdlets.Sessions;

/// <summary>The sessions of one runspace. They go with it; no other runspace sees them.</summary>
internal sealed class SessionTable
{
    private static readonly ConditionalWeakTable<Runspace, SessionTable> tables = [];

    private readonly List<LabSession> sessions = [];
    private LabSession? unasked;

    public IReadOnlyList<LabSession> All => sessions;

    /// <summary>The one opened last; null where none is open.</summary>
    public LabSession? Current => sessions.LastOrDefault();

    /// <summary>The one opened last; null where none is open, or only one that nobody asked for.</summary>
    public LabSession? Chosen => Current == unasked ? null : Current;

    public static SessionTable OfRunspace() => tables.GetValue(Runspace.DefaultRunspace, _ => new());

    public LabSession? Find(string nameOrId) =>
        sessions.FirstOrDefault(
            session => session.SessionId == nameOrId || string.Equals(session.Name, nameOrId, StringComparison.OrdinalIgnoreCase));

    /// <exception cref="LabException">There is an open session of that name.</exception>
    public LabSession Add(LabSession session)
    {
        RequireFree(session.Name);
        sessions.Add(session);
        return session;
    }

    /// <summary>One for commands that need any, where none is open.</summary>
    public LabSession AddUnasked(LabSession session) => unasked = Add(session);

    /// <exception cref="LabException">There is an open session of that name.</exception>
    public void RequireFree(string? name)
    {
        if (name is not null && Find(name) is not null)
        {
            throw new LabException(
                ErrorId.SessionExists, $"There is a session '{name}' already.", "Use another -Name, or Disconnect-LabSession first.", name);
        }
    }

    /// <summary>Closes the session; the one opened before it becomes the current one.</summary>
    public void Close(LabSession session)
    {
        sessions.Remove(session);
        session.Dispose();
    }
}
