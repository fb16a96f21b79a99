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
        _ when Text("SessionId") is { } id => Alike(table, id, Text("AccountId") ?? "", Text("Region") ?? ""),
        var name => table.Find($"{name}") ?? throw new LabException(
            ErrorId.SessionNotFound, $"There is no session '{name}'.", "Get-LabSession lists the open ones.", name),
    };

    /// <summary>The session that stands here for one of another process.</summary>
    private LabSession Alike(SessionTable table, string id, string account, string region) =>
        table.All.LastOrDefault(open => open.Sees(account, region, id)) ?? throw new LabException(
            ErrorId.SessionNotFound,
            $"The session {Text("Name")} was opened in another process, and none that is open here is in its account {account} and Region "
                + $"{region}.",
            "Sessions don't go along to other processes, and neither do secrets: connect there as well (Connect-LabSession).",
            Text("Name"));

    private string? Text(string property) => value.Properties[property]?.Value as string;
}
