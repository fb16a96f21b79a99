using System.Globalization;
using System.Net;
using Amazon.Runtime;

namespace EndpointLab.Core.Tests.Sessions;

/// <summary>A session that calls as a role.</summary>
public sealed class AssumedRoleTests : IDisposable
{
    private const string Arn = "arn:aws:iam::123456789012:role/admin";
    private const string Device = "arn:aws:iam::123456789012:mfa/me";

    private readonly RecordingReporter reporter = new();
    private readonly ScriptedCloud cloud;
    private readonly LabSession source;
    private int given;

    public AssumedRoleTests()
    {
        cloud = new(call => (
            HttpStatusCode.OK, call["Action"] == "AssumeRole" ? Assumed() : "<DescribeVpcsResponse><vpcSet/></DescribeVpcsResponse>"));
        source = new(SessionKind.Aws, "aws", name: null, "eu-west-1", new BasicAWSCredentials("me", "secret"), handler: cloud);
    }

    public void Dispose()
    {
        source.Dispose();
        cloud.Dispose();
    }

    [Fact]
    public async Task The_role_is_assumed_once_in_the_sessions_Region_and_calls_are_signed_with_its_keys()
    {
        using var session = Open(new(source, new(Arn, "night-shift", "shibboleth", MfaSerial: null, TokenCode: null)));
        await CallAsync(session);
        await CallAsync(session);
        Assert.Equal(["me", "role-1", "role-1"], cloud.Calls.Select(call => call.AccessKey));
        var assume = cloud.Calls[0];
        Assert.Equal("sts.eu-west-1.amazonaws.com", assume.Uri.Host);
        Assert.Equal(
            (Arn, "night-shift", "shibboleth", null),
            (assume["RoleArn"], assume["RoleSessionName"], assume["ExternalId"], assume["SerialNumber"]));
        Assert.Contains(reporter.Details, line => line.StartsWith("STS AssumeRole in eu-west-1: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_is_assumed_anew_when_its_keys_end()
    {
        AssumedRole role = new(source, new(Arn, "s", ExternalId: null, MfaSerial: null, TokenCode: null));
        using var session = Open(role);
        await CallAsync(session);
        role.ClearCredentials();
        await CallAsync(session);
        Assert.Equal(["me", "role-1", "me", "role-2"], cloud.Calls.Select(call => call.AccessKey));
    }

    [Fact]
    public async Task A_look_at_another_Region_leaves_the_role_to_the_session()
    {
        AssumedRole role = new(source, new(Arn, "s", ExternalId: null, MfaSerial: null, TokenCode: null));
        using var session = Open(role);
        using (var elsewhere = session.In("eu-central-1"))
        {
            await CallAsync(elsewhere);
        }

        role.ClearCredentials();
        await CallAsync(session);
        Assert.Equal(["me", "role-1", "me", "role-2"], cloud.Calls.Select(call => call.AccessKey));
    }

    [Fact]
    public async Task A_code_that_was_given_is_used_once_and_then_the_user_is_asked()
    {
        reporter.Answers.Enqueue("222222");
        AssumedRole role = new(source, new(Arn, "s", ExternalId: null, Device, "111111"));
        using var session = Open(role);
        await CallAsync(session);
        Assert.Empty(reporter.Questions);
        role.ClearCredentials();
        await CallAsync(session);
        Assert.Equal(
            [(Device, "111111"), (Device, "222222")],
            cloud.Calls.Where(call => call.AccessKey == "me").Select(call => (call["SerialNumber"], call["TokenCode"])));
        Assert.Contains(Device, Assert.Single(reporter.Questions), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_may_not_be_assumed_is_named()
    {
        using ScriptedCloud closed = new(_ => (
            HttpStatusCode.Forbidden,
            "<ErrorResponse><Error><Code>AccessDenied</Code><Message>No.</Message></Error><RequestId>r</RequestId></ErrorResponse>"));
        using LabSession caller = new(
            SessionKind.Aws, "aws", name: null, "eu-west-1", new BasicAWSCredentials("me", "secret"), handler: closed);
        using LabSession session = new(
            SessionKind.Aws, "aws", name: null, "eu-west-1", new AssumedRole(caller, new(Arn, "s", null, null, null)), handler: closed);
        var error = await Assert.ThrowsAsync<LabException>(() => CallAsync(session));
        Assert.Equal(("AccessDenied", $"STS AssumeRole on {Arn} failed: No."), (error.AwsErrorCode, error.Message));
        Assert.Single(closed.Calls);
    }

    private LabSession Open(AssumedRole role) => new(SessionKind.Aws, "aws", name: null, "eu-west-1", role, handler: cloud);

    private Task CallAsync(LabSession session) => new LabOperation(session, reporter, TestContext.Current.CancellationToken)
        .Ec2((ec2, token) => ec2.DescribeVpcsAsync(new(), token));

    private string Assumed() => string.Create(CultureInfo.InvariantCulture, $"""
        <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
        <AccessKeyId>role-{++given}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>
        <Expiration>{DateTime.UtcNow.AddHours(1):yyyy-MM-ddTHH:mm:ssZ}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>
        """);
}
