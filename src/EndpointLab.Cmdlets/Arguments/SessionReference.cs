using EndpointLab.Cmdlets.Sessions;

namespace EndpointLab.Cmdlets.Arguments;

/// <summary>A session as a user names it: the object, its name or its id.</summary>
public sealed class SessionReference(object value)
{
    /// <exception cref="LabException">The runspace has no such session.</exception>
    internal LabSession Resolve(SessionTable table) => value as LabSession ?? table.Find($"{value}") ?? throw new LabException(
        ErrorId.SessionNotFound, $"There is no session '{value}'.", "Get-LabSession lists the open ones.", value);
}
