using System.Text.RegularExpressions;
using EndpointLab.Policy.Linting;
using FsCheck;
using FsCheck.Fluent;

namespace EndpointLab.Policy.Tests;

public sealed class PolicyLintTests
{
    private const string Everyone = "\"Principal\":\"*\",";
    private const string Bucket = "\"Resource\":[\"arn:aws:s3:::lab\",\"arn:aws:s3:::lab/*\"]";
    private const string Anything = "\"Action\":\"s3:*\"," + Bucket;

    private static IReadOnlyList<Finding> Check(PolicyKind kind, string elements, string effect = "Allow", string version = "2012-10-17") =>
        PolicyLint.Check($$"""{"Version":"{{version}}","Statement":[{"Effect":"{{effect}}",{{elements}}}]}""", kind);

    private static void Finds(
        PolicyRule rule, FindingSeverity severity, string path, string words, IReadOnlyList<Finding> findings)
    {
        var finding = Assert.Single(findings);
        Assert.Equal((rule, severity, path), (finding.Rule, finding.Severity, finding.Path));
        Assert.Contains(words, finding.Message, StringComparison.Ordinal);
        Assert.StartsWith("https://docs.aws.amazon.com/", finding.Source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PolicyKind.GatewayEndpoint, Everyone + "\"Action\":\"*\",\"Resource\":\"*\"")]
    [InlineData(PolicyKind.Resource, "\"Principal\":{\"AWS\":\"111122223333\"}," + Anything)]
    [InlineData(PolicyKind.Resource, "\"Principal\":{\"Service\":\"logging.s3.amazonaws.com\"},\"Action\":\"s3:PutObject\"," + Bucket)]
    [InlineData(PolicyKind.InterfaceEndpoint, "\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:root\"}," + Anything)]
    [InlineData(PolicyKind.Identity, "\"Action\":[\"s3:ListAllMyBuckets\",\"s3:GetBucketLocation\"],\"Resource\":\"arn:aws:s3:::*\"")]
    [InlineData(PolicyKind.Identity, "\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::lab*\"")]
    [InlineData(PolicyKind.Identity, "\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::${aws:PrincipalTag/team}\"")]
    [InlineData(PolicyKind.Identity, "\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:*:111122223333:accesspoint/a/object/*\"")]
    [InlineData(PolicyKind.Identity, "\"Action\":\"dynamodb:Query\",\"Resource\":\"arn:aws:dynamodb:*:*:table/Thread/index/*\"")]
    [InlineData(PolicyKind.Identity, "\"Action\":\"kms:Decrypt\",\"Resource\":\"arn:aws:kms:eu-west-1:111122223333:key/x\"")]
    [InlineData(PolicyKind.Identity, "\"NotAction\":\"s3:Put*\",\"NotResource\":\"arn:aws:s3:::lab\"")]
    public void A_policy_that_means_what_it_says_has_no_findings(PolicyKind kind, string elements) =>
        Assert.Empty(Check(kind, elements));

    [Fact]
    public void What_is_no_policy_is_one_finding_at_its_place()
    {
        var finding = Assert.Single(PolicyLint.Check("{\n\"Statement\":[\n{\"Effect\":\"Permit\"}]}", PolicyKind.Identity));
        Assert.Equal((PolicyRule.Malformed, FindingSeverity.Error, "$.Statement[0].Effect", 3),
            (finding.Rule, finding.Severity, finding.Path, finding.Line));
        Finds(PolicyRule.Malformed, FindingSeverity.Error, "$.Statement[0].Condition.StringLike.aws:SourceVpc", "wildcards",
            Check(PolicyKind.GatewayEndpoint,
                Everyone + Anything + ",\"Condition\":{\"StringLike\":{\"aws:SourceVpc\":\"vpc-0123456*\"}}"));
    }

    [Theory]
    [InlineData(PolicyKind.GatewayEndpoint, FindingSeverity.Error)]
    [InlineData(PolicyKind.InterfaceEndpoint, FindingSeverity.Error)]
    [InlineData(PolicyKind.Identity, FindingSeverity.Warning)]
    [InlineData(PolicyKind.PermissionsBoundary, FindingSeverity.Error)]
    public void A_policy_without_an_Allow_is_found(PolicyKind kind, FindingSeverity severity)
    {
        var principal = kind is PolicyKind.Identity or PolicyKind.PermissionsBoundary ? "" : Everyone;
        Finds(PolicyRule.NoAllow, severity, "$.Statement", "No statement allows", Check(kind, principal + Anything, "Deny"));
    }

