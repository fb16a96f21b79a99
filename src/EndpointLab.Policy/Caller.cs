namespace EndpointLab.Policy;

/// <summary>Who makes a request.</summary>
/// <param name="Arn">The ARN that STS GetCallerIdentity answers; null for an anonymous caller.</param>
public sealed record Caller(string? Arn)
{
    private readonly string[] parts = Arn?.Split(':', 6) ?? [];

    /// <summary>A caller whose request is not signed.</summary>
    public static Caller Anonymous { get; } = new((string?)null);

    /// <summary>S3's own id of the caller's account, where it is known.</summary>
    public string? CanonicalUserId { get; init; }

    /// <summary>The account the caller belongs to; null for an anonymous caller.</summary>
    public string? AccountId => parts is [_, _, _, _, var account, _] ? account : null;

    internal bool IsRootUser => parts is [.., "root"];

    /// <summary>The role that a session assumed; null for other callers.</summary>
    internal string? RoleName => Name is ["assumed-role", var role, _] ? role : null;

    private string[] Name => parts is [_, _, _, _, _, var name] ? name.Split('/') : [];

    internal static bool IsAccountId(string text) => text.Length == 12 && text.All(char.IsAsciiDigit);

    /// <summary>The global condition keys that follow from the caller ("Properties of the principal" in the IAM User Guide).</summary>
    internal string? ConditionKey(string key) => key.ToLowerInvariant() switch
    {
        "aws:principalarn" => RoleName is { } role ? $"arn:{parts[1]}:iam::{AccountId}:role/{role}" : Arn,
        "aws:principalaccount" => AccountId,
        "aws:principaltype" => Arn is null ? "Anonymous" : IsRootUser ? "Account" : RoleName is null ? "User" : "AssumedRole",
        "aws:username" => Name is ["user", .., var user] ? user : null,
        _ => null,
    };
}
