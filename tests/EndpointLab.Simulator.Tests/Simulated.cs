using Amazon;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.KeyManagementService;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;
using Amazon.SimpleSystemsManagement;

namespace EndpointLab.Simulator.Tests;

/// <summary>The SDK's clients on a simulated cloud.</summary>
internal static class Simulated
{
    /// <summary>A client whose calls see settled states, as on a cloud where everything is instant.</summary>
    public static AmazonEC2Client Ec2Client() => new Cloud(new() { Lifecycle = Lifecycle.Instant }).Ec2Client();

    /// <summary>A client on a cloud, as the account that the access key names.</summary>
    /// <param name="retries">How often the SDK makes a call again that failed for a while.</param>
    public static AmazonEC2Client Ec2Client(
        this Cloud cloud, string region = "us-east-1", string accessKey = "AKIDEXAMPLE", int retries = 0) =>
        new(new BasicAWSCredentials(accessKey, "secret"), new AmazonEC2Config
        {
            RegionEndpoint = RegionEndpoint.GetBySystemName(region),
            HttpClientFactory = new Factory(cloud),
            MaxErrorRetry = retries,
        });

    /// <summary>An S3 client on a cloud, as the account that the access key names.</summary>
    public static AmazonS3Client S3Client(this Cloud cloud, string region = "us-east-1", string accessKey = "AKIDEXAMPLE") =>
        cloud.S3Client(new BasicAWSCredentials(accessKey, "secret"), region);

    public static AmazonS3Client S3Client(this Cloud cloud, AWSCredentials credentials, string region = "us-east-1") =>
        new(credentials, new AmazonS3Config
        {
            RegionEndpoint = RegionEndpoint.GetBySystemName(region),
            HttpClientFactory = new Factory(cloud),
            MaxErrorRetry = 0,
        });

    public static AmazonKeyManagementServiceClient KmsClient(
        this Cloud cloud, string region = "us-east-1", string accessKey = "AKIDEXAMPLE") =>
        new(new BasicAWSCredentials(accessKey, "secret"), new AmazonKeyManagementServiceConfig
        {
            RegionEndpoint = RegionEndpoint.GetBySystemName(region),
            HttpClientFactory = new Factory(cloud),
            MaxErrorRetry = 0,
        });

    public static AmazonSecurityTokenServiceClient StsClient(this Cloud cloud, string accessKey, int retries = 2) =>
        cloud.StsClient(new BasicAWSCredentials(accessKey, "secret"), retries);

    public static AmazonSecurityTokenServiceClient StsClient(this Cloud cloud, AWSCredentials credentials, int retries = 0) =>
        new(credentials, new AmazonSecurityTokenServiceConfig
        {
            RegionEndpoint = RegionEndpoint.EUWest1,
            HttpClientFactory = new Factory(cloud),
            MaxErrorRetry = retries,
        });

    public static AmazonSimpleSystemsManagementClient SsmClient(this Cloud cloud, string region, int retries = 2) =>
        new(new BasicAWSCredentials("AKIDEXAMPLE", "secret"), new AmazonSimpleSystemsManagementConfig
        {
            RegionEndpoint = RegionEndpoint.GetBySystemName(region),
            HttpClientFactory = new Factory(cloud),
            MaxErrorRetry = retries,
        });

    /// <summary>The id of the newest Amazon Linux 2023 image of the client's Region.</summary>
    public static async Task<string> ImageIdAsync(this AmazonEC2Client ec2, string architecture = "x86_64") =>
        (await ec2.DescribeImagesAsync(new()
        {
            Owners = ["amazon"],
            Filters = [By("name", "al2023-ami-2023*-kernel-6.1-*"), By("architecture", architecture)],
        }, Cancel)).Images.Single().ImageId;

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TagSpecification Tagged(string type, string key, string value) =>
        new() { ResourceType = type, Tags = [new(key, value)] };

    public static Filter By(string name, params string[] values) => new(name, [.. values]);

    /// <summary>Asserts that AWS would refuse the call with that code, and gives its message.</summary>
    public static async Task<string> Refused(string code, Task call)
    {
        var refusal = await Assert.ThrowsAsync<AmazonEC2Exception>(() => call);
        Assert.Equal(code, refusal.ErrorCode);
        return refusal.Message;
    }

    private sealed class Factory(Cloud cloud) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new CloudHandler(cloud));
    }
}