    [Fact]
    public void A_bucket_policy_may_well_only_deny() => Assert.Empty(Check(PolicyKind.Resource, Everyone + Anything, "Deny"));

    [Theory]
    [InlineData("s3:GetObjects", "There is no action s3:GetObjects.")]
    [InlineData("S3:HeadObject", "That operation is permitted by s3:GetObject.")]
    [InlineData("s3:ListObjectsV2", "That operation is permitted by s3:ListBucket.")]
    [InlineData("dynamodb:Fetch*", "There is no action dynamodb:Fetch*.")]
    public void An_unknown_action_is_found(string action, string words) =>
        Finds(PolicyRule.UnknownAction, FindingSeverity.Error, "$.Statement[0].Action[1]", words,
            Check(PolicyKind.Identity, $"\"Action\":[\"s3:GetObject\",\"{action}\"],\"Resource\":\"*\""));

    [Theory]
    [InlineData("s3:GetObject", "arn:aws:s3:::lab",
        "s3:GetObject is about objects, and arn:aws:s3:::lab is none. Its Resource is arn:aws:s3:::lab/*.")]
    [InlineData("s3:Put*Object*", "arn:aws:s3:::lab", null)]
    [InlineData("s3:ListBucket", "arn:aws:s3:::lab/*", "Its Resource is arn:aws:s3:::lab.")]
    [InlineData("s3:ListAllMyBuckets", "arn:aws:s3:::lab", "needs \"*\" as Resource")]
    [InlineData("dynamodb:PutItem", "arn:aws:dynamodb:eu-west-1:111122223333:Thread", "dynamodb:PutItem is about table")]
    [InlineData("dynamodb:PutItem", "arn:aws:s3:::lab/*", "is none")]
    [InlineData("dynamodb:ListTables", "arn:aws:dynamodb:eu-west-1:111122223333:table/Thread", "needs \"*\" as Resource")]
    public void An_action_on_what_it_is_not_about_is_found(string action, string resource, string? words)
    {
        var findings = Check(PolicyKind.Identity, $"\"Action\":\"{action}\",\"Resource\":\"{resource}\"");
        if (words is null)
            Assert.Empty(findings);
        else
            Finds(PolicyRule.ResourceNeverMatches, FindingSeverity.Error, "$.Statement[0].Action", words, findings);
    }

    [Theory]
    [InlineData("aws:SourceVpcEndpoint", "AWS has no condition key aws:SourceVpcEndpoint")]
    [InlineData("SourceVpce", "Write aws:SourceVpce.")]
    [InlineData("s3:prefixes", "AWS has no condition key s3:prefixes")]
    [InlineData("dynamodb:LeadingKeys", "the statement has none of them")]
    [InlineData("AWS:sourcevpce", null)]
    [InlineData("aws:PrincipalTag/team", null)]
    [InlineData("s3:ExistingObjectTag/class", null)]
    [InlineData("saml:aud", null)]
    public void An_unknown_condition_key_is_found(string key, string? words)
    {
        var findings = Check(PolicyKind.Identity, Anything + $",\"Condition\":{{\"StringEquals\":{{\"{key}\":\"x\"}}}}");
        if (words is null)
            Assert.Empty(findings);
        else
            Finds(PolicyRule.UnknownConditionKey, FindingSeverity.Error, $"$.Statement[0].Condition.StringEquals.{key}", words, findings);
    }

    [Theory]
    [InlineData(PolicyKind.Resource, "\"Principal\":{\"AWS\":\"AROA1234567890EXAMPLE\"}", ".AWS", "deleted")]
    [InlineData(PolicyKind.Resource, "\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:group/g\"}", ".AWS", "Nobody calls as")]
    [InlineData(PolicyKind.Resource, "\"Principal\":{\"AWS\":\"arn:aws:sts::111122223333:assumed-role/r\"}", ".AWS", "Nobody calls as")]
    [InlineData(PolicyKind.Resource, "\"Principal\":{\"Federated\":\"accounts.google.com\"}", ".Federated", "Name the role")]
    [InlineData(PolicyKind.InterfaceEndpoint, "\"Principal\":{\"Service\":\"logging.s3.amazonaws.com\"}", ".Service", "an endpoint")]
    [InlineData(PolicyKind.Resource, "\"NotPrincipal\":\"*\"", "", "concerns nobody")]
    public void A_principal_that_never_matches_is_found(PolicyKind kind, string principal, string place, string words)
    {
        var findings = Check(kind, principal + "," + Anything, principal.StartsWith("\"Not", StringComparison.Ordinal) ? "Deny" : "Allow");
        var path = $"$.Statement[0].{principal.Split('"')[1]}{place}";
        Finds(PolicyRule.PrincipalNeverMatches, FindingSeverity.Error, path, words, findings);
    }

