namespace EndpointLab.Policy;

/// <summary>The decision for a request, as in "Policy evaluation logic" of the IAM User Guide.</summary>
public static class Authorization
{
    // Of several policies that deny, AWS names one: an explicit denial before an implicit one, and in this order.
    private static readonly PolicyKind[] Order =
    [
        PolicyKind.GatewayEndpoint, PolicyKind.InterfaceEndpoint, PolicyKind.Resource, PolicyKind.Trust, PolicyKind.Key,
        PolicyKind.Identity, PolicyKind.PermissionsBoundary,
    ];

    /// <summary>
    /// Decides a request. An explicit Deny anywhere wins. An endpoint's policy, where there is one, must allow. Within an account
    /// either the caller's policies or the resource's must allow; across accounts both must. A permissions boundary limits what the
    /// caller's policies give, and what the resource's give to the caller's role. The root user needs no policy of its own. A role's trust
    /// policy and a key's must allow even within the account; where they name but the account, the caller's policies must as well.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="policies">
    /// Every policy that applies to it. A missing kind allows nothing; a missing endpoint or boundary limits nothing.
    /// </param>
    public static Decision Decide(AuthorizationRequest request, IReadOnlyList<PolicyDocument> policies)
    {
        var caller = request.Caller;
        var bounded = IsBounded(policies);
        foreach (var kind in Order)
        {
            if (Find(Effect.Deny, kind) is { } statement)
                return new(Outcome.ExplicitlyDenied, kind, statement);
        }

        foreach (var endpoint in policies.Where(policy => policy.Kind is PolicyKind.GatewayEndpoint or PolicyKind.InterfaceEndpoint))
        {
            if (endpoint.Find(Effect.Allow, request, bounded) is null)
                return new(Outcome.ImplicitlyDenied, endpoint.Kind, null);
        }

        var held = policies.FirstOrDefault(policy => policy.Kind is PolicyKind.Trust or PolicyKind.Key)?.Kind ?? PolicyKind.Resource;
        var byResource = Find(Effect.Allow, held);
        var byIdentity = Find(Effect.Allow, PolicyKind.Identity);
        var identified = byIdentity is not null || caller.IsRootUser;
        var exceeds = bounded && Find(Effect.Allow, PolicyKind.PermissionsBoundary) is null;
        if (request.IsCrossAccount)
        {
            var needsIdentity = caller.Arn is not null;
            return needsIdentity && !identified ? Lacks(PolicyKind.Identity)
                : needsIdentity && exceeds ? Lacks(PolicyKind.PermissionsBoundary)
                : byResource is null ? Lacks(held)
                : needsIdentity ? Allows(PolicyKind.Identity, byIdentity)
                : Allows(held, byResource);
        }

        if (held is not PolicyKind.Resource && byResource is null)
            return Lacks(held);
        var named = Find(Effect.Allow, held, PrincipalMatch.Role);
        var direct = exceeds ? Find(Effect.Allow, held, PrincipalMatch.Caller) : named;
        return identified && !exceeds ? Allows(PolicyKind.Identity, byIdentity)
            : direct is not null ? Allows(held, direct)
            : identified || named is not null ? Lacks(PolicyKind.PermissionsBoundary)
            : Lacks(PolicyKind.Identity);

        Statement? Find(Effect effect, PolicyKind kind, PrincipalMatch least = PrincipalMatch.Account) =>
            policies.Where(policy => policy.Kind == kind)
                .Select(policy => policy.Find(effect, request, bounded, least))
                .FirstOrDefault(statement => statement is not null);

        static Decision Lacks(PolicyKind kind) => new(Outcome.ImplicitlyDenied, kind, null);

        static Decision Allows(PolicyKind kind, Statement? statement) => new(Outcome.Allowed, kind, statement);
    }

    /// <summary>Decides a request, and says what each statement of each policy has to do with it.</summary>
    public static Explanation Explain(AuthorizationRequest request, IReadOnlyList<PolicyDocument> policies)
    {
        var bounded = IsBounded(policies);
        return new(Decide(request, policies), [.. policies.SelectMany(policy => policy.Read(request, bounded))]);
    }

    private static bool IsBounded(IReadOnlyList<PolicyDocument> policies) =>
        policies.Any(policy => policy.Kind is PolicyKind.PermissionsBoundary);
}
