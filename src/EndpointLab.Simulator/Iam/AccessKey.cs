using System.Security.Cryptography;

namespace EndpointLab.Simulator.Iam;

/// <summary>A key that was given out, with the secret that signs by it.</summary>
internal sealed class AccessKey
{
    private AccessKey(string prefix, Identity owner, DateTimeOffset created) =>
        (Id, Owner, CreateDate) = (IamEntity.NewId(prefix), owner, created);

    public string Id { get; }

    /// <summary>As whom it calls: the user, or the role of the session.</summary>
    public Identity Owner { get; }

    public DateTimeOffset CreateDate { get; }

    public string Secret { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(30));

    /// <summary>Whether it was deleted, or whoever called by it.</summary>
    public bool IsRevoked { get; set; }

    /// <summary>Null for a user's.</summary>
    public RoleSession? Session { get; private init; }

    public string Arn => Session is { } session ? $"arn:aws:sts::{Owner.AccountId}:assumed-role/{Owner.Name}/{session.Name}" : Owner.Arn;

    public string UserId => Session is { } session ? $"{Owner.Id}:{session.Name}" : Owner.Id;

    public static AccessKey Of(User user, DateTimeOffset now) => new("AKIA", user, now);

    public static AccessKey Of(Role role, string session, DateTimeOffset now, TimeSpan lifetime) => new("ASIA", role, now)
    {
        Session = new(session, Convert.ToBase64String(RandomNumberGenerator.GetBytes(120)), now + lifetime),
    };
}

/// <summary>A role that was assumed.</summary>
/// <param name="Token">Without which its key is nobody's.</param>
internal sealed record RoleSession(string Name, string Token, DateTimeOffset Expiration);
