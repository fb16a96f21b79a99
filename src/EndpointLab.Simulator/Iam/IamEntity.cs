using System.Security.Cryptography;

namespace EndpointLab.Simulator.Iam;

/// <summary>What IAM keeps under a name and a path.</summary>
/// <param name="accountId">The account it belongs to; <c>aws</c> for AWS's own.</param>
internal abstract class IamEntity(string accountId, string name, string path) : ITagged
{
    private const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public string AccountId => accountId;

    public string Name => name;

    /// <summary>Starts and ends with a slash.</summary>
    public string Path => path;

    /// <summary>An id that no other thing ever has, even under the same name.</summary>
    public required string Id { get; init; }

    public required DateTimeOffset CreateDate { get; init; }

    public Dictionary<string, string> Tags { get; init; } = [];

    public string Arn => $"arn:aws:iam::{accountId}:{Type}{path}{name}";

    /// <summary>What its ARN calls its kind: role, user, policy, instance-profile.</summary>
    protected abstract string Type { get; }

    /// <summary>A unique id ("Unique identifiers" in the IAM User Guide).</summary>
    /// <param name="prefix">That of the kind: AROA, AIDA, ANPA, AIPA; AKIA and ASIA of keys.</param>
    public static string NewId(string prefix) => prefix + RandomNumberGenerator.GetString(Digits, 16);
}
