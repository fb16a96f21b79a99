using EndpointLab.Policy;
using EndpointLab.Policy.Linting;

namespace EndpointLab;

/// <summary>Decides requests by policies as they are written, without asking AWS.</summary>
public static class PolicyDecisions
{
    /// <summary>What the parameter for a policy of that kind is called.</summary>
    public static string NameOf(PolicyKind kind) => kind switch
    {
        PolicyKind.Identity => "IdentityPolicy",
        PolicyKind.PermissionsBoundary => "PermissionsBoundary",
        PolicyKind.Resource => "BucketPolicy",
        _ => "EndpointPolicy",
    };

    /// <param name="principal">
    /// Who asks: the ARN that GetCallerIdentity answers, that of a role for some session of it, the name of a service, or anonymous.
    /// </param>
    /// <param name="action">What for.</param>
    /// <param name="resource">The ARN of what it is about.</param>
    /// <param name="resourceAccount">Whose that is; null for the account in its ARN, otherwise the caller's own.</param>
    /// <param name="context">The condition keys of the request, and their values.</param>
    /// <param name="policies">The policies that apply to it, each with a name.</param>
    /// <exception cref="LabException">The principal is none, or nothing tells whose the resource is.</exception>
    public static PolicyDecision Decide(
        string principal,
        string action,
        string resource,
        string? resourceAccount,
        IEnumerable<KeyValuePair<string, string[]>> context,
        IReadOnlyList<PolicyDocument> policies)
    {
        var caller = CallerOf(principal);
        var owner = resourceAccount ?? (resource.Split(':') is [_, _, _, _, { Length: > 0 } account, ..] ? account : caller.AccountId)
            ?? throw new LabException(
                ErrorId.InvalidArgument,
                $"Nothing tells whose {resource} is, because {caller} has no account.",
                "Give the account with -ResourceAccount.",
                resource);
        // The ARN of a session leaves out the path of its role.
        Dictionary<string, string[]> keys = new(context, StringComparer.OrdinalIgnoreCase);
        if (principal.Contains(":role/", StringComparison.Ordinal))
            keys.TryAdd("aws:PrincipalArn", [principal]);
        return new(new(caller, action, resource, owner) { Context = keys }, policies);
    }

    /// <summary>What is found in a policy.</summary>
    public static IEnumerable<PolicyFinding> Lint(string name, string json, PolicyKind kind) =>
        PolicyLint.Check(json, kind).Select(finding => new PolicyFinding(name, finding));

    private static Caller CallerOf(string principal) => principal switch
    {
        _ when principal.Equals("anonymous", StringComparison.OrdinalIgnoreCase) => Caller.Anonymous,
        _ when principal.EndsWith(".amazonaws.com", StringComparison.Ordinal) => Caller.Service(principal),
        _ when principal.Split(':', 6) is ["arn", var partition, "iam" or "sts", "", { Length: 12 } account, { Length: > 0 } name] =>
            new(name.Split('/') is ["role", .., var role] ? $"arn:{partition}:sts::{account}:assumed-role/{role}/session" : principal),
        _ => throw new LabException(
            ErrorId.InvalidArgument,
            $"'{principal}' is not a principal that can call AWS.",
            "Give the ARN of a user, of a role or one of its sessions, or of an account's root; the name of a service; or anonymous.",
            principal),
    };
}
