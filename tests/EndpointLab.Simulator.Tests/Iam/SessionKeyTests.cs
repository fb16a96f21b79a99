using System.Net;
using Amazon.EC2;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Amazon.SimpleSystemsManagement;
using EndpointLab.Policy;
using EndpointLab.Simulator.Iam;
using static EndpointLab.Simulator.Tests.Iam.RawIam;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Iam;

/// <summary>Keys of role sessions, on a cloud that checks signatures over loopback.</summary>
public sealed class SessionKeyTests : IAsyncLifetime
{
    private readonly FakeTime time = new();
    private readonly Cloud cloud;
    private readonly LoopbackServer server;
    private Amazon.SecurityToken.Model.Credentials session = null!;

    public SessionKeyTests()
    {
        cloud = new(new() { RequireSignature = true });
        server = LoopbackServer.Start(cloud, port: 0);
    }

    public async ValueTask InitializeAsync() => session = await SessionAsync(cloud, server);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_session_signs_with_its_own_secret()
    {
        Assert.Equal([null, null, null, null], await CodesAsync(session));
        using AmazonS3Client s3 = new(session, S3Config(server));
        await s3.PutBucketAsync("lab-bucket", Cancel);
        await s3.PutObjectAsync(new() { BucketName = "lab-bucket", Key = "a b", ContentBody = "hello" }, Cancel);
        using HttpClient http = new();
        var url = await s3.GetPreSignedURLAsync(new GetPreSignedUrlRequest
        {
            BucketName = "lab-bucket", Key = "a b", Expires = DateTime.UtcNow.AddMinutes(5), Protocol = Amazon.S3.Protocol.HTTP,
        });
        Assert.Equal("hello", await http.GetStringAsync(new Uri(url), Cancel));
        Uri stolen = new(url.Replace("X-Amz-Security-Token", "X-Amz-Other", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Forbidden, (await http.GetAsync(stolen, Cancel)).StatusCode);
    }

    [Fact]
    public async Task Each_service_refuses_a_key_without_its_secret_or_its_token_in_its_words()
    {
        Assert.Equal(
            ["AuthFailure", "SignatureDoesNotMatch", "SignatureDoesNotMatch", "InvalidSignatureException"],
            await CodesAsync(new SessionAWSCredentials(session.AccessKeyId, cloud.SecretAccessKey, session.SessionToken)));
        Assert.Equal(
            ["AuthFailure", "InvalidToken", "InvalidClientTokenId", "UnrecognizedClientException"],
            await CodesAsync(new SessionAWSCredentials(session.AccessKeyId, session.SecretAccessKey, "another")));
        Assert.Equal(
            ["AuthFailure", "InvalidAccessKeyId", "InvalidClientTokenId", "UnrecognizedClientException"],
            await CodesAsync(new BasicAWSCredentials(session.AccessKeyId, session.SecretAccessKey)));
    }

    [Fact]
    public async Task A_session_ends()
    {
        Cloud timed = new(new() { Time = time });
        await using var served = LoopbackServer.Start(timed, port: 0);
        var brief = await SessionAsync(timed, served);
        time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal([null, null, null, null], await CodesAsync(brief, served));
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(
            ["RequestExpired", "ExpiredToken", "ExpiredToken", "ExpiredTokenException"],
            await CodesAsync(new SessionAWSCredentials(brief.AccessKeyId, brief.SecretAccessKey, brief.SessionToken), served));
    }

    /// <summary>A session of an administrator's role, made where no client signs for IAM.</summary>
    private static async Task<Credentials> SessionAsync(Cloud of, LoopbackServer at)
    {
        of.Iam.Of(Account).Roles.Add(new(Account, "Admin", "/")
        {
            Id = IamEntity.NewId("AROA"),
            CreateDate = of.Now.Time,
            Trust = PolicyText.Parse(Trust($"{{\"AWS\":\"{Account}\"}}"), PolicyKind.Trust, "trust"),
            MaxSessionDuration = 3600,
            Attached = { AwsManagedPolicies.Administrator },
        });
        using AmazonSecurityTokenServiceClient sts = new(
            new BasicAWSCredentials(Account, of.SecretAccessKey), Configured(new AmazonSecurityTokenServiceConfig(), at));
        return (await sts.AssumeRoleAsync(
            new() { RoleArn = $"arn:aws:iam::{Account}:role/Admin", RoleSessionName = "me" }, Cancel)).Credentials;
    }

    private static T Configured<T>(T config, LoopbackServer at)
        where T : ClientConfig
    {
        config.ServiceURL = at.Endpoint.ToString();
        config.AuthenticationRegion = "us-east-1";
        config.MaxErrorRetry = 0;
        return config;
    }

    private static AmazonS3Config S3Config(LoopbackServer at)
    {
        var config = Configured(new AmazonS3Config(), at);
        config.ForcePathStyle = true;
        return config;
    }

    /// <summary>What EC2, S3, STS and SSM refuse a call with; null where one doesn't.</summary>
    private async Task<string?[]> CodesAsync(AWSCredentials credentials, LoopbackServer? served = null)
    {
        var at = served ?? server;
        using AmazonEC2Client ec2 = new(credentials, Configured(new AmazonEC2Config(), at));
        using AmazonS3Client s3 = new(credentials, S3Config(at));
        using AmazonSecurityTokenServiceClient sts = new(credentials, Configured(new AmazonSecurityTokenServiceConfig(), at));
        using AmazonSimpleSystemsManagementClient ssm = new(credentials, Configured(new AmazonSimpleSystemsManagementConfig(), at));
        return
        [
            await Code(ec2.DescribeVpcsAsync(Cancel)),
            await Code(s3.ListBucketsAsync(Cancel)),
            await Code(sts.GetCallerIdentityAsync(new(), Cancel)),
            await Code(ssm.GetParametersByPathAsync(new() { Path = "/aws/service/ami-amazon-linux-latest" }, Cancel)),
        ];

        static async Task<string?> Code(Task call) => ((AmazonServiceException?)await Record.ExceptionAsync(() => call))?.ErrorCode;
    }
}
