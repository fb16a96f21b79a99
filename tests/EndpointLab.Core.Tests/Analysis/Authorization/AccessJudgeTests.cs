using System.Text.Json.Nodes;
using EndpointLab.Analysis;
using EndpointLab.Policy;
using static EndpointLab.Core.Tests.Analysis.AccessScene;

namespace EndpointLab.Core.Tests.Analysis;

/// <summary>What policies refuse, each judged by itself, and the edit that mends it.</summary>
public sealed class AccessJudgeTests
{
    private const string Anybody = "\"Principal\":\"*\",";

    private static string Policy(string statements) => $$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""";

    private static string Statement(string effect, string elements) => $$"""{"Sid":"S","Effect":"{{effect}}",{{elements}}}""";

    private static string Allow(string elements) => Policy(Statement("Allow", elements));

    private static string Deny(string elements) => Policy(Statement("Deny", elements));

    [Fact]
    public void What_is_allowed_has_no_findings() => Assert.Empty(new AccessScene().Findings);

    // 9 of the fault catalogue.
    [Theory]
    [InlineData("Allow", "\"Principal\":\"*\",\"Action\":\"s3:PutObject\",\"Resource\":\"*\"", "No statement")]
    [InlineData("Allow", "\"Principal\":{\"AWS\":\"111111111111\"},\"Action\":\"s3:*\",\"Resource\":\"*\"", "root user alone")]
    [InlineData("Allow", "\"Principal\":{\"AWS\":\"arn:aws:iam::111111111111:root\"},\"Action\":\"s3:*\",\"Resource\":\"*\"",
        "root user alone")]
    [InlineData("Allow", "\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::lab\"", "add /*")]
    [InlineData("Allow",
        "\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:SourceVpc\":\"vpc-2\"}}",
        "requires aws:SourceVpc vpc-2, and the request has vpc-1")]
    public void An_endpoint_policy_without_an_Allow_gets_one_for_this_alone(string effect, string elements, string reason)
    {
        AccessScene scene = new() { EndpointPolicy = Policy(Statement(effect, elements)) };
        Assert.Equal((Cause.EndpointPolicy, PathLayer.EndpointPolicy), (scene.Finding.Cause, scene.Finding.Layer));
        Assert.Contains(reason, scene.Finding.Reason, StringComparison.Ordinal);
        var added = JsonNode.Parse(Assert.IsType<AddStatement>(EditOf(scene)).Statement)!;
        Assert.Equal("s3:GetObject arn:aws:s3:::lab/hello.txt *", $"{added["Action"]} {added["Resource"]} {added["Principal"]}");
        Assert.Equal(Role, $"{added["Condition"]!["ArnEquals"]!["aws:PrincipalArn"]}");
        Assert.True(scene.Mended.IsAllowed);
    }

    // 10.
    [Theory]
    [InlineData("StringNotEquals", "aws:SourceVpce", "\"vpce-a\"", "requires aws:SourceVpce vpce-a, and the request has vpce-b")]
    [InlineData("StringNotEquals", "AWS:sourcevpce", "[\"vpce-a\",\"vpce-c\"]", "vpce-a or vpce-c, and the request has vpce-b")]
    [InlineData("StringNotLike", "aws:SourceVpc", "\"vpc-9*\"", "requires aws:SourceVpc vpc-9*, and the request has vpc-1")]
    [InlineData("NotIpAddress", "aws:VpcSourceIp", "\"10.9.0.0/16\"", "and the request has 10.0.2.5")]
    public void A_bucket_policy_that_requires_another_way_gets_this_one_besides(string test, string key, string values, string reason)
    {
        AccessScene scene = new()
        {
            BucketPolicy = Deny($"{Anybody}\"Action\":\"s3:*\",\"Resource\":\"*\",\"Condition\":{{\"{test}\":{{\"{key}\":{values}}}}}"),
        };
        Assert.Equal((Cause.BucketPolicy, "S"), (scene.Finding.Cause, scene.Finding.Rule));
        Assert.Contains(reason, scene.Finding.Reason, StringComparison.Ordinal);
        var list = JsonNode.Parse(EditOf(scene).Statement)!["Condition"]![test]![key]!.AsArray();
        Assert.Equal(JsonNode.Parse(values) is JsonArray many ? many.Count + 1 : 2, list.Count);
        Assert.True(scene.Mended.IsAllowed);
    }

    // 18.
    [Fact]
    public void A_Deny_by_the_source_address_spares_what_comes_over_the_endpoint_then()
    {
        AccessScene scene = new()
        {
            BucketPolicy = Deny(Anybody + """
                "Action":"s3:*","Resource":"*","Condition":{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}}
                """),
        };
        Assert.Contains("aws:SourceIp is absent over an endpoint", scene.Finding.Reason, StringComparison.Ordinal);
        Assert.Contains("\"StringNotEquals\":{\"aws:SourceVpce\":\"vpce-b\"}", EditOf(scene).Statement, StringComparison.Ordinal);
        Assert.True(scene.Mended.IsAllowed);
    }

    [Fact]
    public void An_Allow_by_the_source_address_gets_one_by_the_endpoint_beside_it()
    {
        AccessScene scene = new()
        {
            Identity = Allow("\"Action\":\"s3:*\",\"Resource\":\"*\",\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":\"203.0.113.0/24\"}}"),
        };
        Assert.Equal((Cause.IdentityPolicy, "S"), (scene.Finding.Cause, scene.Finding.Rule));
        Assert.Contains("use aws:VpcSourceIp or aws:SourceVpce", scene.Finding.Reason, StringComparison.Ordinal);
        Assert.Contains("\"aws:SourceVpce\":\"vpce-b\"", EditOf(scene).Statement, StringComparison.Ordinal);
        Assert.True(scene.Mended.IsAllowed);
    }

    [Fact]
    public void A_Deny_without_a_condition_gets_an_exception_for_the_caller()
    {
        AccessScene scene = new() { BucketPolicy = Deny($"{Anybody}\"Action\":\"s3:*\",\"Resource\":\"*\"") };
        Assert.Contains($"\"ArnNotEquals\":{{\"aws:PrincipalArn\":\"{Role}\"}}", EditOf(scene).Statement, StringComparison.Ordinal);
        Assert.True(scene.Mended.IsAllowed);
    }

    // 11 and 22.
    [Theory]
    [InlineData("\"Action\":\"s3:PutObject\",\"Resource\":\"*\"", "s3:GetObject", Key, typeof(AddStatement))]
    [InlineData("\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::lab\"", "s3:GetObject", Key, typeof(ReplaceStatement))]
    [InlineData("\"Action\":\"s3:ListBucket\",\"Resource\":\"arn:aws:s3:::lab/*\"", "s3:ListBucket", BucketArn, typeof(ReplaceStatement))]
    [InlineData("\"Action\":[\"s3:GetObject\",\"s3:PutObject\"],\"Resource\":\"arn:aws:s3:::lab\"",
        "s3:GetObject", Key, typeof(AddStatement))]
    public void An_identity_without_permission_gets_this_one(string elements, string action, string resource, Type edit)
    {
        AccessScene scene = new() { Identity = Allow(elements), Action = action, Resource = resource };
        Assert.Equal(Cause.IdentityPolicy, scene.Finding.Cause);
        Assert.IsType(edit, EditOf(scene));
        Assert.DoesNotContain("*\"", EditOf(scene).Statement.Replace("lab/*", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.True(scene.Mended.IsAllowed);
    }

    // 21.
    [Fact]
    public void Listing_all_buckets_needs_every_resource()
    {
        AccessScene scene = new()
        {
            Action = "s3:ListAllMyBuckets", Resource = "arn:aws:s3:::*",
            EndpointPolicy = Allow($"{Anybody}\"Action\":\"s3:*\",\"Resource\":[\"arn:aws:s3:::lab\",\"arn:aws:s3:::lab/*\"]"),
        };
        Assert.Contains("needs Resource *", scene.Finding.Reason, StringComparison.Ordinal);
        Assert.Contains("\"Action\":\"s3:ListAllMyBuckets\",\"Resource\":\"*\"", EditOf(scene).Statement, StringComparison.Ordinal);
        Assert.True(scene.Mended.IsAllowed);
    }

    // 23.
    [Fact]
    public void A_boundary_that_leaves_it_out_is_a_finding_of_its_own()
    {
        AccessScene scene = new() { Boundary = Allow("\"Action\":\"s3:PutObject\",\"Resource\":\"*\"") };
        Assert.Equal(Cause.PermissionsBoundary, scene.Finding.Cause);
        Assert.True(scene.Mended.IsAllowed);
        scene = scene with { Identity = null };
        Assert.Equal([Cause.IdentityPolicy, Cause.PermissionsBoundary], scene.Findings.Select(finding => finding.Cause));
        Assert.True(scene.Mended.IsAllowed);
    }

    [Fact]
    public void Every_policy_that_refuses_is_found_at_once()
    {
        AccessScene scene = new()
        {
            EndpointPolicy = Allow($"{Anybody}\"Action\":\"s3:PutObject\",\"Resource\":\"*\""),
            Identity = Policy("""
                {"Effect":"Allow","Action":"s3:*","Resource":"*"},{"Sid":"No","Effect":"Deny","Action":"s3:Get*","Resource":"*"}
                """),
            BucketPolicy = Policy(
                $$"""
                {"Sid":"A","Effect":"Deny",{{Anybody}}"Action":"s3:*","Resource":"*",
                 "Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-a"} } },
                {"Sid":"B","Effect":"Deny",{{Anybody}}"Action":"s3:*","Resource":"*"}
                """),
        };
        Assert.Equal(["A", "B", "No", null], scene.Findings.Select(finding => finding.Rule).Order().OrderBy(rule => rule is null));
        Assert.True(scene.Mended.IsAllowed);
    }

    [Fact]
    public void Within_an_account_the_bucket_s_policy_is_enough_and_across_accounts_both_are_needed()
    {
        AccessScene scene = new()
        {
            Identity = null,
            BucketPolicy = Allow($"\"Principal\":{{\"AWS\":\"{Role}\"}},\"Action\":\"s3:*\",\"Resource\":\"*\""),
        };
        Assert.Empty(scene.Findings);
        scene = scene with { Owner = OtherAccount };
        Assert.Equal(Cause.IdentityPolicy, scene.Finding.Cause);
        scene = scene with { BucketPolicy = null };
        Assert.Equal([Cause.IdentityPolicy, Cause.BucketPolicy], scene.Findings.Select(finding => finding.Cause));
        Assert.True(scene.Mended.IsAllowed);
    }

    [Fact]
    public void A_bucket_policy_that_plainly_means_the_request_is_mended_first()
    {
        AccessScene scene = new()
        {
            Identity = null,
            BucketPolicy = Allow($$"""
                "Principal":{"AWS":"{{Role}}"},"Action":"s3:GetObject","Resource":"{{Key}}",
                "Condition":{"StringEquals":{"aws:SourceVpce":"vpce-a"} }
                """),
        };
        Assert.Equal(Cause.BucketPolicy, scene.Finding.Cause);
        Assert.Contains("[\"vpce-a\",\"vpce-b\"]", EditOf(scene).Statement, StringComparison.Ordinal);
        Assert.True(scene.Mended.IsAllowed);
    }

    [Fact]
    public void A_public_policy_says_nothing_to_other_accounts_under_Block_Public_Access()
    {
        AccessScene scene = new()
        {
            Owner = OtherAccount,
            RestrictsPublic = true,
            BucketPolicy = Allow($"{Anybody}\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::lab/*\""),
        };
        Assert.Equal(Cause.PublicAccessBlock, scene.Finding.Cause);
        Assert.True(scene.Mended.IsAllowed);
    }

    [Fact]
    public void An_anonymous_caller_needs_the_bucket_s_policy()
    {
        AccessScene scene = new() { IsAnonymous = true };
        Assert.Equal(Cause.BucketPolicy, scene.Finding.Cause);
        Assert.Contains("\"aws:SourceVpce\":\"vpce-b\"", EditOf(scene).Statement, StringComparison.Ordinal);
        Assert.True(scene.Mended.IsAllowed);
    }

    [Fact]
    public void What_depends_on_a_key_that_configuration_does_not_show_is_left_open()
    {
        const string condition = "\"Condition\":{\"StringNotEquals\":{\"aws:PrincipalOrgID\":\"o-1\"}}";
        AccessScene scene = new() { BucketPolicy = Deny($"{Anybody}\"Action\":\"s3:*\",\"Resource\":\"*\",{condition}") };
        var judgement = AccessJudge.Judge(scene.Case);
        Assert.Empty(judgement.Findings);
        Assert.Contains("aws:PrincipalOrgID", Assert.Single(judgement.Uncertain), StringComparison.Ordinal);
    }

    [Fact]
    public void What_another_policy_might_allow_that_could_not_be_read_is_no_finding()
    {
        AccessScene scene = new() { Identity = Allow("\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::lab\"") };
        Assert.Equal(Cause.IdentityPolicy, scene.Finding.Cause);
        Assert.Empty((scene with { Unread = [PolicyKind.Resource] }).Findings);
        Assert.Empty((scene with { Unread = [PolicyKind.Resource], Owner = OtherAccount, IsOwnerKnown = false }).Findings);
        Assert.Single((scene with { Unread = [PolicyKind.Resource], Owner = OtherAccount }).Findings);
        Assert.Single((scene with { Unread = [PolicyKind.PermissionsBoundary] }).Findings);

        scene = new()
        {
            Identity = null,
            BucketPolicy = Allow($"\"Principal\":{{\"AWS\":\"{Role}\"}},\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::lab\""),
        };
        Assert.Equal(Cause.BucketPolicy, scene.Finding.Cause);
        Assert.Empty((scene with { Unread = [PolicyKind.Identity] }).Findings);
        Assert.Equal(
            "BucketPolicy ",
            AccessJudge.Judge((scene with { Unread = [PolicyKind.Identity] }).Case).Hops
                .Where(hop => hop.Layer is PathLayer.BucketPolicy).Select(hop => $"{hop.Layer} {hop.Passes}").Single());
    }

    [Fact]
    public void What_others_have_as_well_is_not_made_to_allow_more()
    {
        AccessScene scene = new() { Identity = Allow("\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::lab\"") };
        Assert.IsType<ReplaceStatement>(EditOf(scene));
        scene = scene with { IsIdentityShared = true };
        Assert.Equal("S", scene.Finding.Rule);
        Assert.IsType<AddStatement>(EditOf(scene));
    }

    [Fact]
    public void Each_policy_is_a_hop_with_the_statement_that_decides()
    {
        AccessScene scene = new() { BucketPolicy = Deny($"{Anybody}\"Action\":\"s3:*\",\"Resource\":\"*\"") };
        Assert.Equal(
            ["EndpointPolicy $.Statement True", "IdentityPolicy $.Statement True", "BucketPolicy S False"],
            AccessJudge.Judge(scene.Case).Hops.Select(hop => $"{hop.Layer} {hop.Rule} {hop.Passes}"));
    }

    [Fact]
    public void An_edit_leaves_the_rest_of_a_policy_as_it_is()
    {
        const string condition = """{"NumericEquals":{"s3:max-keys":10.0}}""";
        const string policy = $$"""
            {"Id":"ü<1>","Statement":{"Effect":"Allow","Action":"s3:Get*","Resource":"*","Condition":{{condition}}},"Version":"2012-10-17"}
            """;
        var edited = new AddStatement("""{"Effect":"Deny"}""").Apply(policy);
        Assert.Equal(policy.Replace("\"Statement\":{", "\"Statement\":[{", StringComparison.Ordinal)
            .Replace("}},\"Version\"", "}},{\"Effect\":\"Deny\"}],\"Version\"", StringComparison.Ordinal), edited);
        Assert.Equal(edited, new AddStatement("""{"Effect":"Deny"}""").Apply(edited));
        Assert.Throws<LabException>(() => new ReplaceStatement("""{"Effect":"Other"}""", """{"Effect":"Allow"}""").Apply(policy));
    }

    private static PolicyEdit EditOf(AccessScene scene) => Assert.IsType<Amend>(Assert.Single(scene.Finding.Fix)).Edit;
}
