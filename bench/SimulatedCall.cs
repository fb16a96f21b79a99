using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using BenchmarkDotNet.Attributes;
using EndpointLab.Simulator;

namespace EndpointLab.Bench;

/// <summary>One warm call through the SDK's whole pipeline to the simulator in the same process.</summary>
[MedianColumn]
public class SimulatedCall
{
    private AmazonEC2Client ec2 = null!;

    [GlobalSetup]
    public void Connect() => ec2 = new(new BasicAWSCredentials("123456789012", "simulated"), new AmazonEC2Config
    {
        RegionEndpoint = Amazon.RegionEndpoint.USEast1,
        HttpClientFactory = new InProcess(new CloudHandler(new Cloud(new CloudOptions()))),
    });

    [GlobalCleanup]
    public void Close() => ec2.Dispose();

    [Benchmark]
    public Task<DescribeVpcsResponse> DescribeVpcs() => ec2.DescribeVpcsAsync(new DescribeVpcsRequest());

    private sealed class InProcess(HttpMessageHandler handler) : HttpClientFactory
    {
        private readonly HttpClient http = new(handler, disposeHandler: false);

        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => http;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
