using System.Management.Automation;

namespace EndpointLab.Cmdlets.Arguments;

/// <summary>
/// A resource as a user names it: by id, by an object of this module, or by any object with EC2's id property.
/// Binding never fails here, so that a wrong object gets its own error instead of PowerShell's general one.
/// </summary>
public abstract class ResourceReference
{
    private readonly PSObject value;

    private protected ResourceReference(ResourceKind kind, object value)
    {
        Kind = kind;
        this.value = PSObject.AsPSObject(value);
    }

    internal ResourceKind Kind { get; }

    /// <summary>The session that the object was read through, if it is one of this module's.</summary>
    internal LabSession? Session => value.BaseObject switch
    {
        LabResource resource => resource.Session,
        Lab lab => lab.Session,
        _ => null,
    };

    /// <summary>The object itself, where it is one of this module's.</summary>
    internal T? As<T>() where T : LabResource => value.BaseObject as T;

    /// <summary>Whether there is an id at all, right or wrong.</summary>
    internal bool HasId => value.BaseObject is string || Property(Kind.IdProperty) is not null;

    /// <summary>The id, of a text or of any object that has one of this kind.</summary>
    /// <exception cref="LabException">The text is no such id, or the object has none.</exception>
    internal string Id
    {
        get
        {
            var text = value.BaseObject as string ?? Property(Kind.IdProperty) ?? throw NotOne();
            return Kind.IsId(text) ? text : throw new LabException(
                ErrorId.MalformedId,
                $"'{text}' is not the {(Kind.Prefix is null ? "name" : "id")} of {Kind.WithArticle}.",
                $"Pass {Kind.IdForm}; Get- cmdlets find what there is.",
                text);
        }
    }

    /// <summary>The id, of a text or of an object that is the resource and doesn't just belong to it.</summary>
    /// <exception cref="LabException">The object is something else.</exception>
    internal string OwnId => value.BaseObject is string || IsA(Kind.Noun) ? Id : throw NotOne();

    /// <exception cref="LabException">The object comes from another account, Region or cloud.</exception>
    internal void RequireVisibleIn(LabSession session) => RequireVisible(value, () => HasId ? Id : Summary, session);

    /// <param name="subject">How a message calls it.</param>
    /// <exception cref="LabException">The object comes from another account, Region or cloud.</exception>
    internal static void RequireVisible(PSObject value, Func<string> subject, LabSession session)
    {
        if (Property(value, "SessionId") is { } sessionId
            && Property(value, "AccountId") is { } account
            && Property(value, "Region") is { } region
            && !session.Sees(account, region, sessionId))
        {
            var what = subject();
            throw new LabException(
                ErrorId.SessionConflict,
                $"{what} belongs to account {account} in {region} (session {sessionId}), but the command runs in session "
                    + $"{session.Name} of account {session.AccountId} in {session.Region}.",
                "Leave out -Session, or name one that the resource belongs to: Get-LabSession.",
                what);
        }
    }

    /// <summary>The module's, the SDK's and a deserialized object's type all end with EC2's noun.</summary>
    private protected static bool IsA(PSObject value, string noun) => value.TypeNames[0].Split('.')[^1] == noun;

    private protected bool IsA(string noun) => IsA(value, noun);

    private string? Property(string name) => Property(value, name);

    private static string? Property(PSObject value, string name) => value.Properties[name]?.Value as string;

    private LabException NotOne() => new(
        ErrorId.WrongResource,
        $"{Summary} is not {Kind.WithArticle}.",
        $"Pass {Kind.WithArticle} object, or {Kind.IdForm}.",
        value.BaseObject);

    private string Summary => value.BaseObject is string text ? $"'{text}'" : $"An object of type {value.TypeNames[0].Split('.')[^1]}";
}
