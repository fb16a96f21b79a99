using static EndpointLab.Policy.Tests.Requests;

namespace EndpointLab.Policy.Tests;

/// <summary>Permissions boundaries, and callers that need no policy of their own.</summary>
public sealed class BoundaryTests
{
    private const string Reader = "{\"AWS\":\"arn:aws:iam::111111111111:role/Reader\"}";
    private const string ReaderSession = "{\"AWS\":\"arn:aws:sts::111111111111:assumed-role/Reader/i-0123\"}";

    private static readonly PolicyDocument Administrator = Identity("""{"Effect":"Allow","Action":"*","Resource":"*"}""");
    private static readonly PolicyDocument Narrow = Boundary("""{"Effect":"Allow","Action":"s3:PutObject","Resource":"*"}""");
    private static readonly PolicyDocument Wide = Boundary("""{"Effect":"Allow","Action":"s3:*","Resource":"*"}""");
    private static readonly Decision Exceeds = new(Outcome.ImplicitlyDenied, PolicyKind.PermissionsBoundary, null);

    private static Decision Decide(Caller caller, params PolicyDocument[] policies) => Authorization.Decide(Read(caller), policies);

    private static PolicyDocument Boundary(string statements) => Document(statements, PolicyKind.PermissionsBoundary);

    [Fact]
    public void A_boundary_limits_what_the_caller_s_policies_give_and_gives_nothing()
    {
        Assert.Equal(Exceeds, Decide(Session, Administrator, Narrow));
        Assert.True(Decide(Session, Administrator, Wide).IsAllowed);
        Assert.Equal(new(Outcome.ImplicitlyDenied, PolicyKind.Identity, null), Decide(Session, Wide));
        Assert.Equal((Outcome.ExplicitlyDenied, PolicyKind.PermissionsBoundary),
            Decide(Session, Administrator, Boundary("""{"Effect":"Deny","Action":"s3:*","Resource":"*"}""")) is var denial
                ? (denial.Outcome, denial.Policy) : default);
    }

    // "How AWS enforcement code logic evaluates requests to allow or deny access" in the IAM User Guide.
    [Theory]
    [InlineData(Reader, false)]
    [InlineData(ReaderSession, true)]
    [InlineData("\"*\"", true)]
    public void Within_an_account_a_boundary_limits_what_a_resource_gives_to_the_role_but_not_to_the_session(
        string principal, bool allowed)
    {
        var policy = Resource(Statement("Allow", principal: principal));
        Assert.Equal(allowed, Decide(Session, policy, Narrow).IsAllowed);
        Assert.True(Decide(Session, policy, Wide).IsAllowed);
        Assert.True(Decide(Session, policy).IsAllowed);
    }

    [Fact]
    public void A_grant_to_the_session_counts_beside_one_to_the_role()
    {
        var policy = Resource(Statement("Allow", principal: Reader) + "," + Statement("Allow", principal: ReaderSession));
        Assert.Equal(1, Decide(Session, policy, Narrow).Statement?.Index);
    }

    [Fact]
    public void Across_accounts_a_boundary_limits_the_caller_whatever_the_resource_gives()
    {
        var request = Read(Session) with { ResourceAccountId = OtherAccount };
        var policy = Resource(Statement("Allow", principal: ReaderSession));
        Assert.Equal(Exceeds, Authorization.Decide(request, [Administrator, policy, Narrow]));
        Assert.True(Authorization.Decide(request, [Administrator, policy, Wide]).IsAllowed);
    }

    // "Permissions boundaries for IAM entities" in the IAM User Guide.
    [Fact]
    public void A_deny_with_NotPrincipal_spares_nobody_who_has_a_boundary()
    {
        var policy = Resource($$"""{"Effect":"Deny","NotPrincipal":{{Reader}},"Action":"s3:*","Resource":"*"}""");
        Assert.True(Decide(Session, Administrator, policy).IsAllowed);
        Assert.Equal(Outcome.ExplicitlyDenied, Decide(Session, Administrator, policy, Wide).Outcome);
    }

    [Fact]
    public void The_root_user_needs_no_policy_but_is_held_to_a_deny_an_endpoint_and_another_account()
    {
        Assert.Equal(new(Outcome.Allowed, PolicyKind.Identity, null), Decide(Root));
        Assert.Equal(Outcome.ExplicitlyDenied, Decide(Root, Resource(Statement("Deny"))).Outcome);
        Assert.False(Decide(Root, Document(Statement("Deny"), PolicyKind.GatewayEndpoint)).IsAllowed);
        Assert.Equal(PolicyKind.Resource, Decide(new($"arn:aws:iam::{OtherAccount}:root")).Policy);
    }

    [Fact]
    public void A_service_needs_the_resource_policy_alone()
    {
        var logging = Caller.Service("logging.s3.amazonaws.com");
        var policy = Resource(Statement("Allow", ",\"Condition\":{\"Bool\":{\"aws:PrincipalIsAWSService\":\"true\"}}",
            "{\"Service\":\"logging.s3.amazonaws.com\"}"));
        Assert.True(Decide(logging, policy).IsAllowed);
        Assert.Equal(new(Outcome.ImplicitlyDenied, PolicyKind.Resource, null), Decide(logging));
        Assert.False(Decide(Caller.Service("cloudtrail.amazonaws.com"), policy).IsAllowed);
        Assert.False(Decide(Alice, policy).IsAllowed);
    }

    [Fact]
    public void The_id_of_a_deleted_role_is_read_and_matches_nobody()
    {
        var policy = Resource(Statement("Allow", principal: "{\"AWS\":\"AROA1234567890EXAMPLE\"}"));
        Assert.True(Assert.Single(Assert.Single(policy.Statements).Principal!.Names).IsUniqueId);
        Assert.False(Decide(Session, policy).IsAllowed);
    }

    [Theory]
    [InlineData("arn:aws:iam::111111111111:user/alice", "User")]
    [InlineData("arn:aws:iam::111111111111:root", "Account")]
    [InlineData("arn:aws:sts::111111111111:assumed-role/Reader/i-0123", "AssumedRole")]
    [InlineData("arn:aws:sts::111111111111:federated-user/bob", "FederatedUser")]
    [InlineData(null, "Anonymous")]
    public void A_caller_has_a_principal_type(string? arn, string type)
    {
        var policy = Resource(Statement("Allow", $",\"Condition\":{{\"StringEquals\":{{\"aws:PrincipalType\":\"{type}\"}}}}"));
        Assert.True(Decide(new(arn), policy).IsAllowed);
    }
}
