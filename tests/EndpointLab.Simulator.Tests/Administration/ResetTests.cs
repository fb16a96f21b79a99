using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Administration;

public sealed class ResetTests
{
    [Fact]
    public async Task Everything_is_as_it_was_at_the_start()
    {
        FakeTime time = new();
        Cloud cloud = new(new() { Time = time });
        using var lab = LabClient.Of(cloud);
        using var ec2 = cloud.Ec2Client();
        using var other = cloud.Ec2Client("eu-central-1", "210987654321");
        using var s3 = cloud.S3Client();
        var first = (await ec2.AllocateAddressAsync(new(), Cancel)).PublicIp;
        await ec2.CreateVpcAsync(new("10.0.0.0/16"), Cancel);
        await other.CreateVpcAsync(new("10.0.0.0/16"), Cancel);
        await s3.PutBucketAsync("reset-bucket", Cancel);
        var start = time.GetUtcNow();
        await lab.PostAsync("clock", """{"advance":"1h","freeze":true}""");
        await lab.PostAsync("lifecycle", """{"lifecycle":"Realistic","delays":{"VpcCreation":5}}""");

        await lab.PostAsync("reset", "");

        Assert.True(Assert.Single((await ec2.DescribeVpcsAsync(new(), Cancel)).Vpcs).IsDefault);
        Assert.True(Assert.Single((await other.DescribeVpcsAsync(new(), Cancel)).Vpcs).IsDefault);
        Assert.Null((await s3.ListBucketsAsync(Cancel)).Buckets);
        Assert.Null((await ec2.DescribeAddressesAsync(new(), Cancel)).Addresses);
        Assert.Equal(first, (await ec2.AllocateAddressAsync(new(), Cancel)).PublicIp);
        var clock = await lab.GetAsync("clock");
        Assert.Equal((start, false), ((DateTimeOffset)clock["now"]!, (bool)clock["frozen"]!));
        var lifecycle = await lab.GetAsync("lifecycle");
        Assert.Equal(("Quick", 0.02), ((string?)lifecycle["lifecycle"], (double)lifecycle["delays"]!["VpcCreation"]!));
    }
}
