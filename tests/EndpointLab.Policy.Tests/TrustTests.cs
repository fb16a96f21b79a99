using static EndpointLab.Policy.Tests.Requests;

namespace EndpointLab.Policy.Tests;

/// <summary>Who may assume a role ("How IAM roles differ from resource-based policies" and the pages beside it).</summary>
public sealed class TrustTests
{
    private const string Role = "arn:aws:iam::111111111111:role/endpointlab/Reader";
    private const string Everything = """{"Effect":"Allow","Action":"*","Resource":"*"}""";

    private static PolicyDocument Trust(string principal, string effect = "Allow") => Document(
        $$"""{"Effect":"{{effect}}","Principal":{{principal}},"Action":"sts:AssumeRole"}""", PolicyKind.Trust);

    private static Decision Assume(Caller caller, params PolicyDocument[] policies) =>
        Authorization.Decide(new(caller, "sts:AssumeRole", Role, Account), policies);

    [Fact]
    public void A_role_is_assumed_by_whom_it_trusts_by_name()
    {
        Assert.True(Assume(Alice, Trust($"{{\"AWS\":\"{Alice.Arn}\"}}")).IsAllowed);
        Assert.True(Assume(Caller.Service("ec2.amazonaws.com"), Trust("{\"Service\":\"ec2.amazonaws.com\"}")).IsAllowed);
        Assert.False(Assume(Caller.Service("lambda.amazonaws.com"), Trust("{\"Service\":\"ec2.amazonaws.com\"}")).IsAllowed);
    }

    [Fact]
    public void An_account_that_is_trusted_leaves_it_to_its_identity_policies()
    {
        var trust = Trust("{\"AWS\":\"111111111111\"}");
        Assert.Equal(new(Outcome.ImplicitlyDenied, PolicyKind.Identity, null), Assume(Alice, trust));
        Assert.True(Assume(Alice, trust, Identity(Everything)).IsAllowed);
        Assert.Equal(PolicyKind.PermissionsBoundary, Assume(Alice, trust, Identity(Everything),
            Document("""{"Effect":"Allow","Action":"s3:*","Resource":"*"}""", PolicyKind.PermissionsBoundary)).Policy);
    }

    [Fact]
    public void An_administrator_assumes_no_role_that_trusts_another()
    {
        Decision lacks = new(Outcome.ImplicitlyDenied, PolicyKind.Trust, null);
        Assert.Equal(lacks, Assume(Alice, Trust("{\"Service\":\"ec2.amazonaws.com\"}"), Identity(Everything)));
        Assert.Equal(lacks, Assume(Alice, Trust("{\"AWS\":\"222222222222\"}"), Identity(Everything)));
        Assert.Equal(Outcome.ExplicitlyDenied, Assume(Alice, Trust("{\"AWS\":\"111111111111\"}", "Deny"), Identity(Everything)).Outcome);
    }

    [Fact]
    public void Across_accounts_both_sides_must_allow()
    {
        Caller mallory = new($"arn:aws:iam::{OtherAccount}:user/mallory");
        var trust = Trust($"{{\"AWS\":\"{mallory.Arn}\"}}");
        Assert.Equal(PolicyKind.Identity, Assume(mallory, trust).Policy);
        Assert.True(Assume(mallory, trust, Identity(Everything)).IsAllowed);
        Assert.Equal(PolicyKind.Trust, Assume(mallory, Trust("{\"AWS\":\"111111111111\"}"), Identity(Everything)).Policy);
    }

    [Fact]
    public void A_session_whose_role_is_known_is_named_by_its_role_s_path_too()
    {
        var known = Session with { RoleArn = "arn:aws:iam::111111111111:role/a/Reader", UserId = "AROAEXAMPLE:i-0123" };
        Assert.True(Assume(known, Trust("{\"AWS\":\"arn:aws:iam::111111111111:role/a/Reader\"}")).IsAllowed);
        Assert.False(Assume(known, Trust("{\"AWS\":\"arn:aws:iam::111111111111:role/Reader\"}")).IsAllowed);
        var policy = Resource(Statement("Allow", """
            ,"Condition":{"StringEquals":{"aws:PrincipalArn":"arn:aws:iam::111111111111:role/a/Reader","aws:userid":"AROAEXAMPLE:i-0123"}}
            """));
        Assert.True(Authorization.Decide(Read(known), [policy]).IsAllowed);
        Assert.False(Authorization.Decide(Read(Session), [policy]).IsAllowed);
    }

    [Theory]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Resource":"*"}""", "Has prohibited field Resource")]
    [InlineData("""{"Effect":"Deny","NotPrincipal":"*","Action":"sts:AssumeRole"}""", "Has prohibited field NotPrincipal")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:GetObject"}""", "Policy has invalid action")]
    [InlineData("""{"Effect":"Allow","Action":"sts:AssumeRole"}""", "Missing required field Principal")]
    public void A_trust_policy_names_who_and_no_resource(string statement, string reason) =>
        Assert.Equal(reason, Assert.Throws<PolicyFormatException>(() => Document(statement, PolicyKind.Trust)).Reason);
}
