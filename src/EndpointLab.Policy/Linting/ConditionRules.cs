using System.Collections.Frozen;
using EndpointLab.Policy.Conditions;

namespace EndpointLab.Policy.Linting;

/// <summary>What is found in <c>Condition</c>, and in the ARNs of an endpoint's policy.</summary>
internal static class ConditionRules
{
    private const int LeastBesideWildcard = 6;

    private static readonly FrozenSet<string> WayIn =
        new[] { "aws:SourceVpce", "aws:SourceVpc", "aws:VpcSourceIp" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Administration = ["s3:PutBucketPolicy", "s3:DeleteBucketPolicy"];

    public static IEnumerable<Finding> Check(LintedStatement linted) =>
        linted.Conditions.SelectMany(pair => CheckKey(linted, pair.Condition, pair.Place)
                .Concat(CheckSourceIp(linted, pair.Condition, pair.Place))
                .Concat(linted.IsOfEndpoint ? pair.Place.OneOrMany.SelectMany(value => CheckWildcards(pair.Condition, value)) : []))
            .Concat(linted.IsOfEndpoint ? linted.Element("Resource")!.OneOrMany.SelectMany(CheckAccount) : [])
            .Concat(CheckLockout(linted));

    private static IEnumerable<Finding> CheckKey(LintedStatement linted, Condition condition, PolicyJson place)
    {
        var key = condition.Key;
        var prefix = key.Split(':', 2) is [var before, _] ? before.ToLowerInvariant() : "";
        var catalog = ServiceCatalog.Find(prefix);
        if (prefix.Length == 0 || catalog?.HasKey(key) == false)
        {
            var advice = ServiceCatalog.Find("aws")!.HasKey("aws:" + key) ? $" Write aws:{key}." : "";
            yield return Finding.Error(PolicyRule.UnknownConditionKey, place,
                $"AWS has no condition key {key}, so no request has it.{advice}",
                prefix is "" or "aws" ? AwsPages.ConditionKeys : AwsPages.Service(prefix));
        }
        else if (catalog is not null && prefix is not "aws" && linted.Statement is { Action.Excluded: false }
            && !linted.Element("Action")!.OneOrMany.Any(action => action.Text is "*" || Starts(action.Text, prefix + ":")))
        {
            yield return Finding.Error(PolicyRule.UnknownConditionKey, place,
                $"{key} is a key of {prefix}'s own actions, and the statement has none of them.", AwsPages.Service(prefix));
        }
    }

    private static IEnumerable<Finding> CheckSourceIp(LintedStatement linted, Condition condition, PolicyJson place)
    {
        if (!condition.Key.Equals("aws:SourceIp", StringComparison.OrdinalIgnoreCase) || condition.Operator is "Null")
            yield break;
        var holds = condition.HoldsWithoutKey;
        if (linted.IsOfEndpoint)
        {
            yield return Finding.Error(PolicyRule.SourceIpOverEndpoint, place,
                $"Requests over an endpoint have no aws:SourceIp, so this {(holds ? "always" : "never")} holds. They have aws:VpcSourceIp.",
                AwsPages.ConditionKeys);
        }
        else if (holds && linted.Statement.Effect is Effect.Deny && !linted.Statement.Conditions.Any(other => WayIn.Contains(other.Key)))
        {
            yield return Finding.Warning(PolicyRule.SourceIpOverEndpoint, place,
                "Requests over an endpoint have no aws:SourceIp, so this denies all of them. "
                + "Add a condition Null aws:SourceVpce true, or one on aws:VpcSourceIp.", AwsPages.ConditionKeys);
        }
    }

    private static IEnumerable<Finding> CheckLockout(LintedStatement linted)
    {
        var statement = linted.Statement;
        if (linted.Document.Kind is PolicyKind.Resource && statement.Effect is Effect.Deny
            && statement.Conditions.Count > 0
            && statement.Conditions.All(condition => WayIn.Contains(condition.Key) && condition.HoldsWithoutKey)
            && statement.Principal!.Names.Any(name => name.Value is "*") != statement.Principal.Excluded
            && Administration.Any(action => Covers(linted, action)))
        {
            yield return Finding.Warning(PolicyRule.EndpointLockout, linted.Json,
                "This also denies the console and whoever else comes another way, administrators included; with a wrong id nobody "
                + "gets in, and only the account's root user can still delete the policy. Deny fewer actions, or spare a role by "
                + "ArnNotEquals aws:PrincipalArn.",
                AwsPages.BucketsAndEndpoints);
        }
    }

    private static bool Covers(LintedStatement linted, string action) =>
        linted.Element("Action")!.OneOrMany.Any(pattern => pattern.Text is "*" ||
            ServiceCatalog.Find(pattern.Text.Split(':')[0])?.Matching(pattern.Text).Any(known => known.Name == action) == true)
        != linted.Statement.Action.Excluded;

    private static IEnumerable<Finding> CheckWildcards(Condition condition, PolicyJson value)
    {
        if (condition.HasWildcards && !Starts(value.Text, "arn:")
            && value.Text.Split('*', '?') is { Length: > 1 } pieces
            && pieces.Zip(pieces.Skip(1)).Any(pair => pair.First.Length < LeastBesideWildcard && pair.Second.Length < LeastBesideWildcard))
        {
            yield return Finding.Warning(PolicyRule.ShortWildcard, value,
                $"An endpoint's policy needs at least {LeastBesideWildcard} characters in a row before or after each wildcard; "
                + $"{value.Text} has fewer.",
                AwsPages.EndpointPolicies);
        }

        foreach (var finding in CheckAccount(value))
            yield return finding;
    }

    private static IEnumerable<Finding> CheckAccount(PolicyJson value)
    {
        if (value.Text.Split(':', 6) is ["arn", _, _, _, var account, _]
            && account.AsSpan().ContainsAny('*', '?') && account.Any(char.IsAsciiDigit))
        {
            yield return Finding.Error(PolicyRule.AccountWildcard, value,
                $"In an endpoint's policy an ARN has an account id or a wildcard for it, and {account} is both.",
                AwsPages.EndpointPolicies);
        }
    }

    private static bool Starts(string text, string start) => text.StartsWith(start, StringComparison.OrdinalIgnoreCase);
}
