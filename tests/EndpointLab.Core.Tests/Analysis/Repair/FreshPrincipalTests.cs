using System.Net;
using Amazon.Runtime;

namespace EndpointLab.Core.Tests.Analysis;

/// <summary>On AWS it takes some seconds until S3 knows a role that IAM has made, and then a policy may name it.</summary>
public sealed class FreshPrincipalTests : IDisposable
{
    private readonly ScriptedCloud cloud;
    private readonly ImpatientTime time = new();
    private readonly LabSession session;
    private readonly LabOperation lab;
    private string message = "Invalid principal in policy";
    private int unknownFor;

    public FreshPrincipalTests()
    {
        cloud = new(Answer);
        BasicAWSCredentials credentials = new("key", "secret");
        session = new(SessionKind.Aws, "aws", name: null, "us-east-1", credentials, handler: cloud, time: time);
        lab = new(session, new RecordingReporter(), TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        session.Dispose();
        cloud.Dispose();
    }

    [Fact]
    public async Task The_policy_is_written_again_until_S3_knows_the_role()
    {
        unknownFor = 3;
        await Change.ApplyAsync(lab);

        Assert.Equal(4, Writes);
    }

    [Fact]
    public async Task A_policy_that_is_wrong_otherwise_is_refused_at_once()
    {
        (unknownFor, message) = (int.MaxValue, "Policy has invalid resource");
        await Assert.ThrowsAsync<LabException>(() => Change.ApplyAsync(lab));

        Assert.Equal(1, Writes);
    }

    private static AmendBucketPolicy Change => new("lab-bucket", new AddStatement(
        """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:role/new"},"Action":"s3:GetObject","Resource":"*"}"""));

    private int Writes => cloud.Calls.Count(call => call.Request.Method == HttpMethod.Put);

    private (HttpStatusCode Status, string Body) Answer(ScriptedCloud.Call call) =>
        call.Request.Method == HttpMethod.Get ? (HttpStatusCode.OK, """{"Version":"2012-10-17","Statement":[]}""")
        : unknownFor-- > 0 ? (HttpStatusCode.BadRequest, $"<Error><Code>MalformedPolicy</Code><Message>{message}</Message></Error>")
        : (HttpStatusCode.NoContent, "");
}
