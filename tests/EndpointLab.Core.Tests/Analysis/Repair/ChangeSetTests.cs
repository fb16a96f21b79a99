using EndpointLab.Analysis;

namespace EndpointLab.Core.Tests.Analysis.Repair;

public sealed class ChangeSetTests
{
    private const string DenyOthers =
        """{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-1"}}}""";

    private const string AllowEverybodyHere =
        """{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:SourceVpce":"vpce-1"}}}""";

    private static readonly CreateGatewayEndpoint Endpoint = new("vpc-1", "com.amazonaws.eu-central-1.s3", "rtb-1");

    [Fact]
    public void What_admits_comes_before_what_leads_and_each_after_what_it_needs()
    {
        EnablePrivateDns privateDns = new("vpce-1");
        AddRoute route = new("rtb-1", "10.9.0.0/16", "pcx-1");
        RemoveRoute override1 = new("rtb-1", "52.0.0.0/8", "igw-1"), list = new("rtb-1", "pl-6ea54007", "igw-1");
        AuthorizeSecurityGroupRule rule = new("sg-0123456789abcdef0", IsEgress: true, 443, "pl-6ea54007");
        GiveReadRole role = new("i-1", "bucket");
        AmendInlinePolicy policy = new("Role", "bucket", "read", new AddStatement(Allow("s3:GetObject", "arn:aws:s3:::bucket/*")));
        EnableDnsHostnames names = new("vpc-1");
        Assert.Equal(
            [role, names, policy, rule, list, Endpoint, override1, route, privateDns],
            ChangeSet.Of([Finding(privateDns, route, override1, policy, rule, Endpoint, list, role, names)]));
    }

    [Fact]
    public void Equal_changes_are_made_once() => Assert.Equal([Endpoint], ChangeSet.Of([Finding(Endpoint), Finding(Endpoint with { })]));

    [Fact]
    public void The_first_of_two_that_contradict_each_other_is_made_and_the_other_finding_left_whole()
    {
        AmendBucketPolicy one = new("bucket", DenyBut("vpce-1", "vpce-2"));
        AmendBucketPolicy two = one with { Edit = DenyBut("vpce-1", "vpce-3") };
        Assert.Equal([one], ChangeSet.Of([Finding(one), Finding(two, Endpoint)]));
        Assert.Equal([one, two with { BucketName = "other" }], ChangeSet.Of([Finding(one), Finding(two with { BucketName = "other" })]));
        Assert.Equal([Endpoint], ChangeSet.Of([Finding(Endpoint), Finding(Endpoint with { RouteTableId = "rtb-2" })]));
    }

    [Fact]
    public void An_endpoint_that_will_never_be_available_is_not_changed()
    {
        AddGatewayEndpointRouteTable route = new("vpce-1", "rtb-1");
        var failed = Finding() with { Cause = Cause.EndpointNotAvailable, ResourceId = "vpce-1" };
        Assert.Equal([Endpoint], ChangeSet.Of([Finding(route), failed, Finding(Endpoint)]));
    }

    public static TheoryData<Change> Wide =>
    [
        new AuthorizeSecurityGroupRule("sg-0123456789abcdef0", IsEgress: true, 443, "0.0.0.0/0"),
        new AuthorizeSecurityGroupRule("sg-0123456789abcdef0", IsEgress: false, 443, "::/0"),
        new AddRoute("rtb-1", "0.0.0.0/0", "igw-1"),
        new AddNetworkAclEntries("acl-1", IsEgress: true, ["10.0.0.0/8", "0.0.0.0/0"], "443", 100),
        new AllowDomain("rslvr-frg-1", "*.amazonaws.com", 100),
        new AmendBucketPolicy("bucket", new AddStatement(Allow("*", "arn:aws:s3:::bucket"))),
        new AmendBucketPolicy("bucket", new AddStatement(Allow("s3:*", "arn:aws:s3:::bucket"))),
        new AmendBucketPolicy("bucket", new AddStatement(Allow("s3:GetObject", "*"))),
        new AmendBucketPolicy("bucket", new AddStatement(Allow("s3:GetObject", "arn:aws:s3:::bucket/*", "\"Principal\":\"*\","))),
        new AmendBucketPolicy("bucket", new AddStatement(Allow("s3:GetObject", "arn:aws:s3:::bucket/*", "\"Principal\":{\"AWS\":\"*\"},"))),
        new AmendInlinePolicy("Role", "r", "p", new AddStatement("""{"Effect":"Allow","NotAction":"s3:Put","Resource":"arn:b"}""")),
        // Whoever was held off is not any more.
        new AmendBucketPolicy("bucket", DenyBut("Deny", "Allow")),
        new AmendBucketPolicy("bucket", DenyBut("s3:*", "s3:PutObject")),
        new AmendBucketPolicy("bucket", new ReplaceStatement(AllowEverybodyHere, Allow("s3:*", "*", "\"Principal\":\"*\","))),
    ];

    [Theory]
    [MemberData(nameof(Wide))]
    public void What_lets_in_more_than_it_has_to_is_never_made(Change change)
    {
        Assert.False(Narrowness.Is(change));
        Assert.Empty(ChangeSet.Of([Finding(Endpoint, change)]));
    }

    public static TheoryData<Change> Narrow =>
    [
        new AuthorizeSecurityGroupRule("sg-0123456789abcdef0", IsEgress: true, 443, "pl-6ea54007"),
        new AuthorizeSecurityGroupRule("sg-0123456789abcdef0", IsEgress: false, 443, "10.0.2.7/32"),
        new AmendInlinePolicy("Role", "r", "p", new AddStatement(Allow("s3:ListAllMyBuckets", "*"))),
        new AmendEndpointPolicy("vpce-1", new AddStatement(Allow("s3:GetObject", "arn:aws:s3:::bucket/*", "\"Principal\":\"*\","))),
        // What the statement said before, it may say.
        new AmendBucketPolicy("bucket", DenyBut("\"vpce-1\"", "[\"vpce-1\",\"vpce-2\"]")),
        new AmendBucketPolicy("bucket", new ReplaceStatement(
            AllowEverybodyHere, AllowEverybodyHere.Replace("\"vpce-1\"", "[\"vpce-1\",\"vpce-2\"]", StringComparison.Ordinal))),
    ];

    [Theory]
    [MemberData(nameof(Narrow))]
    public void What_lets_in_only_what_is_meant_is_made(Change change) => Assert.Equal([change], ChangeSet.Of([Finding(change)]));

    /// <summary>The statement that denies, with one text in it in the place of another.</summary>
    private static ReplaceStatement DenyBut(string text, string other) =>
        new(DenyOthers, DenyOthers.Replace(text, other, StringComparison.Ordinal));

    private static string Allow(string action, string resource, string principal = "") =>
        $$"""{"Effect":"Allow",{{principal}}"Action":"{{action}}","Resource":"{{resource}}"}""";

    private static TraceFinding Finding(params Change[] fix) => new()
    {
        Cause = Cause.NoRoute,
        Layer = PathLayer.Route,
        ResourceId = "rtb-1",
        Reason = "It is so.",
        Source = "https://docs.aws.amazon.com/",
        Advice = "Change it.",
        Fix = fix,
    };
}
