using System.Text.Json;
using EndpointLab.Policy.Conditions;

namespace EndpointLab.Policy;

/// <summary>Makes a policy document of JSON, or says what AWS would refuse in it.</summary>
internal sealed class PolicyReader
{
    /// <summary>
    /// Keys for what AWS itself names, which endpoint policies compare as a whole ("Considerations" in the PrivateLink guide).
    /// </summary>
    private static readonly HashSet<string> SystemIdentifiers = new(StringComparer.OrdinalIgnoreCase)
    {
        "aws:PrincipalAccount", "aws:PrincipalOrgID", "aws:ResourceAccount", "aws:ResourceOrgID", "aws:SourceAccount", "aws:SourceOrgID",
        "aws:SourceVpc", "aws:SourceVpce",
    };

    private readonly PolicyKind kind;
    private readonly bool variables;

    private PolicyReader(PolicyKind kind, string version) => (this.kind, variables) = (kind, version is "2012-10-17");

    public static PolicyDocument Read(PolicyJson root, PolicyKind kind)
    {
        Check(root, ["Version", "Id", "Statement"]);
        var version = root.Find("Version") is { } element ? Text(element) : "2008-10-17";
        if (version is not ("2012-10-17" or "2008-10-17"))
            throw root.Find("Version")!.Error("The policy must contain a valid version string");
        if (root.Find("Id") is { } id)
            Text(id);
        var statements = Require(root, "Statement");
        if (!statements.OneOrMany.Any())
            throw statements.Error("Could not parse the policy: Statement is empty!");
        var reader = new PolicyReader(kind, version);
        return new(kind, version, [.. statements.OneOrMany.Select(reader.Statement)]);
    }

    private Statement Statement(PolicyJson json, int index)
    {
        if (json.Type is not JsonTokenType.StartObject)
            throw json.Error("A statement must be an object");
        Check(json, ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"]);
        return new()
        {
            Index = index,
            Path = json.Path,
            Line = json.Line,
            Sid = json.Find("Sid") is { } sid ? Text(sid) : null,
            Effect = Effect(Require(json, "Effect")),
            Principal = Principal(json),
            Action = Patterns(json, "Action", IsAction, ignoreCase: true),
            Resource = Resource(json),
            Conditions = json.Find("Condition") is { } conditions ? [.. Conditions(conditions)] : [],
        };
    }

    private bool IsAction(string text) => kind is PolicyKind.Trust
        ? text.StartsWith("sts:", StringComparison.OrdinalIgnoreCase)
        : text is "*" || text.Split(':') is [{ Length: > 0 }, { Length: > 0 }];

    private static bool IsResource(string text) => text is "*" || text.StartsWith("arn:", StringComparison.Ordinal);

    private static Effect Effect(PolicyJson json) => Text(json) switch
    {
        "Allow" => Policy.Effect.Allow,
        "Deny" => Policy.Effect.Deny,
        var other => throw json.Error($"Invalid effect: {other}"),
    };

    private Principal? Principal(PolicyJson statement)
    {
        if (kind is PolicyKind.Identity or PolicyKind.PermissionsBoundary)
        {
            var named = statement.Find("Principal") ?? statement.Find("NotPrincipal");
            return named is null ? null : throw named.Error("Policy document should not specify a principal");
        }

        if (kind is PolicyKind.Trust && statement.Find("NotPrincipal") is { } others)
            throw others.Error("Has prohibited field NotPrincipal");
        var (excluded, json) = OneOf(statement, "Principal");
        if (json is { Type: JsonTokenType.String, Text: "*" })
            return new(excluded, [new("AWS", "*")]);
        if (json.Type is not JsonTokenType.StartObject || json.Members.Count == 0)
            throw json.Error("Invalid principal in policy");
        Check(json, PrincipalName.Types);
        return new(excluded, [.. json.Members.SelectMany(member => member.Value.OneOrMany.Select(name => Name(member.Name, name)))]);
    }

    private static PrincipalName Name(string type, PolicyJson json)
    {
        var name = new PrincipalName(type, Text(json));
        return name.IsValid ? name : throw json.Error("Invalid principal in policy");
    }

    private PatternSet Patterns(PolicyJson statement, string name, Func<string, bool> valid, bool ignoreCase)
    {
        var (excluded, json) = OneOf(statement, name);
        if (!json.OneOrMany.Any())
            throw json.Error($"Missing required field {name}");
        return new(excluded, [.. json.OneOrMany.Select(item => valid(Text(item))
            ? Pattern.Like(item.Text, variables, ignoreCase)
            : throw item.Error($"Policy has invalid {name.ToLowerInvariant()}"))]);
    }

    private PatternSet Resource(PolicyJson statement)
    {
        if (kind is not PolicyKind.Trust)
            return Patterns(statement, "Resource", IsResource, ignoreCase: false);
        return (statement.Find("Resource") ?? statement.Find("NotResource")) is { } named
            ? throw named.Error("Has prohibited field Resource")
            : new(false, [Pattern.Like("*", variables)]);
    }

    private IEnumerable<Condition> Conditions(PolicyJson json)
    {
        if (json.Type is not JsonTokenType.StartObject)
            throw json.Error("Condition must be an object");
        foreach (var (name, keys) in json.Members)
        {
            var test = ConditionOperator.Find(name) ?? throw keys.Error($"Invalid Condition type : {name}");
            if (keys.Type is not JsonTokenType.StartObject)
                throw keys.Error($"{name} must be an object of condition keys");
            foreach (var (key, values) in keys.Members)
            {
                if (kind is PolicyKind.GatewayEndpoint or PolicyKind.InterfaceEndpoint && SystemIdentifiers.Contains(key))
                    CheckWhole(test, key, values);
                yield return new(name, test, key, [.. values.OneOrMany.Select(value => Comparison(test, value))])
                {
                    Values = [.. values.OneOrMany.Select(value => value.Text)],
                };
            }
        }
    }

    private static void CheckWhole(ConditionOperator test, string key, PolicyJson values)
    {
        if (test.Name.StartsWith("Numeric", StringComparison.Ordinal))
            throw values.Error($"An endpoint policy can't compare {key} with {test.Name}");
        if (test.HasWildcards && values.OneOrMany.FirstOrDefault(value => value.Text.AsSpan().ContainsAny('*', '?')) is { } wild)
            throw wild.Error($"An endpoint policy can't compare {key} with wildcards");
    }

    private Comparison Comparison(ConditionOperator test, PolicyJson value)
    {
        if (value.Type is not (JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False))
            throw value.Error("A condition's value must be text, a number or a Boolean");
        return test.Compile(value.Text, variables) ?? throw value.Error($"Invalid value for {test.Name}: {value.Text}");
    }

    private static (bool Excluded, PolicyJson Value) OneOf(PolicyJson statement, string name) =>
        (statement.Find(name), statement.Find("Not" + name)) switch
        {
            ({ }, { } not) => throw not.Error($"A statement can't hold both {name} and Not{name}"),
            (null, { } not) => (true, not),
            _ => (false, Require(statement, name)),
        };

    private static void Check(PolicyJson json, IReadOnlyList<string> known)
    {
        foreach (var (name, value) in json.Members)
        {
            if (!known.Contains(name))
                throw value.Error($"Unknown field {name}");
        }
    }

    private static PolicyJson Require(PolicyJson json, string name) =>
        json.Find(name) ?? throw json.Error($"Missing required field {name}");

    private static string Text(PolicyJson json) =>
        json.Type is JsonTokenType.String ? json.Text : throw json.Error($"{json.Path[(json.Path.LastIndexOf('.') + 1)..]} must be text");
}
