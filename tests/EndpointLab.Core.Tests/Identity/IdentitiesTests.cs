using System.Net;
using Amazon.Runtime;

namespace EndpointLab.Core.Tests.Identity;

/// <summary>Answers as the examples in the IAM API Reference have them.</summary>
public sealed class IdentitiesTests : IDisposable
{
    /// <summary>{"Resource":"arn:aws:s3:::a+b c"}</summary>
    private const string Encoded = "%7B%22Resource%22%3A%22arn%3Aaws%3As3%3A%3A%3Aa%2Bb%20c%22%7D";

    private readonly ScriptedCloud cloud = new(Answer);
    private readonly LabSession session;
    private readonly LabOperation lab;

    public IdentitiesTests()
    {
        session = new(SessionKind.Aws, "aws", name: null, "us-east-1", new BasicAWSCredentials("key", "secret"), handler: cloud);
        lab = new(session, new RecordingReporter(), TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        session.Dispose();
        cloud.Dispose();
    }

    [Fact]
    public async Task A_list_is_read_to_its_last_page()
    {
        Assert.Equal(["one", "two"], await Identities.ListInlinePoliciesAsync(lab, new(IamEntityKind.Role, "reader")));
        Assert.Equal([null, "more"], cloud.Calls.Select(call => call["Marker"]));
    }

    [Fact]
    public async Task A_document_is_JSON_as_it_was_written() => Assert.Equal(
        """{"Resource":"arn:aws:s3:::a+b c"}""",
        (await Identities.GetInlinePolicyAsync(lab, new(IamEntityKind.User, "Bob"), "own")).Document);

    [Fact]
    public async Task A_users_policies_are_its_own_and_its_groups_less_what_is_refused()
    {
        List<string> unread = [];
        var policies = await Identities.ReadPoliciesAsync(
            lab, new(IamEntityKind.User, "Bob"), error => unread.Add($"{error.Action} on {error.Target}"));
        Assert.Equal(
            [("Bob", "own"), ("Admins", "one"), ("Admins", "two"), (null, "arn:aws:iam::aws:policy/Admin")],
            policies.Select(policy => (policy.Owner?.Name, policy.Name)));
        Assert.Equal(["IAM ListAttachedUserPolicies on Bob"], unread);
    }

    [Theory]
    [InlineData("arn:aws:iam::123456789012:role/service/reader", "Role", "reader")]
    [InlineData("arn:aws-cn:iam::123456789012:user/Bob", "User", "Bob")]
    [InlineData("arn:aws:sts::123456789012:assumed-role/reader/i-0123", null, null)]
    [InlineData("arn:aws:iam::123456789012:root", null, null)]
    public void An_ARN_names_a_role_or_a_user(string arn, string? kind, string? name)
    {
        var entity = IamEntity.OfArn(arn);
        Assert.Equal((kind, name), (entity?.Kind.ToString(), entity?.Name));
    }

    private static (HttpStatusCode Status, string Body) Answer(ScriptedCloud.Call call) => Result(call) is { } result
        ? (
            HttpStatusCode.OK,
            $"<a xmlns='https://iam.amazonaws.com/doc/2010-05-08/'><{call["Action"]}Result>{result}</{call["Action"]}Result></a>")
        : (HttpStatusCode.Forbidden, "<ErrorResponse><Error><Code>AccessDenied</Code><Message>No.</Message></Error></ErrorResponse>");

    private static string? Result(ScriptedCloud.Call call) => call["Action"] switch
    {
        "ListGroupsForUser" => "<Groups><member><GroupName>Admins</GroupName></member></Groups><IsTruncated>false</IsTruncated>",
        "ListUserPolicies" => "<PolicyNames><member>own</member></PolicyNames>",
        "ListRolePolicies" or "ListGroupPolicies" => call["Marker"] is null
            ? "<PolicyNames><member>one</member></PolicyNames><IsTruncated>true</IsTruncated><Marker>more</Marker>"
            : "<PolicyNames><member>two</member></PolicyNames><IsTruncated>false</IsTruncated>",
        "GetUserPolicy" or "GetGroupPolicy" => $"<PolicyName>{call["PolicyName"]}</PolicyName><PolicyDocument>{Encoded}</PolicyDocument>",
        "ListAttachedGroupPolicies" =>
            "<AttachedPolicies><member><PolicyArn>arn:aws:iam::aws:policy/Admin</PolicyArn></member></AttachedPolicies>",
        "GetPolicy" => "<Policy><DefaultVersionId>v3</DefaultVersionId></Policy>",
        "GetPolicyVersion" when call["VersionId"] == "v3" => $"<PolicyVersion><Document>{Encoded}</Document></PolicyVersion>",
        _ => null,
    };
}
