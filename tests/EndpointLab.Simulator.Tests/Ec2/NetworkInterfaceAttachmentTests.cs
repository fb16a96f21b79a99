using Amazon.EC2;
using Amazon.EC2.Model;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Ec2;

public sealed class NetworkInterfaceAttachmentTests : IAsyncLifetime
{
    private readonly AmazonEC2Client ec2 = Ec2Client();
    private string vpc = "";
    private string subnet = "";
    private Instance instance = null!;

    public async ValueTask InitializeAsync()
    {
        vpc = (await ec2.CreateVpcAsync(new("10.0.0.0/16"), Cancel)).Vpc.VpcId;
        subnet = await CreateSubnet("10.0.1.0/24", "us-east-1a");
        instance = (await ec2.RunInstancesAsync(
            new()
            {
                ImageId = await ec2.ImageIdAsync(),
                InstanceType = InstanceType.T3Micro,
                MinCount = 1,
                MaxCount = 1,
                SubnetId = subnet,
            },
            Cancel)).Reservation.Instances.Single();
    }

    public ValueTask DisposeAsync()
    {
        ec2.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_interface_is_plugged_in_and_out_and_outlives_the_instance()
    {
        var second = await CreateInterface(subnet);
        var attachment = (await Attach(second, 1)).AttachmentId;
        var shown = await Describe(second);
        Assert.Equal(
            (NetworkInterfaceStatus.InUse, attachment, instance.InstanceId, 1, false),
            (shown.Status, shown.Attachment.AttachmentId, shown.Attachment.InstanceId, shown.Attachment.DeviceIndex,
                shown.Attachment.DeleteOnTermination));
        await Refused("InvalidNetworkInterface.InUse", Attach(second, 2));
        await Refused("InvalidParameterValue", ec2.DeleteNetworkInterfaceAsync(new() { NetworkInterfaceId = second }, Cancel));
        await Detach(attachment);
        Assert.Equal(NetworkInterfaceStatus.Available, (await Describe(second)).Status);
        await Refused("InvalidAttachmentID.NotFound", Detach(attachment));
        await Attach(second, 1);
        await ec2.TerminateInstancesAsync(new() { InstanceIds = [instance.InstanceId] }, Cancel);
        Assert.Equal(NetworkInterfaceStatus.Available, (await Describe(second)).Status);
    }

    [Fact]
    public async Task What_does_not_fit_together_is_refused()
    {
        var primary = instance.NetworkInterfaces.Single().Attachment.AttachmentId;
        await Refused("OperationNotPermitted", Detach(primary));
        await Refused("InvalidParameterValue", Attach(await CreateInterface(subnet), 0));
        await Refused("InvalidParameterCombination", Attach(await CreateInterface(await CreateSubnet("10.0.2.0/24", "us-east-1b")), 1));
    }

    [Fact]
    public async Task Its_attributes_are_read_one_at_a_time_and_the_check_is_reset()
    {
        var one = await CreateInterface(subnet);
        await ec2.ModifyNetworkInterfaceAttributeAsync(new() { NetworkInterfaceId = one, SourceDestCheck = false }, Cancel);
        Assert.False((await Attribute(one, NetworkInterfaceAttribute.SourceDestCheck)).SourceDestCheck);
        await ec2.ResetNetworkInterfaceAttributeAsync(new() { NetworkInterfaceId = one, SourceDestCheck = "true" }, Cancel);
        Assert.True((await Attribute(one, NetworkInterfaceAttribute.SourceDestCheck)).SourceDestCheck);
        Assert.Equal("second", (await Attribute(one, NetworkInterfaceAttribute.Description)).Description);
        Assert.Single((await Attribute(one, NetworkInterfaceAttribute.GroupSet)).Groups);
        Assert.Null((await Attribute(one, NetworkInterfaceAttribute.Attachment)).Attachment);
        await Attach(one, 1);
        Assert.Equal(1, (await Attribute(one, NetworkInterfaceAttribute.Attachment)).Attachment.DeviceIndex);
    }

    private Task<AttachNetworkInterfaceResponse> Attach(string id, int index) => ec2.AttachNetworkInterfaceAsync(
        new() { NetworkInterfaceId = id, InstanceId = instance.InstanceId, DeviceIndex = index }, Cancel);

    private Task Detach(string attachment) => ec2.DetachNetworkInterfaceAsync(new() { AttachmentId = attachment }, Cancel);

    private Task<DescribeNetworkInterfaceAttributeResponse> Attribute(string id, NetworkInterfaceAttribute attribute) =>
        ec2.DescribeNetworkInterfaceAttributeAsync(new() { NetworkInterfaceId = id, Attribute = attribute }, Cancel);

    private async Task<string> CreateSubnet(string block, string zone) => (await ec2.CreateSubnetAsync(
        new(vpc, block) { AvailabilityZone = zone }, Cancel)).Subnet.SubnetId;

    private async Task<string> CreateInterface(string inSubnet) => (await ec2.CreateNetworkInterfaceAsync(
        new() { SubnetId = inSubnet, Description = "second" }, Cancel)).NetworkInterface.NetworkInterfaceId;

    private async Task<NetworkInterface> Describe(string id) => Assert.Single(
        (await ec2.DescribeNetworkInterfacesAsync(new() { NetworkInterfaceIds = [id] }, Cancel)).NetworkInterfaces);
}
