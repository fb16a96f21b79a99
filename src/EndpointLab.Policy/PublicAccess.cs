using System.Collections.Frozen;

namespace EndpointLab.Policy;

/// <summary>Whether a statement opens something to everybody, by "The meaning of public" in the S3 User Guide.</summary>
internal static class PublicAccess
{
    /// <summary>Keys that, held to fixed values, leave only those that the policy's author knows.</summary>
    private static readonly FrozenSet<string> Narrowing = new[]
    {
        "aws:PrincipalAccount", "aws:PrincipalArn", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:SourceAccount", "aws:SourceArn",
        "aws:SourceIp", "aws:SourceOwner", "aws:SourceOrgID", "aws:SourceOrgPaths", "aws:SourceVpc", "aws:SourceVpce", "aws:userid",
        "s3:DataAccessPointAccount", "s3:DataAccessPointArn", "s3:x-amz-server-side-encryption-aws-kms-key-id",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Operators that hold a key to the values beside it, and fail without the key.</summary>
    private static readonly FrozenSet<string> Positive = new[]
    {
        "StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike", "IpAddress",
    }.SelectMany(name => new[] { name, "ForAnyValue:" + name }).ToFrozenSet();

    public static bool IsGivenBy(Statement statement) =>
        statement.Effect is Effect.Allow
        && statement.Principal is { } principal
        && (principal.Excluded || principal.Names.Any(name => name is { Type: "AWS", Value: "*" }))
        && !statement.Conditions.Any(Narrows);

    private static bool Narrows(Conditions.Condition condition) =>
        Positive.Contains(condition.Operator) && Narrowing.Contains(condition.Key) && condition.Values.All(IsFixed);

    private static bool IsFixed(string value) =>
        !value.AsSpan().ContainsAny('*', '?')
        && !value.Contains("${", StringComparison.Ordinal)
        && !value.EndsWith("/0", StringComparison.Ordinal);
}
