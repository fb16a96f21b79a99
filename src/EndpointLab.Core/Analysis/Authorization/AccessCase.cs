using System.Collections.Frozen;
using EndpointLab.Policy;

namespace EndpointLab.Analysis;

/// <summary>A request with all the policies that decide it.</summary>
internal sealed record AccessCase
{
    /// <summary>
    /// Condition keys whose values are known even where the request lacks them. Of any other key configuration doesn't tell what value a
    /// request has: the organization of its caller, the tags of its session, its user agent.
    /// </summary>
    private static readonly FrozenSet<string> Known = new[]
    {
        "aws:SourceVpce", "aws:SourceVpc", "aws:VpcSourceIp", "aws:SourceIp", "aws:SourceAccount", "aws:SourceArn", "aws:SecureTransport",
        "aws:PrincipalArn", "aws:PrincipalAccount", "aws:PrincipalType", "aws:PrincipalIsAWSService", "aws:PrincipalServiceName",
        "aws:RequestedRegion", "aws:CurrentTime", "aws:EpochTime", "aws:ViaAWSService", "aws:CalledVia",
        "aws:CalledViaFirst", "aws:CalledViaLast", "s3:prefix", "s3:delimiter", "s3:max-keys", "kms:ViaService",
        "kms:CallerAccount", "aws:username", "aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public required AuthorizationRequest Request { get; init; }

    /// <summary>The ARN of the role or user by which a policy names the caller; null for an anonymous one.</summary>
    public required string? PrincipalArn { get; init; }

    public required IReadOnlyList<HeldPolicy> Policies { get; init; }

    /// <summary>Where a statement goes that is to allow the caller; null where nothing can be given to it.</summary>
    public PolicyPlace? Identity { get; init; }

    /// <summary>The resource's own policy, be it there or not.</summary>
    public required PolicyPlace Resource { get; init; }

    /// <summary>Whether Block Public Access leaves nothing of a public bucket policy for other accounts (RestrictPublicBuckets).</summary>
    public bool RestrictsPublic { get; init; }

    /// <summary>Kinds of policies of which not all could be read.</summary>
    public IReadOnlySet<PolicyKind> Unread { get; init; } = FrozenSet<PolicyKind>.Empty;

    /// <summary>Further keys whose values nobody tells, since a part of the request is only supposed.</summary>
    public IReadOnlyList<string> UnknownKeys { get; init; } = [];

    /// <summary>The endpoint that the request comes over; null for none.</summary>
    public string? EndpointId => Value("aws:SourceVpce");

    /// <summary>Whether the account that the resource belongs to is known; if not, it is judged as another one.</summary>
    public bool IsOwnerKnown { get; init; } = true;

    public bool MayBeSameAccount => !IsCrossAccount || !IsOwnerKnown;

    public bool IsCrossAccount => Request.Caller.AccountId != Request.ResourceAccountId;

    /// <summary>Whether the bucket policy counts for nothing, since it is public.</summary>
    public bool IsRestricted => RestrictsPublic && IsCrossAccount
        && Policies.Any(policy => policy.Place.Kind is PolicyKind.Resource && policy.Document.IsPublic);

    /// <summary>The request's value of a condition key; null where it lacks it.</summary>
    public string? Value(string key) => key.Equals("aws:PrincipalArn", StringComparison.OrdinalIgnoreCase)
        ? PrincipalArn
        : Request.Context.FirstOrDefault(pair => pair.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Value?[0];

    public bool Knows(string key) =>
        UnknownKeys.Contains(key, StringComparer.OrdinalIgnoreCase) ? false
        : key.EndsWith(":ResourceAccount", StringComparison.OrdinalIgnoreCase) ? Request.ResourceAccountId.Length > 0
        : Known.Contains(key) || Request.Context.Any(pair => pair.Key.Equals(key, StringComparison.OrdinalIgnoreCase));

    public static Cause CauseOf(PolicyKind kind) => kind switch
    {
        PolicyKind.Identity => Cause.IdentityPolicy,
        PolicyKind.PermissionsBoundary => Cause.PermissionsBoundary,
        PolicyKind.Resource => Cause.BucketPolicy,
        PolicyKind.Trust => Cause.AssumeRoleDenied,
        PolicyKind.Key => Cause.KeyPolicy,
        _ => Cause.EndpointPolicy,
    };

    public static PathLayer LayerOf(PolicyKind kind) => kind switch
    {
        PolicyKind.Identity => PathLayer.IdentityPolicy,
        PolicyKind.PermissionsBoundary => PathLayer.PermissionsBoundary,
        PolicyKind.Resource => PathLayer.BucketPolicy,
        PolicyKind.Trust => PathLayer.Client,
        PolicyKind.Key => PathLayer.Key,
        _ => PathLayer.EndpointPolicy,
    };
}
