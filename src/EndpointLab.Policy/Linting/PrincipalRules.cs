namespace EndpointLab.Policy.Linting;

/// <summary>What is found in <c>Principal</c> and <c>NotPrincipal</c>.</summary>
internal static class PrincipalRules
{
    public static IEnumerable<Finding> Check(LintedStatement linted)
    {
        if (linted.Statement.Principal is not { } principal)
            return [];
        var element = linted.Element("Principal")!;
        var places = element.Members.Count == 0 ? [element] : element.Members.SelectMany(member => member.Value.OneOrMany);
        var names = principal.Names.Zip(places).ToList();
        return names.SelectMany(name => Check(linted, principal, name.First, name.Second))
            .Concat(CheckExclusion(linted, principal, element));
    }

    private static IEnumerable<Finding> Check(LintedStatement linted, Principal principal, PrincipalName name, PolicyJson place)
    {
        if (Never(linted, principal, name) is var (reason, source))
        {
            yield return Finding.Error(PolicyRule.PrincipalNeverMatches, place, reason, source);
        }
        else if (linted.Document.Kind is PolicyKind.GatewayEndpoint && !principal.Excluded && name is { Type: "AWS", Value: not "*" })
        {
            yield return name.AccountOnly is not null
                ? Finding.Error(PolicyRule.GatewayPrincipal, place,
                    $"In a gateway endpoint's policy {name.Value} stands for the account's root user alone. Write \"*\" as Principal, "
                    + "with a condition on aws:PrincipalAccount or aws:PrincipalArn.", AwsPages.EndpointPolicies)
                : Finding.Warning(PolicyRule.GatewayPrincipal, place,
                    "A gateway endpoint's policy must have \"*\" as Principal. Name the caller by a condition on aws:PrincipalArn.",
                    AwsPages.EndpointPolicies);
        }
    }

    private static (string Reason, string Source)? Never(LintedStatement linted, Principal principal, PrincipalName name) => name switch
    {
        { Type: "AWS", Value: "*" } when principal.Excluded =>
            ("NotPrincipal \"*\" spares everybody, so the statement concerns nobody.", AwsPages.NotPrincipal),
        { IsUniqueId: true } =>
            ($"{name.Value} is what's left of a user or role that was deleted; a new one of its name is another.", AwsPages.UniqueIds),
        { Type: "AWS" } when !name.IsCaller =>
            ($"Nobody calls as {name.Value}. A principal is an account, a user, a role or one of its sessions.", AwsPages.Principal),
        { Type: "Federated" } =>
            ($"Whom {name.Value} vouches for calls as the session of a role. Name the role.", AwsPages.Principal),
        { Type: "Service" } when linted.IsOfEndpoint =>
            ($"{name.Value} doesn't call through an endpoint.", AwsPages.EndpointPolicies),
        _ => null,
    };

    private static IEnumerable<Finding> CheckExclusion(LintedStatement linted, Principal principal, PolicyJson place)
    {
        if (!principal.Excluded)
            yield break;
        if (linted.Statement.Effect is Effect.Allow)
        {
            yield return Finding.Warning(PolicyRule.NotPrincipal, place,
                "Allow with NotPrincipal allows everybody else, anonymous callers included.", AwsPages.NotPrincipal);
            yield break;
        }

        var accounts = principal.Names.Select(name => name.AccountOnly).ToHashSet();
        foreach (var account in principal.Names.Where(name => name is { Type: "AWS", AccountOnly: null, IsCaller: true, Value: not "*" })
            .Select(name => name.Value.Split(':')[4]).Distinct().Where(account => !accounts.Contains(account)))
        {
            yield return Finding.Warning(PolicyRule.NotPrincipal, place,
                $"Deny with NotPrincipal may deny the whole account {account}, unless arn:aws:iam::{account}:root is named as well. "
                + "A condition ArnNotEquals on aws:PrincipalArn with Principal \"*\" says it without that.", AwsPages.NotPrincipal);
        }
    }
}
