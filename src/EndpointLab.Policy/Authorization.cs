namespace EndpointLab.Policy;

/// <summary>The decision for a request, as in "Policy evaluation logic" of the IAM User Guide.</summary>
public static class Authorization
{
    // Of several policies that deny, AWS names one: an explicit denial before an implicit one, and in this order.
    private static readonly PolicyKind[] Order =
        [PolicyKind.GatewayEndpoint, PolicyKind.InterfaceEndpoint, PolicyKind.Resource, PolicyKind.Identity];

    /// <summary>
    /// Decides a request. An explicit Deny anywhere wins. An endpoint's policy, where there is one, must allow. Within an account
    /// either the caller's policies or the resource's must allow; across accounts both must.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="policies">Every policy that applies to it. A missing kind allows nothing; a missing endpoint limits nothing.</param>
    public static Decision Decide(AuthorizationRequest request, IReadOnlyList<PolicyDocument> policies)
    {
        foreach (var kind in Order)
        {
            if (Find(Effect.Deny, kind) is { } statement)
                return new(Outcome.ExplicitlyDenied, kind, statement);
        }

        foreach (var endpoint in policies.Where(policy => policy.Kind is PolicyKind.GatewayEndpoint or PolicyKind.InterfaceEndpoint))
        {
            if (endpoint.Find(Effect.Allow, request) is null)
                return new(Outcome.ImplicitlyDenied, endpoint.Kind, null);
        }

        var byResource = Find(Effect.Allow, PolicyKind.Resource);
        var byIdentity = Find(Effect.Allow, PolicyKind.Identity);
        var anonymous = request.Caller.Arn is null;
        return (byIdentity, byResource) switch
        {
            (null, _) when request.IsCrossAccount && !anonymous => new(Outcome.ImplicitlyDenied, PolicyKind.Identity, null),
            (_, null) when request.IsCrossAccount => new(Outcome.ImplicitlyDenied, PolicyKind.Resource, null),
            ({ } statement, _) => new(Outcome.Allowed, PolicyKind.Identity, statement),
            (_, { } statement) => new(Outcome.Allowed, PolicyKind.Resource, statement),
            _ => new(Outcome.ImplicitlyDenied, PolicyKind.Identity, null),
        };

        Statement? Find(Effect effect, PolicyKind kind) =>
            policies.Where(policy => policy.Kind == kind)
                .Select(policy => policy.Find(effect, request))
                .FirstOrDefault(statement => statement is not null);
    }
}
