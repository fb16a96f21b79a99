using System.Management.Automation;
using EndpointLab.Cmdlets.Sessions;

namespace EndpointLab.Cmdlets.Arguments;

/// <summary>A session as a user names it: the object, also a deserialized one, its name or its id.</summary>
public sealed class SessionReference(object value)
{
    private readonly PSObject value = PSObject.AsPSObject(value);

    /// <exception cref="LabException">The runspace has no such session.</exception>
    internal LabSession Resolve(SessionTable table) => value.BaseObject switch
    {
        LabSession session => session,
        _ when Text("SessionId") is { } id => table.All.LastOrDefault(open => open.Sees(Text("AccountId") ?? "", Text("Region") ?? "", id)) ?? throw new LabException(
            ErrorId.SessionNotFound,
            $"The session {Text("Name")} was opened in another process, and none that is open here has its account {Text("AccountId")} in {Text("Region")}.",
            "Sessions don't go along to other processes, and neither do secrets: connect there as well (Connect-LabSession).",
            Text("Name")),
        var name => table.Find($"{name}") ?? throw new LabException(
            ErrorId.SessionNotFound, $"There is no session '{name}'.", "Get-LabSession lists the open ones.", name),
    };

    private string? Text(string property) => value.Properties[property]?.Value as string;
}
