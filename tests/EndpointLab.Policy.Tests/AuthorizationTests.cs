using static EndpointLab.Policy.Tests.Requests;

namespace EndpointLab.Policy.Tests;

public sealed class AuthorizationTests
{
    private static readonly PolicyDocument Administrator = Identity("""{"Effect":"Allow","Action":"*","Resource":"*"}""");
    private static readonly Caller Stranger = new($"arn:aws:iam::{OtherAccount}:user/mallory");

    private static Decision Decide(Caller caller, params PolicyDocument[] policies) => Authorization.Decide(Read(caller), policies);

    [Fact]
    public void Nothing_is_allowed_by_nobody() =>
        Assert.Equal(new(Outcome.ImplicitlyDenied, PolicyKind.Identity, null), Decide(Alice));

    [Fact]
    public void Within_an_account_either_policy_allows()
    {
        Assert.Equal(PolicyKind.Identity, Decide(Alice, Administrator).Policy);
        var decision = Decide(Alice, Resource(Statement("Allow", ",\"Sid\":\"Everybody\"")));
        Assert.Equal((Outcome.Allowed, PolicyKind.Resource, "Everybody"), (decision.Outcome, decision.Policy, decision.Statement?.Sid));
    }

    [Fact]
    public void Across_accounts_both_policies_must_allow()
    {
        var everybody = Resource(Statement("Allow"));
        Assert.Equal(new(Outcome.ImplicitlyDenied, PolicyKind.Resource, null), Decide(Stranger, Administrator));
        Assert.Equal(new(Outcome.ImplicitlyDenied, PolicyKind.Identity, null), Decide(Stranger, everybody));
        Assert.True(Decide(Stranger, Administrator, everybody).IsAllowed);
    }

    [Fact]
    public void An_anonymous_caller_needs_the_resource_policy_alone()
    {
        Assert.True(Decide(Caller.Anonymous, Resource(Statement("Allow"))).IsAllowed);
        Assert.Equal(PolicyKind.Resource, Decide(Caller.Anonymous).Policy);
    }

    [Fact]
    public void An_explicit_deny_wins_and_is_named()
    {
        var decision = Decide(Alice, Administrator, Resource(Statement("Allow") + "," + Statement("Deny", ",\"Sid\":\"Stop\"")));
        Assert.Equal((Outcome.ExplicitlyDenied, PolicyKind.Resource, 1, "Stop"),
            (decision.Outcome, decision.Policy, decision.Statement?.Index, decision.Statement?.Sid));
    }

    [Fact]
    public void An_endpoint_policy_limits_what_the_others_allow()
    {
        var closed = Document("""{"Effect":"Allow","Principal":"*","Action":"s3:PutObject","Resource":"*"}""", PolicyKind.GatewayEndpoint);
        Assert.Equal(new(Outcome.ImplicitlyDenied, PolicyKind.GatewayEndpoint, null), Decide(Alice, Administrator, closed));
        Assert.False(Decide(Alice, Document(Statement("Allow"), PolicyKind.GatewayEndpoint)).IsAllowed);
    }

    [Theory]
    [InlineData("{\"AWS\":\"111111111111\"}")]
    [InlineData("{\"AWS\":\"arn:aws:iam::111111111111:root\"}")]
    public void An_account_in_an_endpoint_policy_means_the_root_user_of_a_gateway_and_everybody_of_an_interface(string account)
    {
        var gateway = Document(Statement("Allow", principal: account), PolicyKind.GatewayEndpoint);
        Assert.False(Decide(Alice, Administrator, gateway).IsAllowed);
        Assert.True(Decide(Root, Administrator, gateway).IsAllowed);
        Assert.True(Decide(Alice, Administrator, Document(Statement("Allow", principal: account), PolicyKind.InterfaceEndpoint)).IsAllowed);
    }

    [Fact]
    public void An_account_in_a_resource_policy_delegates_to_the_account()
    {
        Assert.False(Decide(Alice, Resource(Statement("Allow", principal: "{\"AWS\":\"111111111111\"}"))).IsAllowed);
        Assert.True(Decide(Stranger, Administrator, Resource(Statement("Allow", principal: "{\"AWS\":\"222222222222\"}"))).IsAllowed);
        Assert.False(Decide(Alice, Administrator, Resource(Statement("Deny", principal: "{\"AWS\":\"111111111111\"}"))).IsAllowed);
    }

    [Theory]
    [InlineData("arn:aws:iam::111111111111:role/Reader", true)]
    [InlineData("arn:aws:iam::111111111111:role/service/Reader", true)]
    [InlineData("arn:aws:sts::111111111111:assumed-role/Reader/i-0123", true)]
    [InlineData("arn:aws:iam::222222222222:role/Reader", false)]
    [InlineData("arn:aws:iam::111111111111:role/Writer", false)]
    public void A_session_is_named_by_its_role(string arn, bool allowed) =>
        Assert.Equal(allowed, Decide(Session, Resource(Statement("Allow", principal: $"{{\"AWS\":[\"{arn}\"]}}"))).IsAllowed);

    [Fact]
    public void A_session_s_principal_arn_is_its_role_s()
    {
        var policy = Resource(Statement("Allow",
            ",\"Condition\":{\"ArnEquals\":{\"aws:PrincipalArn\":\"arn:aws:iam::111111111111:role/Reader\"}}"));
        Assert.True(Decide(Session, policy).IsAllowed);
        Assert.False(Decide(Alice, policy).IsAllowed);
    }

    [Fact]
    public void Not_principal_spares_only_who_is_named()
    {
        var policy = Resource("""
            {"Effect":"Deny","NotPrincipal":{"AWS":["arn:aws:iam::111111111111:user/alice","111111111111"]},"Action":"s3:*","Resource":"*"}
            """);
        Assert.True(Decide(Alice, Administrator, policy).IsAllowed);
        Assert.Equal(Outcome.ExplicitlyDenied, Decide(Session, Administrator, policy).Outcome);
    }

    [Theory]
    [InlineData("\"Action\":\"S3:get*\",\"Resource\":\"arn:aws:s3:::lab/*\"", true)]
    [InlineData("\"Action\":\"s3:GetObjec?\",\"Resource\":\"arn:aws:s3:::lab/hello.txt\"", true)]
    [InlineData("\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::lab\"", false)]
    [InlineData("\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::LAB/*\"", false)]
    [InlineData("\"NotAction\":\"s3:Put*\",\"Resource\":\"*\"", true)]
    [InlineData("\"NotAction\":[\"s3:Put*\",\"s3:get*\"],\"Resource\":\"*\"", false)]
    [InlineData("\"Action\":\"*\",\"NotResource\":\"arn:aws:s3:::lab/*\"", false)]
    [InlineData("\"Action\":\"*\",\"NotResource\":\"arn:aws:s3:::other/*\"", true)]
    public void Actions_and_resources_match_by_wildcard(string elements, bool allowed) =>
        Assert.Equal(allowed, Decide(Alice, Identity($"{{\"Effect\":\"Allow\",{elements}}}")).IsAllowed);

    [Fact]
    public void A_deny_on_the_source_address_denies_everything_over_an_endpoint()
    {
        var policy = Resource(Statement("Deny", ",\"Condition\":{\"NotIpAddress\":{\"aws:SourceIp\":\"203.0.113.0/24\"}}"));
        Assert.True(Authorization.Decide(Read(Alice, ("aws:SourceIp", "203.0.113.10")), [Administrator, policy]).IsAllowed);
        Assert.False(Authorization.Decide(Read(Alice, ("aws:SourceVpce", "vpce-1")), [Administrator, policy]).IsAllowed);
    }
}
