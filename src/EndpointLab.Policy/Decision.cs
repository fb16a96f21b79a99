namespace EndpointLab.Policy;

/// <summary>How a request was decided.</summary>
public enum Outcome
{
    ImplicitlyDenied,
    ExplicitlyDenied,
    Allowed,
}

/// <summary>The decision for one request, and what it rests on.</summary>
/// <param name="Outcome">Allowed, or denied by a statement, or denied because no statement allows it.</param>
/// <param name="Policy">The kind of policy that decided; of an implicit denial, the kind that lacks an Allow.</param>
/// <param name="Statement">The statement that decided; null for an implicit denial, and for what the root user may do without any.</param>
public sealed record Decision(Outcome Outcome, PolicyKind Policy, Statement? Statement)
{
    public bool IsAllowed => Outcome is Outcome.Allowed;
}
