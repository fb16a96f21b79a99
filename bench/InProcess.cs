using Amazon.EC2;
using Amazon.Runtime;
using EndpointLab.Simulator;

namespace EndpointLab.Bench;

/// <summary>The SDK's clients on a cloud in the same process.</summary>
internal sealed class InProcess(Cloud cloud) : HttpClientFactory
{
    private readonly HttpClient http = new(new CloudHandler(cloud), disposeHandler: true);

    public static AmazonEC2Client Ec2(Cloud cloud) => new(new BasicAWSCredentials("123456789012", "simulated"), new AmazonEC2Config
    {
        RegionEndpoint = Amazon.RegionEndpoint.USEast1,
        HttpClientFactory = new InProcess(cloud),
    });

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => http;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
}
