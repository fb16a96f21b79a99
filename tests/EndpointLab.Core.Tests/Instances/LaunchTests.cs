using Amazon.EC2;
using EndpointLab.Core.Tests.Analysis;

namespace EndpointLab.Core.Tests.Instances;

/// <summary>What every launch has, whatever the image.</summary>
public sealed class LaunchTests : IDisposable
{
    private readonly SimulatedNetwork cloud = new();

    public void Dispose() => cloud.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_disk_is_encrypted_and_metadata_need_a_token(bool ownImage)
    {
        var cancel = SimulatedNetwork.Cancel;
        var vpc = (await cloud.Ec2.CreateVpcAsync(new("10.0.0.0/16"), cancel)).Vpc.VpcId;
        var subnet = (await cloud.Ec2.CreateSubnetAsync(new(vpc, "10.0.0.0/24"), cancel)).Subnet.SubnetId;
        var images = await cloud.Ec2.DescribeImagesAsync(new() { Filters = [new("architecture", ["x86_64"])] }, cancel);

        var instance = await EndpointLab.Instances.LaunchAsync(
            cloud.Lab,
            new(
                subnet, "t3.micro", [], null, ownImage ? images.Images[0].ImageId : null, null, null, null,
                new Dictionary<string, string>()));

        var disk = Assert.Single((await cloud.Ec2.DescribeVolumesAsync(new(), cancel)).Volumes);
        Assert.True(disk.Encrypted);
        var launched = (await cloud.Ec2.DescribeInstancesAsync(new() { InstanceIds = [instance.InstanceId] }, cancel))
            .Reservations[0].Instances[0];
        Assert.Equal(HttpTokensState.Required, launched.MetadataOptions.HttpTokens);
    }
}