    [Theory]
    [InlineData("111122223333", FindingSeverity.Error, "root user alone")]
    [InlineData("arn:aws:iam::111122223333:root", FindingSeverity.Error, "root user alone")]
    [InlineData("arn:aws:iam::111122223333:role/r", FindingSeverity.Warning, "aws:PrincipalArn")]
    public void A_gateway_endpoint_s_policy_names_its_principals_by_condition(string principal, FindingSeverity severity, string words) =>
        Finds(PolicyRule.GatewayPrincipal, severity, "$.Statement[0].Principal.AWS", words,
            Check(PolicyKind.GatewayEndpoint, $"\"Principal\":{{\"AWS\":\"{principal}\"}},{Anything}"));

    [Theory]
    [InlineData("Allow", "\"arn:aws:iam::111122223333:user/bob\"", "anonymous callers included")]
    [InlineData("Deny", "\"arn:aws:iam::111122223333:user/bob\"", "arn:aws:iam::111122223333:root is named as well")]
    [InlineData("Deny", "[\"arn:aws:iam::111122223333:user/bob\",\"111122223333\"]", null)]
    public void NotPrincipal_that_reaches_too_many_is_found(string effect, string names, string? words)
    {
        var findings = Check(PolicyKind.Resource, $"\"NotPrincipal\":{{\"AWS\":{names}}},{Anything}", effect);
        if (words is null)
            Assert.Empty(findings);
        else
            Finds(PolicyRule.NotPrincipal, FindingSeverity.Warning, "$.Statement[0].NotPrincipal", words, findings);
    }

    [Theory]
    [InlineData("2008-10-17", true)]
    [InlineData("2012-10-17", false)]
    public void Variables_in_the_old_version_are_found(string version, bool found)
    {
        var findings = Check(
            PolicyKind.Identity, "\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::lab/${aws:username}/*\"", version: version);
        if (found)
            Finds(PolicyRule.VariablesNeedVersion, FindingSeverity.Error, "$.Statement[0].Resource", "plain text", findings);
        else
            Assert.Empty(findings);
    }

    [Theory]
    [InlineData("s3:*", "\"StringNotEquals\":{\"aws:SourceVpce\":\"vpce-1\"}", true)]
    [InlineData("*", "\"StringNotEqualsIfExists\":{\"aws:SourceVpc\":\"vpc-1\"}", true)]
    [InlineData("s3:GetObject", "\"StringNotEquals\":{\"aws:SourceVpce\":\"vpce-1\"}", false)]
    [InlineData("s3:*", "\"StringEquals\":{\"aws:SourceVpce\":\"vpce-1\"}", false)]
    [InlineData("s3:*",
        "\"StringNotEquals\":{\"aws:SourceVpce\":\"vpce-1\"},"
        + "\"ArnNotEquals\":{\"aws:PrincipalArn\":\"arn:aws:iam::111122223333:role/admin\"}", false)]
    public void A_Deny_by_endpoint_that_locks_the_account_out_is_found(string action, string condition, bool found)
    {
        var findings = Check(PolicyKind.Resource, $"{Everyone}\"Action\":\"{action}\",{Bucket},\"Condition\":{{{condition}}}", "Deny");
        if (found)
            Finds(PolicyRule.EndpointLockout, FindingSeverity.Warning, "$.Statement[0]", "administrators included", findings);
        else
            Assert.Empty(findings);
    }

