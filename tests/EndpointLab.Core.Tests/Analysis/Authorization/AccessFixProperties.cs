using EndpointLab.Analysis;
using EndpointLab.Policy;
using FsCheck;
using FsCheck.Fluent;
using static EndpointLab.Core.Tests.Analysis.AccessScene;

namespace EndpointLab.Core.Tests.Analysis;

/// <summary>What holds of every fix, whatever the policies.</summary>
public sealed class AccessFixProperties
{
    private const string OtherRole = $"arn:aws:iam::{Account}:role/writer";

    private static readonly Gen<string> Action = Gen.Elements("s3:GetObject", "s3:PutObject", "s3:Get*", "s3:*", "*");

    private static readonly Gen<string> Resource = Gen.Elements("*", BucketArn, BucketArn + "/*", Key, BucketArn + "/other.txt");

    private static readonly Gen<string> Principal = Gen.Elements(
        "\"*\"", $"{{\"AWS\":\"{Account}\"}}",
        $"{{\"AWS\":\"{Role}\"}}", $"{{\"AWS\":[\"{OtherRole}\"]}}", $"{{\"AWS\":\"{OtherAccount}\"}}");

    private static readonly Gen<string> Condition = Gen.Elements(
        "", "", "\"StringEquals\":{\"aws:SourceVpce\":\"vpce-a\"}", "\"StringNotEquals\":{\"aws:SourceVpce\":\"vpce-a\"}",
        "\"StringNotEquals\":{\"aws:SourceVpc\":[\"vpc-8\",\"vpc-9\"],\"aws:SourceVpce\":\"vpce-b\"}",
        "\"StringEquals\":{\"aws:SourceVpce\":\"vpce-b\"}", "\"NotIpAddress\":{\"aws:SourceIp\":\"203.0.113.0/24\"}",
        "\"IpAddress\":{\"aws:SourceIp\":\"203.0.113.0/24\"}", "\"ArnNotEquals\":{\"aws:PrincipalArn\":\"" + OtherRole + "\"}",
        "\"ArnEquals\":{\"aws:PrincipalArn\":\"" + OtherRole + "\"}", "\"Bool\":{\"aws:SecureTransport\":\"false\"}",
        "\"NotIpAddressIfExists\":{\"aws:VpcSourceIp\":\"10.9.0.0/16\"}", "\"Null\":{\"aws:SourceVpce\":\"false\"}");

    private static readonly Gen<AccessScene> Scene =
        from endpoint in Document(Principal)
        from identity in Document(null)
        from boundary in Gen.OneOf(Gen.Constant((string?)null), Document(null))
        from bucket in Gen.OneOf(Gen.Constant((string?)null), Document(Principal))
        from owner in Gen.Elements(Account, OtherAccount)
        from action in Gen.Elements("s3:GetObject", "s3:PutObject")
        select new AccessScene
        {
            EndpointPolicy = endpoint, Identity = identity, Boundary = boundary, BucketPolicy = bucket, Owner = owner, Action = action,
        };

    private static readonly Gen<(Caller Caller, string Action, string Resource, (string Key, string Value)[] Way)> Request =
        from caller in Gen.Elements(
            Session(Role), Session(OtherRole), Caller.Anonymous, new Caller($"arn:aws:iam::{OtherAccount}:user/mallory"),
            new Caller($"arn:aws:iam::{Account}:root"))
        from action in Gen.Elements("s3:GetObject", "s3:PutObject", "s3:DeleteObject")
        from resource in Gen.Elements(Key, BucketArn + "/other.txt", "arn:aws:s3:::other/hello.txt")
        from way in Gen.Elements(
            new AccessScene().Way,
            [("aws:SourceVpce", "vpce-b"), ("aws:SourceVpc", "vpc-1"), ("aws:VpcSourceIp", "10.9.0.5")],
            [("aws:SourceVpce", "vpce-a"), ("aws:SourceVpc", "vpc-9"), ("aws:VpcSourceIp", "10.9.0.5")],
            [("aws:SourceIp", "203.0.113.9")], [("aws:SourceIp", "198.51.100.9")])
        select (caller, action, resource, way);

    [Fact]
    public void With_every_fix_made_the_request_is_allowed() => Check(Prop.ForAll(
        Scene.ToArbitrary(), scene => HasFixes(scene) ? scene.Mended.IsAllowed : scene.Findings.Count > 0 || scene.IsAllowed));

    [Fact]
    public void There_are_findings_exactly_where_the_request_is_denied() => Check(Prop.ForAll(
        Scene.ToArbitrary(), scene => scene.Findings.Count == 0 == scene.Decide(scene.Case.Request)));

    /// <summary>An Allow lets in this caller to this thing; an exception from a Deny, this caller or this way.</summary>
    [Fact]
    public void A_fix_lets_in_nothing_else_and_shuts_out_nothing() => Check(Prop.ForAll(
        Scene.ToArbitrary(), Request.ToArbitrary(), (scene, other) =>
        {
            var request = scene.Request(other.Caller, other.Action, other.Resource, other.Way);
            var (before, after) = (scene.Decide(request), scene.Mended.Decide(request));
            var excepts = scene.Findings.Any(finding => finding.Fix is [Amend { Edit: ReplaceStatement { Statement: var text } }]
                && text.Contains("Deny", StringComparison.Ordinal));
            var isThisCaller = IsRole(other.Caller);
            var isThis = isThisCaller && (other.Action, other.Resource) == (scene.Action, scene.Resource);
            return before == after || after && (isThis || excepts && (isThisCaller || other.Way[0].Value == Endpoint));
        }));

    private static bool HasFixes(AccessScene scene) => scene.Findings.All(finding => finding.Fix.Length > 0);

    private static Gen<string?> Document(Gen<string>? principal) =>
        from statements in (
            from effect in Gen.Frequency((4, Gen.Constant("Allow")), (1, Gen.Constant("Deny")))
            from action in Action
            from resource in Resource
            from condition in Condition
            from named in principal ?? Gen.Constant("")
            select $"{{\"Effect\":\"{effect}\",{(principal is null ? "" : $"\"Principal\":{named},")}\"Action\":\"{action}\","
                + $"\"Resource\":\"{resource}\",\"Condition\":{{{condition}}}}}").NonEmptyListOf()
        select (string?)$$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements.Take(4))}}]}""";

    private static void Check(Property property) => property.Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
