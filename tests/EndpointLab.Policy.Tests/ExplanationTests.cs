using static EndpointLab.Policy.Tests.Requests;

namespace EndpointLab.Policy.Tests;

public sealed class ExplanationTests
{
    private static Mismatch Only(AuthorizationRequest request, PolicyDocument policy) =>
        Assert.Single(Assert.Single(Authorization.Explain(request, [policy]).Statements).Mismatches);

    [Fact]
    public void The_deciding_statement_is_named_with_its_policy_and_place()
    {
        var first = Identity("""{"Effect":"Allow","Action":"ec2:*","Resource":"*"}""") with { Name = "first" };
        var second = PolicyDocument.Parse(
            """
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Deny","Action":"s3:PutObject","Resource":"*"},
              {"Effect":"Allow","Action":"s3:*","Resource":"*"}]}
            """,
            PolicyKind.Identity) with { Name = "second" };
        var explanation = Authorization.Explain(Read(), [first, second]);
        var deciding = explanation.Deciding!;
        Assert.True(explanation.Decision.IsAllowed);
        Assert.Equal(("second", "$.Statement[1]", 3, true),
            (deciding.Policy.Name, deciding.Statement.Path, deciding.Statement.Line, deciding.Applies));
        Assert.Equal(3, explanation.Statements.Count);
        Assert.Null(Authorization.Explain(Read(), [first]).Deciding);
    }

    [Theory]
    [InlineData("\"Action\":\"s3:Put*\",\"Resource\":\"*\"", "Action", "Action is s3:Put*, not s3:GetObject.")]
    [InlineData("\"NotAction\":\"s3:Get*\",\"Resource\":\"*\"", "NotAction", "NotAction leaves out s3:GetObject.")]
    [InlineData("\"Action\":\"s3:*\",\"Resource\":[\"arn:aws:s3:::lab\",\"arn:aws:s3:::a/*\"]", "Resource",
        "Resource is arn:aws:s3:::lab or arn:aws:s3:::a/*, not arn:aws:s3:::lab/hello.txt.")]
    public void An_element_that_does_not_match_is_named(string elements, string element, string reason)
    {
        var mismatch = Only(Read(), Identity($"{{\"Effect\":\"Allow\",{elements}}}"));
        Assert.Equal((element, reason, null), (mismatch.Element, mismatch.Reason, mismatch.Key));
    }

    [Theory]
    [InlineData(PolicyKind.Resource, "{\"AWS\":\"arn:aws:iam::111111111111:user/bob\"}", "Principal",
        "Principal is arn:aws:iam::111111111111:user/bob, not arn:aws:iam::111111111111:user/alice.")]
    [InlineData(PolicyKind.Resource, "{\"AWS\":\"111111111111\"}", "Principal",
        "Principal names the account of arn:aws:iam::111111111111:user/alice, "
        + "which leaves it to the account's own identity policies to allow this.")]
    [InlineData(PolicyKind.GatewayEndpoint, "{\"AWS\":\"111111111111\"}", "Principal",
        "Principal names the account of arn:aws:iam::111111111111:user/alice; in a gateway endpoint's policy that is its root user alone.")]
    public void A_principal_that_does_not_match_is_named(PolicyKind kind, string principal, string element, string reason)
    {
        var mismatch = Only(Read(), Document(Statement("Allow", principal: principal), kind));
        Assert.Equal((element, reason), (mismatch.Element, mismatch.Reason));
        Assert.Equal([$"{Alice}"], mismatch.Actual);
    }

    [Fact]
    public void NotPrincipal_spares_whom_it_names()
    {
        var policy = Resource("""
            {"Effect":"Deny","NotPrincipal":{"AWS":"arn:aws:iam::111111111111:user/alice"},"Action":"*","Resource":"*"}
            """);
        Assert.Equal(("NotPrincipal", "NotPrincipal spares arn:aws:iam::111111111111:user/alice."),
            Only(Read(), policy) is var mismatch ? (mismatch.Element, mismatch.Reason) : default);
    }

    [Fact]
    public void A_condition_that_does_not_hold_is_named_with_what_the_request_has()
    {
        var policy = Resource(Statement("Allow", ",\"Condition\":{\"StringEquals\":{\"aws:SourceVpce\":[\"vpce-1\",\"vpce-2\"]}}"));
        var other = Only(Read(null, ("aws:SourceVpce", "vpce-3")), policy);
        Assert.Equal(("Condition", "StringEquals", "aws:SourceVpce"), (other.Element, other.Operator, other.Key));
        Assert.Equal(["vpce-1", "vpce-2"], other.Expected);
        Assert.Equal(["vpce-3"], other.Actual);
        Assert.Equal("StringEquals aws:SourceVpce vpce-1 or vpce-2 doesn't hold: the request has vpce-3.", other.Reason);
        var absent = Only(Read(), policy);
        Assert.Empty(absent.Actual);
        Assert.EndsWith("the request has no such key.", absent.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_reason_is_given_at_once()
    {
        var policy = Resource("""
            {"Effect":"Allow","Principal":{"AWS":"222222222222"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::lab",
             "Condition":{"StringEquals":{"aws:SourceVpce":"vpce-1"},"Bool":{"aws:SecureTransport":"true"}}}
            """);
        Assert.Equal(["Principal", "Action", "Resource", "Condition", "Condition"],
            Assert.Single(Authorization.Explain(Read(), [policy]).Statements).Mismatches.Select(mismatch => mismatch.Element));
    }
}
