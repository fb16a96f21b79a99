using System.Collections.ObjectModel;

namespace EndpointLab;

/// <summary>What every resource shows: its tags, and where it lives. Properties have the names that EC2 gives them.</summary>
public abstract record LabResource
{
    /// <summary>The <c>Name</c> tag, null without one; the resource's own name where AWS has it named.</summary>
    public virtual string? Name => Tags.TryGetValue("Name", out var name) ? name : null;

    public ReadOnlyDictionary<string, string> Tags { get; private init; } = ReadOnlyDictionary<string, string>.Empty;

    public string AccountId => Session.AccountId;

    public string Region => Session.Region;

    public string SessionId => Session.SessionId;

    /// <summary>The id, whatever EC2 calls it.</summary>
    internal abstract string Id { get; }

    /// <summary>The session that the resource was read through. Never a property, so that an object can be serialized.</summary>
    internal readonly LabSession Session;

    private protected LabResource(LabSession session, IEnumerable<Amazon.EC2.Model.Tag>? tags)
    {
        Session = session;
        Tags = Resources.Tags.Read(tags);
    }
}
