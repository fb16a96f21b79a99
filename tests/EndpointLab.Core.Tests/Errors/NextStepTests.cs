using System.Net;
using Amazon.Runtime;

namespace EndpointLab.Core.Tests.Errors;

/// <summary>
/// The twenty refusals of AWS that people meet most while they build a VPC: each keeps its code and request, and says what to do.
/// </summary>
public sealed class NextStepTests
{
    [Theory]
    [InlineData("UnauthorizedOperation", "permission")]
    [InlineData("AccessDenied", "policy")]
    [InlineData("AuthFailure", "credentials")]
    [InlineData("InvalidClientTokenId", "sign in")]
    [InlineData("ExpiredToken", "sign in")]
    [InlineData("RequestExpired", "clock")]
    [InlineData("SignatureDoesNotMatch", "secret key")]
    [InlineData("OptInRequired", "Region")]
    [InlineData("RequestLimitExceeded", "wait")]
    [InlineData("Throttling", "wait")]
    [InlineData("DependencyViolation", "Remove")]
    [InlineData("InvalidVpcID.NotFound", "Get-LabSession")]
    [InlineData("InvalidParameterValue", "value")]
    [InlineData("VpcLimitExceeded", "quota")]
    [InlineData("AddressLimitExceeded", "quota")]
    [InlineData("InvalidSubnet.Conflict", "Get-LabSubnet")]
    [InlineData("RouteAlreadyExists", "Remove-LabRoute")]
    [InlineData("InvalidGroup.Duplicate", "-Name")]
    [InlineData("InsufficientInstanceCapacity", "instance type")]
    [InlineData("BucketAlreadyExists", "global")]
    public async Task A_refusal_keeps_code_and_request_and_says_what_to_do(string code, string says)
    {
        using ScriptedCloud cloud = new(_ => (
            HttpStatusCode.BadRequest,
            $"<Response><Errors><Error><Code>{code}</Code><Message>No.</Message></Error></Errors><RequestID>r-1</RequestID></Response>"));
        using LabSession session = new(
            SessionKind.Aws, "aws", name: null, "us-east-1", new BasicAWSCredentials("key", "secret"),
            handler: cloud, time: new ImpatientTime());
        LabOperation lab = new(session, new RecordingReporter(), TestContext.Current.CancellationToken);
        var error = await Assert.ThrowsAsync<LabException>(() => lab.Ec2((ec2, token) => ec2.DescribeVpcsAsync(new(), token)));
        Assert.Equal((code, code, "r-1"), (error.ErrorId, error.AwsErrorCode, error.RequestId));
        Assert.Contains(says, error.NextStep, StringComparison.OrdinalIgnoreCase);
    }
}
