using System.Management.Automation;

namespace EndpointLab.Cmdlets.Arguments;

/// <summary>A whole lab as a user names it: by its name, or as an object.</summary>
public sealed class LabReference(object value)
{
    private readonly PSObject value = PSObject.AsPSObject(value);

    /// <summary>The session that the object was read through, if it is one of this process's.</summary>
    internal LabSession? Session => (value.BaseObject as Lab)?.Session;

    /// <exception cref="LabException">It is an object of another kind.</exception>
    internal string Name => value.BaseObject as string
        ?? (value.TypeNames[0].Split('.')[^1] == nameof(Lab) ? Text("Name") : null)
        ?? throw new LabException(
            ErrorId.WrongResource,
            $"An object of type {value.TypeNames[0].Split('.')[^1]} is not a lab.",
            "Pass a lab's name, or what Get-EndpointLab finds.",
            value.BaseObject);

    /// <exception cref="LabException">The object comes from another account, Region or cloud.</exception>
    internal void RequireVisibleIn(LabSession session)
    {
        if (value.BaseObject is not string && Text("SessionId") is { } sessionId
            && !session.Sees(Text("AccountId") ?? "", Text("Region") ?? "", sessionId))
        {
            throw new LabException(
                ErrorId.SessionConflict,
                $"The lab {Name} belongs to account {Text("AccountId")} in {Text("Region")} (session {sessionId}), "
                    + "but the command runs in session "
                    + $"{session.Name} of account {session.AccountId} in {session.Region}.",
                "Leave out -Session, or name one that the lab belongs to: Get-LabSession.",
                Name);
        }
    }

    private string? Text(string property) => value.Properties[property]?.Value as string;
}
