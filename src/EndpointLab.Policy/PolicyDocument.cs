namespace EndpointLab.Policy;

/// <summary>An IAM policy document, checked in full when it is parsed.</summary>
/// <param name="Kind">What the policy is attached to.</param>
/// <param name="Version">The policy language's version; <c>2008-10-17</c> where the document names none.</param>
/// <param name="Statements">The statements, in the document's order.</param>
public sealed record PolicyDocument(PolicyKind Kind, string Version, IReadOnlyList<Statement> Statements)
{
    /// <summary>What tells this policy from others of its kind, such as its ARN; null where nothing does.</summary>
    public string? Name { get; init; }

    /// <summary>Whether any statement opens something to everybody, in the sense of S3's Block Public Access.</summary>
    public bool IsPublic => Statements.Any(PublicAccess.IsGivenBy);

    /// <summary>Parses a document. The rules are those of IAM's "Grammar of the IAM JSON policy language".</summary>
    /// <exception cref="PolicyFormatException">The text is not JSON, or not a policy of this kind.</exception>
    public static PolicyDocument Parse(string json, PolicyKind kind) => PolicyReader.Read(PolicyJson.Parse(json), kind);

    /// <param name="bounded">Whether a permissions boundary limits the caller.</param>
    /// <param name="least">How closely the statement must name the caller.</param>
    internal Statement? Find(
        Effect effect, AuthorizationRequest request, bool bounded, PrincipalMatch least = PrincipalMatch.Account) =>
        Statements.FirstOrDefault(statement =>
            statement.Effect == effect && Concerns(statement, request, bounded, least) && statement.Covers(request));

    /// <summary>What each statement has to do with a request.</summary>
    internal IEnumerable<StatementReading> Read(AuthorizationRequest request, bool bounded)
    {
        foreach (var statement in Statements)
        {
            var mismatches = statement.Mismatches(request);
            yield return new(this, statement, [.. Concerns(statement, request, bounded, PrincipalMatch.Account)
                ? mismatches
                : mismatches.Prepend(Mismatch.Principal(this, statement, request))]);
        }
    }

    /// <summary>
    /// An account named by a resource policy in the same account hands the decision to that account's identity policies,
    /// so it allows nobody by itself ("AWS account principals" in the IAM User Guide). A Deny with NotPrincipal spares nobody who
    /// has a permissions boundary ("Permissions boundaries for IAM entities", there as well).
    /// </summary>
    private bool Concerns(Statement statement, AuthorizationRequest request, bool bounded, PrincipalMatch least) =>
        statement.Principal is not { } principal
        || bounded && principal.Excluded && statement.Effect is Effect.Deny && Kind is PolicyKind.Resource
        || principal.Match(request.Caller) switch
        {
            PrincipalMatch.Caller => true,
            PrincipalMatch.Role => least <= PrincipalMatch.Role,
            PrincipalMatch.Account when Kind is PolicyKind.Resource => statement.Effect is Effect.Deny || request.IsCrossAccount,
            PrincipalMatch.Account when Kind is PolicyKind.Trust or PolicyKind.Key => least <= PrincipalMatch.Account,
            PrincipalMatch.Account => Kind is PolicyKind.InterfaceEndpoint,
            _ => false,
        };
}
