namespace EndpointLab.Policy;

/// <summary>Who makes a request.</summary>
/// <param name="Arn">The ARN that STS GetCallerIdentity answers; null for an anonymous caller.</param>
public sealed record Caller(string? Arn)
{
    private readonly string[] parts = Arn?.Split(':', 6) ?? [];

    /// <summary>A caller whose request is not signed.</summary>
    public static Caller Anonymous { get; } = new((string?)null);

    /// <summary>The service that calls in its own name, such as <c>logging.s3.amazonaws.com</c>; null for other callers.</summary>
    public string? ServiceName { get; private init; }

    /// <summary>S3's own id of the caller's account, where it is known.</summary>
    public string? CanonicalUserId { get; init; }

    /// <summary>The ARN, with its path, of the role that a session assumed, where it is known.</summary>
    public string? RoleArn { get; init; }

    /// <summary>What <c>aws:userid</c> is, such as <c>AROA…:session</c>, where it is known.</summary>
    public string? UserId { get; init; }

    /// <summary>An AWS service that calls in its own name.</summary>
    public static Caller Service(string name) => new((string?)null) { ServiceName = name };

    /// <summary>The account the caller belongs to; null for an anonymous caller.</summary>
    public string? AccountId => parts is [_, _, _, _, var account, _] ? account : null;

    internal bool IsAnonymous => Arn is null && ServiceName is null;

    internal bool IsRootUser => parts is [.., "root"];

    /// <summary>The role that a session assumed; null for other callers.</summary>
    internal string? RoleName => Name is ["assumed-role", var role, _] ? role : null;

    private string[] Name => parts is [_, _, _, _, _, var name] ? name.Split('/') : [];

    private string? PrincipalType => Name switch
    {
        _ when IsAnonymous => "Anonymous",
        _ when IsRootUser => "Account",
        ["user", ..] => "User",
        ["assumed-role", ..] => "AssumedRole",
        ["federated-user", ..] => "FederatedUser",
        _ => null,
    };

    public override string ToString() => Arn ?? ServiceName ?? "an anonymous caller";

    internal static bool IsAccountId(string text) => text.Length == 12 && text.All(char.IsAsciiDigit);

    /// <summary>The global condition keys that follow from the caller ("Properties of the principal" in the IAM User Guide).</summary>
    internal string? ConditionKey(string key) => key.ToLowerInvariant() switch
    {
        "aws:principalarn" => RoleArn ?? (RoleName is { } role ? $"arn:{parts[1]}:iam::{AccountId}:role/{role}" : Arn),
        "aws:principalaccount" => AccountId,
        "aws:principaltype" => PrincipalType,
        "aws:principalisawsservice" => ServiceName is not null ? "true" : Arn is not null ? "false" : null,
        "aws:principalservicename" => ServiceName,
        "aws:userid" => UserId ?? (IsRootUser ? AccountId : IsAnonymous ? "anonymous" : null),
        "aws:username" => Name is ["user", .., var user] ? user : null,
        _ => null,
    };
}
