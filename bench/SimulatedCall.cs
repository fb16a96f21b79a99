using Amazon.EC2;
using Amazon.EC2.Model;
using BenchmarkDotNet.Attributes;
using EndpointLab.Simulator;

namespace EndpointLab.Bench;

/// <summary>One warm call through the SDK's whole pipeline to the simulator in the same process.</summary>
[MedianColumn]
public class SimulatedCall
{
    private AmazonEC2Client ec2 = null!;

    [GlobalSetup]
    public void Connect() => ec2 = InProcess.Ec2(new Cloud(new CloudOptions()));

    [GlobalCleanup]
    public void Close() => ec2.Dispose();

    [Benchmark]
    public Task<DescribeVpcsResponse> DescribeVpcs() => ec2.DescribeVpcsAsync(new DescribeVpcsRequest());
}
