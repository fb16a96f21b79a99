using EndpointLab.Policy;

namespace EndpointLab;

/// <summary>What policies decide for one request, and why.</summary>
public sealed record PolicyDecision
{
    public string Principal { get; }

    public string Action { get; }

    public string Resource { get; }

    /// <summary>Allowed, ExplicitlyDenied or ImplicitlyDenied.</summary>
    public Outcome Decision { get; }

    /// <summary>The policy that decided; of an implicit denial, the one that lacks an Allow.</summary>
    public string DecidedBy { get; }

    /// <summary>The statement that decided, by its Sid or its JSON path; null where none did.</summary>
    public string? Statement { get; }

    /// <summary>The line of that statement.</summary>
    public int? Line { get; }

    /// <summary>The decision in one sentence.</summary>
    public string Reason { get; }

    /// <summary>Every statement of every policy, and why it applied or not.</summary>
    public PolicyStatement[] Statements { get; }

    /// <summary>Why the other statements didn't apply, in a line for each.</summary>
    public string[] Others => [.. Statements.Where(statement => !statement.Applies)
        .Select(other => $"{other.Policy} {other.Statement}: {string.Join(' ', other.Reasons)}")];

    /// <param name="request">The request.</param>
    /// <param name="policies">The policies that apply to it, each with a name.</param>
    internal PolicyDecision(AuthorizationRequest request, IReadOnlyList<PolicyDocument> policies)
    {
        var explanation = Authorization.Explain(request, policies);
        Principal = $"{request.Caller}";
        Action = request.Action;
        Resource = request.Resource;
        Decision = explanation.Decision.Outcome;
        var kind = explanation.Decision.Policy;
        var given = policies.Any(policy => policy.Kind == kind);
        DecidedBy = explanation.Deciding?.Policy.Name ?? PolicyDecisions.NameOf(kind);
        Statement = explanation.Deciding is { } deciding ? PolicyStatement.NameOf(deciding.Statement) : null;
        Line = explanation.Decision.Statement?.Line;
        Reason = explanation.Decision switch
        {
            { Statement: not null, IsAllowed: true } => $"{Statement} of {DecidedBy} allows {Action}.",
            { Statement: not null } => $"{Statement} of {DecidedBy} denies {Action}.",
            { IsAllowed: true } => "An account's root user needs no policy of its own.",
            _ when !given => $"There is no {DecidedBy}, and it would have to allow {Action}.",
            _ => $"No statement of {DecidedBy} allows {Action}.",
        };
        Statements = [.. explanation.Statements.Select(reading => new PolicyStatement(reading))];
    }
}
