using System.Net;
using Amazon.Runtime;

namespace EndpointLab.Core.Tests.Sessions;

public sealed class SecretsTests
{
    // AWS's answer to a wrong secret shows the headers it was sent, a session token included.
    [Fact]
    public async Task What_AWS_would_have_signed_is_not_shown()
    {
        const string Canonical = "The request signature we calculated does not match the signature you provided. Check your key.\n\n"
            + "The Canonical String for this request should have been\n'POST\n/\n\nhost:ec2\nx-amz-security-token:hunter2\n'";
        using ScriptedCloud cloud = new(_ => (
            HttpStatusCode.Forbidden,
            $"<Response><Errors><Error><Code>SignatureDoesNotMatch</Code><Message>{Canonical}</Message></Error></Errors></Response>"));
        using LabSession session = new(
            SessionKind.Aws, "aws", name: null, "us-east-1", new SessionAWSCredentials("key", "hunter1", "hunter2"), handler: cloud);
        LabOperation lab = new(session, new RecordingReporter(), TestContext.Current.CancellationToken);
        var error = await Assert.ThrowsAsync<LabException>(() => lab.Ec2((ec2, token) => ec2.DescribeVpcsAsync(new(), token)));
        Assert.Equal("SignatureDoesNotMatch", error.AwsErrorCode);
        Assert.EndsWith("Check your key.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter", $"{error}", StringComparison.Ordinal);
    }
}
