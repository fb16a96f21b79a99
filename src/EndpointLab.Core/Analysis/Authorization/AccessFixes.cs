using System.Text.Json.Nodes;
using EndpointLab.Policy;
using EndpointLab.Policy.Conditions;

namespace EndpointLab.Analysis;

/// <summary>The smallest edits of policies that let a request through, and as little else as a policy can say.</summary>
internal sealed class AccessFixes(AccessCase access)
{
    private const string PrincipalArn = "aws:PrincipalArn";
    private const string SourceVpce = "aws:SourceVpce";

    /// <summary>Keys by which a statement that denies spares some, in the order in which one more is best added.</summary>
    private static readonly string[] Sparing = [SourceVpce, "aws:SourceVpc", "aws:VpcSourceIp", "aws:SourceIp", PrincipalArn];

    private static readonly string[] WayIn = [SourceVpce, "aws:SourceVpc", "aws:VpcSourceIp", "aws:SourceIp"];

    /// <summary>The exception that a statement has to make which denies the request; null where none is narrow enough.</summary>
    public Change? Exception(HeldPolicy policy, StatementReading reading)
    {
        var statement = policy.Statement(reading.Statement.Index);
        var before = PolicyEdit.Write(statement);
        return policy.Place.Amend is { } amend && Spare(policy.Place.Kind, reading.Statement, statement)
            ? amend(new ReplaceStatement(before, PolicyEdit.Write(statement)))
            : null;
    }

    /// <summary>What a policy has to say that doesn't allow the request.</summary>
    /// <param name="nearest">Its statement that allows it but for one thing.</param>
    public Change? Allowance(PolicyPlace place, (HeldPolicy Policy, StatementReading Reading)? nearest) =>
        nearest is var (policy, reading) && policy.Place.Amend is { } mend && !GrantsToOthers(policy.Place)
            && Mended(policy, reading) is { } edit ? mend(edit)
        : place.Amend?.Invoke(new AddStatement(PolicyEdit.Write(Allow(place.Kind, nearest?.Reading))));

    /// <summary>A boundary that others have grants nobody anything.</summary>
    private static bool GrantsToOthers(PolicyPlace place) => place is { Kind: PolicyKind.Identity, IsShared: true };

    /// <summary>A bucket policy that is public no more, and allows the caller by name.</summary>
    public IEnumerable<Change> NotPublic(HeldPolicy policy)
    {
        foreach (var statement in policy.Document.Statements)
        {
            if ((policy.Document with { Statements = [statement] }).IsPublic)
            {
                var json = policy.Statement(statement.Index);
                var before = PolicyEdit.Write(json);
                Require(json, "StringEquals", "aws:PrincipalAccount", access.Request.ResourceAccountId);
                yield return policy.Place.Amend!(new ReplaceStatement(before, PolicyEdit.Write(json)));
            }
        }

        yield return policy.Place.Amend!(new AddStatement(PolicyEdit.Write(Allow(policy.Place.Kind, nearest: null))));
    }

    private bool Spare(PolicyKind kind, Statement statement, JsonObject json)
    {
        foreach (var key in Sparing)
        {
            if (access.Value(key) is { } value && statement.Conditions.FirstOrDefault(condition => Spares(condition, key)) is { } condition)
            {
                Append(json["Condition"]![condition.Operator]!.AsObject(), condition.Key, value);
                return true;
            }
        }

        // A condition on the principal in a policy that only this principal has would undo the whole statement.
        var byEndpoint = kind is PolicyKind.Identity or PolicyKind.PermissionsBoundary || access.PrincipalArn is null
            || statement.Conditions.Any(condition => condition.Key.Equals("aws:SourceIp", StringComparison.OrdinalIgnoreCase));
        var (test, name, spared) = byEndpoint && access.EndpointId is { } endpoint
            ? ("StringNotEquals", SourceVpce, endpoint)
            : ("ArnNotEquals", PrincipalArn, access.PrincipalArn);
        if (spared is null || name is PrincipalArn && kind is PolicyKind.Identity or PolicyKind.PermissionsBoundary)
        {
            return false;
        }

        Require(json, test, name, spared);
        return true;
    }

    private static void Require(JsonObject statement, string test, string key, string value)
    {
        var conditions = statement["Condition"] as JsonObject ?? [];
        statement["Condition"] ??= conditions;
        var values = conditions[test] as JsonObject ?? [];
        conditions[test] ??= values;
        values[key] = value;
    }

