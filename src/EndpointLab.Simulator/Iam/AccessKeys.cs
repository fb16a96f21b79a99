using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace EndpointLab.Simulator.Iam;

/// <summary>The keys of users and of role sessions. They are looked up before a call's turn has come.</summary>
/// <param name="time">The clock of the computer, by which clients tell when to ask for new ones.</param>
internal sealed class AccessKeys(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, AccessKey> byId = [];

    public DateTimeOffset Now => time.GetUtcNow();

    public AccessKey? Find(string id) => byId.GetValueOrDefault(id);

    public AccessKey Add(AccessKey key)
    {
        byId[key.Id] = key;
        return key;
    }

    public void Remove(AccessKey key) => byId.TryRemove(key.Id, out _);

    /// <summary>What is wrong with the session of a request's key; null where nothing is, or where it is no session's.</summary>
    public Defect? DefectOf(CloudRequest request)
    {
        if (Authorization.Of(request) is not { } authorization || Find(authorization.KeyId) is not { Session: { } session } key)
            return null;
        return authorization.Token is not { } token ? new Defect.UnknownKey(key.Id)
            : token != session.Token ? new Defect.WrongToken()
            : session.Expiration <= Now ? new Defect.ExpiredToken()
            : null;
    }
}
