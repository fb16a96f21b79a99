using System.Net;
using System.Text;
using Amazon;
using Amazon.EC2;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SecurityToken;
using Amazon.SimpleSystemsManagement;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests;

/// <summary>A cloud that is started with RequireSignature, over loopback, as the SDK signs for it.</summary>
public sealed class SignatureTests : IAsyncLifetime
{
    private const string Account = "111122223333";

    private readonly Cloud cloud;
    private readonly LoopbackServer server;

    public SignatureTests()
    {
        cloud = new(new() { RequireSignature = true });
        server = LoopbackServer.Start(cloud, port: 0);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Whoever_knows_the_secret_is_the_account()
    {
        var credentials = Credentials();
        using AmazonEC2Client ec2 = new(credentials, Configured(new AmazonEC2Config()));
        using AmazonSecurityTokenServiceClient sts = new(credentials, Configured(new AmazonSecurityTokenServiceConfig()));
        using AmazonSimpleSystemsManagementClient ssm = new(credentials, Configured(new AmazonSimpleSystemsManagementConfig()));

        var vpc = (await ec2.CreateVpcAsync(
            new() { CidrBlock = "10.0.0.0/16", TagSpecifications = [Tagged("vpc", "a b+c/d*e~", "\u20ac ")] }, Cancel)).Vpc;
        Assert.Equal(Account, vpc.OwnerId);
        Assert.Equal(Account, (await sts.GetCallerIdentityAsync(new(), Cancel)).Account);
        await ssm.GetParametersByPathAsync(new() { Path = "/aws/service/ami-amazon-linux-latest" }, Cancel);
    }

    [Theory]
    [InlineData("plain.txt", true)]
    [InlineData("a b/c+d/\u20ac~(!)*'=&%25.txt", true)]
    [InlineData("a//b//", false)]
    public async Task Objects_of_any_key_come_and_go_in_every_way_of_signing_a_body(string key, bool chunked)
    {
        using AmazonS3Client s3 = new(Credentials(), S3Config());
        await s3.PutBucketAsync("lab-bucket", Cancel);
        var text = string.Concat(Enumerable.Range(0, 50_000));
        await s3.PutObjectAsync(
            new() { BucketName = "lab-bucket", Key = key, ContentBody = text, UseChunkEncoding = chunked, Metadata = { ["a"] = "b   c" } },
            Cancel);
        using var found = await s3.GetObjectAsync("lab-bucket", key, Cancel);
        using StreamReader reader = new(found.ResponseStream);
        Assert.Equal(text, await reader.ReadToEndAsync(Cancel));
        var list = await s3.ListObjectsV2Async(new() { BucketName = "lab-bucket", Prefix = key }, Cancel);
        Assert.Equal(key, Assert.Single(list.S3Objects).Key);
    }

    [Fact]
    public async Task A_presigned_URL_is_good_for_what_it_was_signed_for_and_so_long()
    {
        using AmazonS3Client s3 = new(Credentials(), S3Config());
        await s3.PutBucketAsync("lab-bucket", Cancel);
        using HttpClient http = new();
        var put = await Presigned(s3, HttpVerb.PUT, "a b/c.txt", TimeSpan.FromMinutes(5));
        using (StringContent content = new("found"))
            Assert.Equal(HttpStatusCode.OK, (await http.PutAsync(put, content, Cancel)).StatusCode);
        var get = await Presigned(s3, HttpVerb.GET, "a b/c.txt", TimeSpan.FromDays(6));
        Assert.Equal("found", await http.GetStringAsync(get, Cancel));

        Uri other = new(get.OriginalString.Replace("c.txt", "d.txt", StringComparison.Ordinal));
        await AnswersAsync(HttpStatusCode.Forbidden, "SignatureDoesNotMatch", other);
        await AnswersAsync(HttpStatusCode.Forbidden, "SignatureDoesNotMatch", put);
        await AnswersAsync(
            HttpStatusCode.BadRequest,
            "AuthorizationQueryParametersError",
            await Presigned(s3, HttpVerb.GET, "a", TimeSpan.FromSeconds(-5)));
    }

    [Fact]
    public async Task A_presigned_URL_expires()
    {
        Cloud early = new(new() { RequireSignature = true, Time = new Shifted(TimeSpan.FromMinutes(10)) });
        await using var served = LoopbackServer.Start(early, port: 0);
        using AmazonS3Client s3 = new(new BasicAWSCredentials(Account, early.SecretAccessKey), S3Config(served));
        await AnswersAsync(HttpStatusCode.Forbidden, "AccessDenied", await Presigned(s3, HttpVerb.GET, "a", TimeSpan.FromMinutes(9)));
        await AnswersAsync(HttpStatusCode.NotFound, "NoSuchBucket", await Presigned(s3, HttpVerb.GET, "a", TimeSpan.FromMinutes(11)));
    }

    [Fact]
    public async Task Another_secret_is_refused_by_each_service_in_its_words()
    {
        Assert.Equal(
            ["AuthFailure", "SignatureDoesNotMatch", "SignatureDoesNotMatch", "InvalidSignatureException"],
            await CodesAsync(new BasicAWSCredentials(Account, "simulated")));
        Assert.Equal(
            ["AuthFailure", "InvalidAccessKeyId", "InvalidClientTokenId", "UnrecognizedClientException"],
            await CodesAsync(new BasicAWSCredentials("AKIDEXAMPLE", cloud.SecretAccessKey)));
    }

    [Theory]
    [InlineData(16)]
    [InlineData(-16)]
    public async Task A_request_of_another_time_is_refused_by_each_service_in_its_words(int minutes)
    {
        Cloud early = new(new() { RequireSignature = true, Time = new Shifted(TimeSpan.FromMinutes(minutes)) });
        await using var served = LoopbackServer.Start(early, port: 0);
        Assert.Equal(
            ["RequestExpired", "RequestTimeTooSkewed", "SignatureDoesNotMatch", "InvalidSignatureException"],
            await CodesAsync(new BasicAWSCredentials(Account, early.SecretAccessKey), served));
    }

    [Theory]
    [InlineData(null, "MissingAuthenticationToken")]
    [InlineData("AWS AKID:abc", "IncompleteSignature")]
    [InlineData("AWS4-HMAC-SHA256 Credential={1}/{0}/us-east-1/ec2/aws4_request, SignedHeaders=host", "IncompleteSignature")]
    [InlineData("AWS4-HMAC-SHA256 Credential={1}/{0}/us-east-1/ec2, SignedHeaders=host, Signature=0", "IncompleteSignature")]
    [InlineData(
        "AWS4-HMAC-SHA256 Credential={1}/20000101/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=0",
        "IncompleteSignature")]
    [InlineData(
        "AWS4-HMAC-SHA256 Credential={1}/{0}/us-east-1/ec2/aws4_request, SignedHeaders=x-amz-date, Signature=0",
        "IncompleteSignature")]
    [InlineData("AWS4-HMAC-SHA256 Credential={1}/{0}/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=0", "AuthFailure")]
    [InlineData("AWS4-HMAC-SHA256 Credential={1}/{0}/us-east-1/ec2/aws4_request, SignedHeaders=host;;, Signature=\u00e9", "AuthFailure")]
    public async Task A_signature_that_is_none_is_refused(string? authorization, string code)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, server.Endpoint) { Content = new StringContent("Action=DescribeVpcs") };
        var now = DateTimeOffset.UtcNow;
        request.Headers.TryAddWithoutValidation("X-Amz-Date", now.ToString("yyyyMMdd'T'HHmmss'Z'"));
        request.Headers.TryAddWithoutValidation("Host", "ec2.us-east-1.amazonaws.com");
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", string.Format(authorization, now.ToString("yyyyMMdd"), Account));
        using HttpClient http = new(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1 });
        using var response = await http.SendAsync(request, Cancel);
        Assert.Contains($"<Code>{code}</Code>", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public void No_two_clouds_share_a_secret() =>
        Assert.NotEqual(cloud.SecretAccessKey, new Cloud(new() { RequireSignature = true }).SecretAccessKey);

    private BasicAWSCredentials Credentials() => new(Account, cloud.SecretAccessKey);

    private T Configured<T>(T config, LoopbackServer? at = null)
        where T : ClientConfig
    {
        config.ServiceURL = (at ?? server).Endpoint.ToString();
        config.AuthenticationRegion = "us-east-1";
        config.MaxErrorRetry = 0;
        return config;
    }

    private AmazonS3Config S3Config(LoopbackServer? at = null)
    {
        var config = Configured(new AmazonS3Config(), at);
        config.ForcePathStyle = true;
        return config;
    }

    private async Task<string[]> CodesAsync(AWSCredentials credentials, LoopbackServer? at = null)
    {
        using AmazonEC2Client ec2 = new(credentials, Configured(new AmazonEC2Config(), at));
        using AmazonS3Client s3 = new(credentials, S3Config(at));
        using AmazonSecurityTokenServiceClient sts = new(credentials, Configured(new AmazonSecurityTokenServiceConfig(), at));
        using AmazonSimpleSystemsManagementClient ssm = new(credentials, Configured(new AmazonSimpleSystemsManagementConfig(), at));
        return
        [
            await Code(ec2.DescribeVpcsAsync(Cancel)),
            await Code(s3.ListBucketsAsync(Cancel)),
            await Code(sts.GetCallerIdentityAsync(new(), Cancel)),
            await Code(ssm.GetParameterAsync(new() { Name = "/a" }, Cancel)),
        ];

        static async Task<string> Code(Task call) => (await Assert.ThrowsAnyAsync<AmazonServiceException>(() => call)).ErrorCode;
    }

    private static async Task<Uri> Presigned(AmazonS3Client s3, HttpVerb verb, string key, TimeSpan expires) =>
        new(await s3.GetPreSignedURLAsync(new GetPreSignedUrlRequest
        {
            BucketName = "lab-bucket", Key = key, Verb = verb, Expires = DateTime.UtcNow + expires, Protocol = Amazon.S3.Protocol.HTTP,
        }));

    private static async Task AnswersAsync(HttpStatusCode status, string code, Uri uri)
    {
        using HttpClient http = new();
        using var response = await http.GetAsync(uri, Cancel);
        Assert.Equal(status, response.StatusCode);
        Assert.Contains($"<Code>{code}</Code>", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    /// <summary>A clock that is always so much ahead.</summary>
    private sealed class Shifted(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