    private static bool Spares(Condition condition, string key) =>
        condition.Key.Equals(key, StringComparison.OrdinalIgnoreCase)
        && AccessWords.IsNegated(condition.Operator)
        && !condition.Operator.Contains(':', StringComparison.Ordinal);

    /// <summary>
    /// The nearest statement with one value more, where that lets nobody in but this caller, to nothing but this: its author plainly
    /// meant this request.
    /// </summary>
    private ReplaceStatement? Mended(HeldPolicy policy, StatementReading reading)
    {
        var (statement, mismatch) = (reading.Statement, reading.Mismatches[0]);
        if (statement.Action.Excluded || statement.Action.Patterns.Any(pattern => !Is(pattern, access.Request.Action)))
        {
            return null;
        }

        var json = policy.Statement(statement.Index);
        var before = PolicyEdit.Write(json);
        switch (mismatch)
        {
            case { Element: "Resource" } when NamesOnlyCaller(statement):
                Append(json, "Resource", Target);
                break;
            case { Element: "Principal" } when IsExact(statement) && policy.Place.Kind is PolicyKind.Resource or PolicyKind.Key
                && json["Principal"] is JsonObject names:
                Append(names, "AWS", access.PrincipalArn!);
                break;
            case { Key: { } key, Operator: { } test } when IsExact(statement) && access.Value(key) is { } value
                && test is "StringEquals" or "StringLike" or "ArnEquals" or "ArnLike" or "IpAddress"
                && (NamesOnlyCaller(statement) || key.Equals(PrincipalArn, StringComparison.OrdinalIgnoreCase)):
                Append(json["Condition"]![test]!.AsObject(), key, value);
                break;
            default:
                return null;
        }

        return new(before, PolicyEdit.Write(json));
    }

    private bool IsExact(Statement statement) =>
        !statement.Resource.Excluded && statement.Resource.Patterns.All(pattern => $"{pattern}" == Target);

    private bool NamesOnlyCaller(Statement statement) =>
        statement.Principal is not { } principal
        || !principal.Excluded && principal.Names.All(name => name.Value == access.PrincipalArn || name.Value == access.Request.Caller.Arn)
        || statement.Conditions.Any(condition => condition.Key.Equals(PrincipalArn, StringComparison.OrdinalIgnoreCase)
            && condition.Operator is "StringEquals" or "ArnEquals" or "ArnLike"
            && condition.Values.All(value => value == access.PrincipalArn));

    private JsonObject Allow(PolicyKind kind, StatementReading? nearest)
    {
        JsonObject statement = new() { ["Effect"] = "Allow" };
        JsonObject conditions = [];
        if (kind is PolicyKind.GatewayEndpoint or PolicyKind.InterfaceEndpoint)
        {
            // A gateway endpoint's policy tells callers apart by conditions alone.
            statement["Principal"] = "*";
            if (access.PrincipalArn is { } arn)
            {
                conditions["ArnEquals"] = new JsonObject { [PrincipalArn] = arn };
            }
        }
        else if (kind is PolicyKind.Resource or PolicyKind.Trust or PolicyKind.Key)
        {
            statement["Principal"] = access.PrincipalArn is { } arn ? new JsonObject { ["AWS"] = arn } : "*";
        }

        statement["Action"] = access.Request.Action;
        if (kind is not PolicyKind.Trust)
        {
            statement["Resource"] = Target;
        }

        var limitsWay = nearest?.Mismatches[0].Key is { } key && WayIn.Contains(key, StringComparer.OrdinalIgnoreCase)
            || kind is PolicyKind.Resource && access.PrincipalArn is null;
        if (limitsWay && access.EndpointId is { } endpoint)
        {
            conditions["StringEquals"] = new JsonObject { [SourceVpce] = endpoint };
        }

        if (conditions.Count > 0)
        {
            statement["Condition"] = conditions;
        }

        return statement;
    }

    /// <summary>What the request is about, as a policy writes it.</summary>
    private string Target => access.Request.Action is "s3:ListAllMyBuckets" ? "*" : access.Request.Resource;

    private static bool Is(Pattern pattern, string text) => $"{pattern}".Equals(text, StringComparison.OrdinalIgnoreCase);

    private static void Append(JsonObject holder, string name, string value)
    {
        if (holder[name] is JsonArray list)
        {
            list.Add(value);
        }
        else
        {
            holder[name] = holder[name] is { } one ? new JsonArray(one.DeepClone(), value) : value;
        }
    }
}