    [Theory]
    [InlineData(PolicyKind.GatewayEndpoint, "Allow", "\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}", FindingSeverity.Error, "never")]
    [InlineData(PolicyKind.GatewayEndpoint, "Allow", "\"NotIpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}", FindingSeverity.Error, "always")]
    [InlineData(PolicyKind.Resource, "Deny", "\"NotIpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}", FindingSeverity.Warning, "denies all")]
    [InlineData(PolicyKind.Resource, "Allow", "\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}", null, "")]
    [InlineData(PolicyKind.Resource, "Deny",
        "\"NotIpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"},\"Null\":{\"aws:SourceVpce\":\"true\"}", null, "")]
    public void A_source_address_is_found_where_requests_over_an_endpoint_have_none(
        PolicyKind kind, string effect, string condition, FindingSeverity? severity, string words)
    {
        var findings = Check(kind, Everyone + Anything + $",\"Condition\":{{{condition}}}", effect);
        if (severity is not { } known)
            Assert.Empty(findings);
        else
        {
            var path = $"$.Statement[0].Condition.{condition.Split('"')[1]}.aws:SourceIp";
            Finds(PolicyRule.SourceIpOverEndpoint, known, path, words, findings);
        }
    }

    [Theory]
    [InlineData("StringLike", "s3:prefix", "home/*", PolicyRule.ShortWildcard, FindingSeverity.Warning)]
    [InlineData("StringLike", "s3:prefix", "reports/*", null, FindingSeverity.Warning)]
    [InlineData("StringEquals", "s3:prefix", "h*", null, FindingSeverity.Warning)]
    [InlineData("ArnLike", "aws:PrincipalArn", "arn:aws:iam::11112222*:role/reader", PolicyRule.AccountWildcard, FindingSeverity.Error)]
    [InlineData("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/reader", null, FindingSeverity.Error)]
    public void An_endpoint_s_policy_has_rules_of_its_own_for_wildcards(
        string test, string key, string value, PolicyRule? rule, FindingSeverity severity)
    {
        var elements = Everyone + Anything + $",\"Condition\":{{\"{test}\":{{\"{key}\":\"{value}\"}}}}";
        Assert.Empty(Check(PolicyKind.Resource, elements));
        var findings = Check(PolicyKind.GatewayEndpoint, elements);
        if (rule is { } known)
            Finds(known, severity, $"$.Statement[0].Condition.{test}.{key}", "n endpoint's policy", findings);
        else
            Assert.Empty(findings);
    }

    [Theory]
    [InlineData(PolicyKind.GatewayEndpoint, 20_480, false)]
    [InlineData(PolicyKind.GatewayEndpoint, 20_481, true)]
    [InlineData(PolicyKind.Resource, 20_480, false)]
    [InlineData(PolicyKind.Resource, 20_481, true)]
    [InlineData(PolicyKind.Identity, 30_000, false)]
    public void A_policy_that_is_too_long_is_found(PolicyKind kind, int length, bool found)
    {
        var principal = kind is PolicyKind.Identity ? "" : Everyone;
        var json = $$"""{"Statement":{"Effect":"Allow",{{principal}}{{Anything}} } }""".PadRight(length);
        var findings = PolicyLint.Check(json, kind);
        if (found)
            Finds(PolicyRule.TooLong, FindingSeverity.Error, "$", $"{length}", findings);
        else
            Assert.Empty(findings);
    }

    [Fact]
    public void Findings_come_in_the_order_of_the_lines()
    {
        var findings = PolicyLint.Check(
            """
            {"Statement":[
              {"Effect":"Allow","Principal":"*","Resource":"*",
               "Condition":{"StringEquals":{"aws:Nothing":"x"}},
               "Action":"s3:Nothing"},
              {"Effect":"Allow","Action":"s3:*","Resource":"*",
               "Principal":{"AWS":"111122223333"}}]}
            """,
            PolicyKind.GatewayEndpoint);
        Assert.Equal(
            [(PolicyRule.UnknownConditionKey, 3), (PolicyRule.UnknownAction, 4), (PolicyRule.GatewayPrincipal, 6)],
            findings.Select(finding => (finding.Rule, finding.Line)));
    }

    /// <summary>The lint holds a Resource against an action as the decision does: what it calls hopeless is never allowed.</summary>
    [Fact]
    public void A_resource_that_matches_an_object_is_never_found() =>
        Prop.ForAll(
            (from key in Gen.Elements("a", "/", "b/a", "").ArrayOf().Select(string.Concat)
             from pattern in Gen.Elements("*", "?", "a", "/", "b", "lab", "lab/").ArrayOf().Select(string.Concat)
             select (key, pattern)).ToArbitrary(),
            sample =>
            {
                var (resource, pattern) = ($"arn:aws:s3:::lab/{sample.key}", $"arn:aws:s3:::{sample.pattern}");
                var elements = $"\"Action\":\"s3:GetObject\",\"Resource\":\"{pattern}\"";
                var allowed = Authorization.Decide(
                    Requests.Read() with { Resource = resource }, [Requests.Identity($"{{\"Effect\":\"Allow\",{elements}}}")]).IsAllowed;
                return allowed == Regex.IsMatch(resource, $"^{Regex.Escape(pattern).Replace("\\*", ".*").Replace("\\?", ".")}$")
                    && !(allowed && Check(PolicyKind.Identity, elements).Count > 0);
            }).QuickCheckThrowOnFailure();
}
