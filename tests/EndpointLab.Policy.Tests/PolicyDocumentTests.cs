using FsCheck;
using FsCheck.Fluent;

namespace EndpointLab.Policy.Tests;

public sealed class PolicyDocumentTests
{
    private const string Statement = "\"Action\":\"s3:GetObject\",\"Resource\":\"*\"";

    [Theory]
    [InlineData("", "Policies must be valid JSON and the first byte must be '{'", "$", 1)]
    [InlineData("[]", "Policies must be valid JSON and the first byte must be '{'", "$", 1)]
    [InlineData("{\n\"Statement\": [}", "Policies must be valid JSON and the first byte must be '{'", "$", 2)]
    [InlineData("{\n\"Id\":\"\\ud800\"}", "Policies must be valid JSON and the first byte must be '{'", "$", 2)]
    [InlineData("{}", "Missing required field Statement", "$", 1)]
    [InlineData("{\"Statement\":[]}", "Could not parse the policy: Statement is empty!", "$.Statement", 1)]
    [InlineData("{\"Version\":\"2013\",\"Statement\":{}}", "The policy must contain a valid version string", "$.Version", 1)]
    [InlineData("{\"Statements\":{}}", "Unknown field Statements", "$.Statements", 1)]
    [InlineData("{\"Statement\":[\n{}]}", "Missing required field Effect", "$.Statement[0]", 2)]
    [InlineData("{\"Statement\":[\n{\"Effect\":\n\"allow\"}]}", "Invalid effect: allow", "$.Statement[0].Effect", 3)]
    [InlineData("{\"Statement\":{\"Effect\":\"Allow\",\"Effect\":\"Deny\"}}", "Duplicate field Effect", "$.Statement.Effect", 1)]
    public void A_document_that_is_no_policy_is_refused_with_the_place(string json, string reason, string path, int line)
    {
        var error = Assert.Throws<PolicyFormatException>(() => PolicyDocument.Parse(json, PolicyKind.Resource));
        Assert.Equal((reason, path, line), (error.Reason, error.Path, error.Line));
        Assert.Contains($"line {line}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_that_stops_being_JSON_anywhere_is_refused_with_the_place()
    {
        var policy = $"{{\r\n \"Id\": \"Späße 🚀\",\n \"Statement\": [\n  {{\"Effect\":\"Allow\",\"Principal\":\"*\",{Statement}}}\n ]\n}}";
        Prop.ForAll(
            (from start in Gen.Choose(0, policy.Length)
             from length in Gen.Choose(0, 3)
             from inserted in Gen.Elements("", ",", "]", "}", "\n", "é", "\"", "\\", "\ud83d")
             select policy[..start] + inserted + policy[Math.Min(start + length, policy.Length)..]).ToArbitrary(),
            damaged => Record.Exception(() => PolicyDocument.Parse(damaged, PolicyKind.Resource))
                is null or PolicyFormatException { Line: >= 1 and <= 8 }).QuickCheckThrowOnFailure();
        Prop.ForAll(
            (from end in Gen.Choose(0, policy.Length - 1)
             select policy[..end]).ToArbitrary(),
            cut => Record.Exception(() => PolicyDocument.Parse(cut, PolicyKind.Resource)) is PolicyFormatException)
            .QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("\"Principal\":\"bob\"", "Invalid principal in policy")]
    [InlineData("\"Principal\":{}", "Invalid principal in policy")]
    [InlineData("\"Principal\":{\"AWS\":\"12345\"}", "Invalid principal in policy")]
    [InlineData("\"Principal\":{\"AWS\":\"arn:aws:iam::111111111111:user/*\"}", "Invalid principal in policy")]
    [InlineData("\"Principal\":{\"Account\":\"111111111111\"}", "Unknown field Account")]
    [InlineData("\"Principal\":\"*\",\"NotPrincipal\":\"*\"", "A statement can't hold both Principal and NotPrincipal")]
    [InlineData("\"Principal\":\"*\",\"NotAction\":\"s3:*\"", "A statement can't hold both Action and NotAction")]
    [InlineData("\"Principal\":\"*\",\"Condition\":{\"StringSame\":{\"a\":\"b\"}}", "Invalid Condition type : StringSame")]
    [InlineData("\"Principal\":\"*\",\"Condition\":{\"NullIfExists\":{\"a\":\"true\"}}", "Invalid Condition type : NullIfExists")]
    [InlineData("\"Principal\":\"*\",\"Condition\":{\"ForSome:StringLike\":{\"a\":\"b\"}}", "Invalid Condition type : ForSome:StringLike")]
    [InlineData("\"Principal\":\"*\",\"Condition\":{\"Bool\":{\"a\":\"maybe\"}}", "Invalid value for Bool: maybe")]
    [InlineData("\"Principal\":\"*\",\"Condition\":{\"IpAddress\":{\"a\":\"10.0.0.0/33\"}}", "Invalid value for IpAddress: 10.0.0.0/33")]
    [InlineData("\"Principal\":\"*\",\"Condition\":{\"DateLessThan\":{\"a\":\"next week\"}}", "Invalid value for DateLessThan: next week")]
    [InlineData("\"Principal\":\"*\",\"Condition\":{\"BinaryEquals\":{\"a\":\"?\"}}", "Invalid value for BinaryEquals: ?")]
    public void A_statement_that_can_not_be_decided_is_refused(string elements, string reason)
    {
        var json = $$"""{"Statement":{"Effect":"Allow",{{elements}},{{Statement}} } }""";
        Assert.Equal(reason, Assert.Throws<PolicyFormatException>(() => PolicyDocument.Parse(json, PolicyKind.Resource)).Reason);
    }

    [Theory]
    [InlineData("\"Action\":\"GetObject\",\"Resource\":\"*\"", "Policy has invalid action")]
    [InlineData("\"Action\":\"s3:GetObject\",\"Resource\":\"lab\"", "Policy has invalid resource")]
    [InlineData("\"Action\":[],\"Resource\":\"*\"", "Missing required field Action")]
    [InlineData("\"Action\":\"s3:GetObject\"", "Missing required field Resource")]
    public void An_action_and_a_resource_have_their_form(string elements, string reason)
    {
        var json = $$"""{"Statement":{"Effect":"Allow",{{elements}} } }""";
        Assert.Equal(reason, Assert.Throws<PolicyFormatException>(() => PolicyDocument.Parse(json, PolicyKind.Identity)).Reason);
    }

    [Theory]
    [InlineData("StringLike", "aws:SourceVpc", "vpc-0*", "An endpoint policy can't compare aws:SourceVpc with wildcards")]
    [InlineData(
        "ArnNotLikeIfExists", "AWS:PrincipalAccount", "1111?", "An endpoint policy can't compare AWS:PrincipalAccount with wildcards")]
    [InlineData(
        "NumericEquals", "aws:PrincipalAccount", "1111", "An endpoint policy can't compare aws:PrincipalAccount with NumericEquals")]
    [InlineData("StringLike", "aws:SourceVpc", "vpc-0", null)]
    [InlineData("StringEquals", "aws:SourceVpc", "*", null)]
    [InlineData("StringLike", "aws:PrincipalArn", "arn:aws:iam::111122223333:role/*", null)]
    public void An_endpoint_policy_compares_what_AWS_itself_names_as_a_whole(string test, string key, string value, string? reason)
    {
        var json = $$"""
            {"Statement":{"Effect":"Allow","Principal":"*",{{Statement}},"Condition":{"{{test}}":{"{{key}}":"{{value}}"} } } }
            """;
        PolicyDocument.Parse(json, PolicyKind.Resource);
        foreach (var kind in new[] { PolicyKind.GatewayEndpoint, PolicyKind.InterfaceEndpoint })
            Assert.Equal(reason, (Record.Exception(() => PolicyDocument.Parse(json, kind)) as PolicyFormatException)?.Reason);
    }

    [Fact]
    public void Only_an_identity_policy_names_no_principal()
    {
        var named = $$"""{"Statement":{"Effect":"Allow","Principal":"*",{{Statement}} } }""";
        var unnamed = $$"""{"Statement":{"Effect":"Allow",{{Statement}} } }""";
        Assert.Single(PolicyDocument.Parse(named, PolicyKind.GatewayEndpoint).Statements);
        Assert.Single(PolicyDocument.Parse(unnamed, PolicyKind.Identity).Statements);
        Assert.Equal("Missing required field Principal",
            Assert.Throws<PolicyFormatException>(() => PolicyDocument.Parse(unnamed, PolicyKind.GatewayEndpoint)).Reason);
        Assert.Throws<PolicyFormatException>(() => PolicyDocument.Parse(named, PolicyKind.Identity));
    }

    [Fact]
    public void The_default_policy_of_a_gateway_endpoint_is_a_policy()
    {
        var document = PolicyDocument.Parse(
            """
            {"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}
            """,
            PolicyKind.GatewayEndpoint);
        Assert.Equal(("2008-10-17", Effect.Allow), (document.Version, Assert.Single(document.Statements).Effect));
    }
}
