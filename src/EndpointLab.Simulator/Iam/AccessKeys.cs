using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace EndpointLab.Simulator.Iam;

/// <summary>
/// The keys of users and of role sessions. They are looked up before a call's turn has come, and stay known when they are good no more:
/// a key that nobody was given is the administrator's.
/// </summary>
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

    /// <summary>Ends whatever was given out to call as a user or a role that is deleted.</summary>
    public void RevokeAllOf(Identity owner)
    {
        foreach (var key in byId.Values.Where(key => key.Owner == owner))
            key.IsRevoked = true;
    }

    /// <summary>What is wrong with a request's key that was given out; null where nothing is.</summary>
    public Defect? DefectOf(CloudRequest request)
    {
        if (Authorization.Of(request) is not { } authorization || Find(authorization.KeyId) is not { } key)
            return null;
        return key.IsRevoked ? new Defect.UnknownKey(key.Id)
            : key.Session is not { } session ? null
            : authorization.Token is not { } token ? new Defect.UnknownKey(key.Id)
            : token != session.Token ? new Defect.WrongToken()
            : session.Expiration <= Now ? new Defect.ExpiredToken()
            : null;
    }
}
