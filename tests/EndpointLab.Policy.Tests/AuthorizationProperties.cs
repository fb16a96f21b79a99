using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using static EndpointLab.Policy.Tests.Requests;

namespace EndpointLab.Policy.Tests;

/// <summary>What holds for every policy, whatever its statements.</summary>
public sealed class AuthorizationProperties
{
    private static readonly Gen<string> Action =
        Gen.Elements("s3:GetObject", "s3:PutObject", "s3:Get*", "s3:*", "*", "s3:???Object", "ec2:*");
    private static readonly Gen<string> Target =
        Gen.Elements("*", "arn:aws:s3:::lab/*", "arn:aws:s3:::lab/hello.txt", "arn:aws:s3:::other/*");
    private static readonly Gen<string> Principal =
        Gen.Elements("\"*\"",
            "{\"AWS\":\"111111111111\"}", $"{{\"AWS\":\"{Alice.Arn}\"}}", "{\"AWS\":\"arn:aws:iam::222222222222:role/Reader\"}");

    private static readonly Gen<string> Condition = Gen.Elements(
        "", "\"StringEquals\":{\"aws:SourceVpce\":\"vpce-1\"}", "\"StringNotEquals\":{\"aws:SourceVpce\":\"vpce-1\"}",
        "\"NotIpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}", "\"Null\":{\"aws:SourceVpce\":\"true\"}");

    private static readonly Gen<string> AnyStatement =
        from effect in Gen.Elements("Allow", "Allow", "Deny")
        from principal in Principal
        from negated in Gen.Elements("", "Not")
        from action in Action
        from target in Target
        from condition in Condition
        select $$$"""
            {"Effect":"{{{effect}}}","Principal":{{{principal}}},
             "{{{negated}}}Action":"{{{action}}}","Resource":"{{{target}}}","Condition":{ {{{condition}}} }}
            """;

    private static readonly Gen<string[]> Statements = AnyStatement.NonEmptyListOf().Select(list => list.Take(6).ToArray());

    private static readonly Gen<AuthorizationRequest> Request =
        from caller in Gen.Elements(Alice, Root, Session, Caller.Anonymous, new Caller($"arn:aws:iam::{OtherAccount}:user/mallory"))
        from context in Gen.Elements(
            ("aws:SourceIp", "10.1.2.3"), ("aws:SourceIp", "203.0.113.10"), ("aws:SourceVpce", "vpce-1"), ("aws:SourceVpce", "vpce-2"))
        select Read(caller, context);

    private static Decision Decide(AuthorizationRequest request, IEnumerable<string> statements) =>
        Authorization.Decide(request, [Resource(string.Join(',', statements)), Administrator]);

    private static readonly PolicyDocument Administrator = Identity("""{"Effect":"Allow","Action":"*","Resource":"*"}""");

    private static void ForAll(Func<AuthorizationRequest, string[], string, bool> property) =>
        Prop.ForAll(
            (from request in Request
             from statements in Statements
             from extra in AnyStatement
             select (request, statements, extra)).ToArbitrary(),
            sample => property(sample.request, sample.statements, sample.extra)).QuickCheckThrowOnFailure();

    [Fact]
    public void A_deny_never_widens() => ForAll((request, statements, extra) =>
        !Decide(request, [.. statements, extra.Replace("\"Allow\"", "\"Deny\"", StringComparison.Ordinal)]).IsAllowed
        || Decide(request, statements).IsAllowed);

    [Fact]
    public void An_allow_never_narrows() => ForAll((request, statements, extra) =>
        !Decide(request, statements).IsAllowed
        || Decide(request, [.. statements, extra.Replace("\"Deny\"", "\"Allow\"", StringComparison.Ordinal)]).IsAllowed);

    [Fact]
    public void The_order_of_statements_never_matters() => ForAll((request, statements, extra) =>
    {
        var (forward, backward) = (Decide(request, [.. statements, extra]), Decide(request, [extra, .. statements.Reverse()]));
        return (forward.Outcome, forward.Policy) == (backward.Outcome, backward.Policy);
    });

    [Fact]
    public void A_wildcard_covers_whatever_a_narrower_action_does() => ForAll((request, statements, extra) =>
    {
        var wide = statements.Select(statement => statement.Contains("\"Deny\"", StringComparison.Ordinal)
            ? statement
            : Regex.Replace(statement, "\"Action\":\"[^\"]*\"", "\"Action\":\"*\""));
        return !Decide(request, [.. statements, extra]).IsAllowed || Decide(request, [.. wide, extra]).IsAllowed;
    });

    [Fact]
    public void An_endpoint_policy_never_widens() => ForAll((request, statements, extra) =>
    {
        PolicyDocument[] without = [Resource(string.Join(',', statements)), Administrator];
        PolicyDocument[] with = [.. without, Document(extra, PolicyKind.GatewayEndpoint)];
        return !Authorization.Decide(request, with).IsAllowed || Authorization.Decide(request, without).IsAllowed;
    });

    [Fact]
    public void A_boundary_never_widens() => ForAll((request, statements, extra) =>
    {
        var boundary = Document(Regex.Replace(extra, "\"Principal\":[^}]*?(\"\\*\"|}),", ""), PolicyKind.PermissionsBoundary);
        PolicyDocument[] without = [Resource(string.Join(',', statements)), Administrator];
        return !Authorization.Decide(request, [.. without, boundary]).IsAllowed || Authorization.Decide(request, without).IsAllowed;
    });

    [Fact]
    public void Everybody_is_a_superset_of_anybody() => ForAll((request, statements, extra) =>
    {
        var wide = statements.Select(statement => statement.Contains("\"Deny\"", StringComparison.Ordinal)
            ? statement
            : Regex.Replace(statement, "\"Principal\":(\"\\*\"|{[^}]*})", "\"Principal\":\"*\""));
        return !Decide(request, [.. statements, extra]).IsAllowed || Decide(request, [.. wide, extra]).IsAllowed;
    });

    [Fact]
    public void An_explanation_agrees_with_the_decision() => ForAll((request, statements, extra) =>
    {
        PolicyDocument[] policies = [Resource(string.Join(',', [.. statements, extra])), Administrator];
        var explanation = Authorization.Explain(request, policies);
        var applies = explanation.Statements.Where(reading => reading.Applies).Select(reading => reading.Statement).ToList();
        return explanation.Decision == Authorization.Decide(request, policies)
            && (explanation.Decision.Outcome is Outcome.ExplicitlyDenied) == applies.Exists(statement => statement.Effect is Effect.Deny)
            && (explanation.Deciding is not { } deciding || deciding.Applies);
    });

    [Fact]
    public void A_denial_by_a_statement_names_a_deny_and_an_allowance_an_allow() => ForAll((request, statements, extra) =>
        Decide(request, [.. statements, extra]) switch
        {
            { Outcome: Outcome.ExplicitlyDenied, Statement.Effect: Effect.Deny } => true,
            { Outcome: Outcome.Allowed, Statement.Effect: Effect.Allow } => true,
            { Outcome: Outcome.ImplicitlyDenied, Statement: null } => true,
            _ => false,
        });
}
