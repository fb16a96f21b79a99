using Amazon.EC2;
using Amazon.EC2.Model;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Ec2;

public sealed class InstanceTests : IDisposable
{
    private readonly AmazonEC2Client ec2 = Ec2Client();

    public void Dispose() => ec2.Dispose();

    [Fact]
    public async Task An_instance_runs_after_it_was_pending_and_has_what_it_was_launched_with()
    {
        await ec2.CreateKeyPairAsync(new() { KeyName = "lab", KeyType = KeyType.Ed25519 }, Cancel);
        var launched = await LaunchAsync(request =>
        {
            request.KeyName = "lab";
            request.UserData = "aGVsbG8=";
            request.TagSpecifications = [Tagged("instance", "Name", "public"), Tagged("network-interface", "Name", "nic")];
            request.BlockDeviceMappings = [new() { DeviceName = "/dev/xvda", Ebs = new() { VolumeSize = 20 } }];
        });
        Assert.Equal(InstanceStateName.Pending, launched.State.Name);

        var running = await OnlyAsync(launched.InstanceId);
        Assert.Equal(InstanceStateName.Running, running.State.Name);
        Assert.Equal("lab", running.KeyName);
        Assert.Equal("public", Assert.Single(running.Tags).Value);
        Assert.Equal(HttpTokensState.Required, running.MetadataOptions.HttpTokens);
        var nic = Assert.Single((await ec2.DescribeNetworkInterfacesAsync(
            new() { Filters = [By("attachment.instance-id", running.InstanceId)] }, Cancel)).NetworkInterfaces);
        Assert.Equal("nic", Assert.Single(nic.TagSet).Value);
        Assert.Equal((running.PrivateIpAddress, running.PublicIpAddress), (nic.PrivateIpAddress, nic.Association.PublicIp));
        Assert.Equal(20, Assert.Single((await ec2.DescribeVolumesAsync(
            new() { Filters = [By("attachment.instance-id", running.InstanceId)] }, Cancel)).Volumes).Size);
        var attribute = await ec2.DescribeInstanceAttributeAsync(new(running.InstanceId, InstanceAttributeName.UserData), Cancel);
        Assert.Equal("aGVsbG8=", attribute.InstanceAttribute.UserData);
        var status = Assert.Single((await ec2.DescribeInstanceStatusAsync(
            new() { InstanceIds = [running.InstanceId] }, Cancel)).InstanceStatuses);
        Assert.Equal((SummaryStatus.Ok, SummaryStatus.Ok), (status.Status.Status, status.SystemStatus.Status));
    }

    [Fact]
    public async Task Several_instances_of_one_launch_share_a_reservation_and_no_address()
    {
        var reservation = (await ec2.RunInstancesAsync(await RequestAsync(count: 3), Cancel)).Reservation;
        Assert.Equal(3, reservation.Instances.Select(instance => instance.PrivateIpAddress).Distinct().Count());
        Assert.Equal(3, reservation.Instances.Select(instance => instance.PublicIpAddress).Distinct().Count());
        var described = Assert.Single((await ec2.DescribeInstancesAsync(new(), Cancel)).Reservations);
        Assert.Equal(reservation.ReservationId, described.ReservationId);
        Assert.Equal([0, 1, 2], described.Instances.Select(instance => instance.AmiLaunchIndex ?? -1));
    }

    [Fact]
    public async Task A_region_has_room_for_a_limited_number()
    {
        var launched = await ec2.RunInstancesAsync(await RequestAsync(count: 250), Cancel);
        var request = await RequestAsync(count: 7);
        await Refused("InstanceLimitExceeded", ec2.RunInstancesAsync(request, Cancel));
        request.MinCount = 1;
        Assert.Equal(6, (await ec2.RunInstancesAsync(request, Cancel)).Reservation.Instances.Count);

        await ec2.TerminateInstancesAsync(new([.. launched.Reservation.Instances.Select(one => one.InstanceId)]), Cancel);
        Assert.Equal(7, (await ec2.RunInstancesAsync(request, Cancel)).Reservation.Instances.Count);
    }

    [Fact]
    public async Task A_subnet_has_room_for_what_it_has_addresses()
    {
        var vpc = (await ec2.CreateVpcAsync(new("10.0.0.0/16"), Cancel)).Vpc.VpcId;
        var request = await RequestAsync(count: 12);
        request.SubnetId = (await ec2.CreateSubnetAsync(new(vpc, "10.0.0.0/28"), Cancel)).Subnet.SubnetId;
        await Refused("InsufficientFreeAddressesInSubnet", ec2.RunInstancesAsync(request, Cancel));
        request.MinCount = 1;
        Assert.Equal(11, (await ec2.RunInstancesAsync(request, Cancel)).Reservation.Instances.Count);
    }

    [Theory]
    [InlineData("t2.micro", "standard")]
    [InlineData("t3.micro", "unlimited")]
    [InlineData("m5.large", null)]
    public async Task A_burstable_instance_tells_how_it_spends_credits(string type, string? credits)
    {
        var launched = await LaunchAsync(request => request.InstanceType = type);
        var told = await ec2.DescribeInstanceCreditSpecificationsAsync(new() { InstanceIds = [launched.InstanceId] }, Cancel);
        Assert.Equal(credits, told.InstanceCreditSpecifications?.SingleOrDefault()?.CpuCredits);
    }

    [Fact]
    public async Task An_empty_zone_asks_for_none()
    {
        var launched = await LaunchAsync(request => request.Placement = new() { AvailabilityZone = "" });
        Assert.NotEmpty(launched.Placement.AvailabilityZone);
    }

    [Fact]
    public async Task A_client_token_launches_once()
    {
        var request = await RequestAsync();
        request.ClientToken = "once";
        var first = await ec2.RunInstancesAsync(request, Cancel);
        var second = await ec2.RunInstancesAsync(request, Cancel);
        Assert.Equal(first.Reservation.Instances.Single().InstanceId, second.Reservation.Instances.Single().InstanceId);
        request.InstanceType = InstanceType.T3Small;
        await Refused("IdempotentParameterMismatch", ec2.RunInstancesAsync(request, Cancel));
    }

    [Fact]
    public async Task A_terminated_instance_stays_visible_for_an_hour_without_its_interface()
    {
        FakeTime time = new();
        using var client = new Cloud(new() { Time = time, Lifecycle = Lifecycle.Realistic }).Ec2Client();
        var request = await RequestAsync(client);
        var id = (await client.RunInstancesAsync(request, Cancel)).Reservation.Instances.Single().InstanceId;
        time.Advance(TimeSpan.FromSeconds(15));
        var change = Assert.Single((await client.TerminateInstancesAsync(new([id]), Cancel)).TerminatingInstances);
        Assert.Equal((InstanceStateName.Running, InstanceStateName.ShuttingDown), (change.PreviousState.Name, change.CurrentState.Name));
        Assert.NotEmpty((await client.DescribeNetworkInterfacesAsync(new(), Cancel)).NetworkInterfaces);

        time.Advance(TimeSpan.FromSeconds(30));
        var gone = await OnlyAsync(client, id);
        Assert.Equal(InstanceStateName.Terminated, gone.State.Name);
        Assert.Null(gone.PrivateIpAddress);
        Assert.Null((await client.DescribeNetworkInterfacesAsync(new(), Cancel)).NetworkInterfaces);
        time.Advance(TimeSpan.FromHours(1));
        await Refused("InvalidInstanceID.NotFound", client.DescribeInstancesAsync(new() { InstanceIds = [id] }, Cancel));
    }

    [Fact]
    public async Task A_stop_gives_up_the_public_address_and_a_start_brings_another()
    {
        var launched = await LaunchAsync();
        await ec2.StopInstancesAsync(new([launched.InstanceId]), Cancel);
        var stopped = await OnlyAsync(launched.InstanceId);
        Assert.Equal((InstanceStateName.Stopped, launched.PrivateIpAddress), (stopped.State.Name, stopped.PrivateIpAddress));
        Assert.Null(stopped.PublicIpAddress);
        await ec2.StartInstancesAsync(new([launched.InstanceId]), Cancel);
        var started = await OnlyAsync(launched.InstanceId);
        Assert.NotNull(started.PublicIpAddress);
        Assert.NotEqual(launched.PublicIpAddress, started.PublicIpAddress);
    }

    [Fact]
    public async Task Attributes_protect_an_instance_and_change_its_groups()
    {
        var id = (await LaunchAsync()).InstanceId;
        await ec2.ModifyInstanceAttributeAsync(new() { InstanceId = id, DisableApiTermination = true }, Cancel);
        await Refused("OperationNotPermitted", ec2.TerminateInstancesAsync(new([id]), Cancel));
        await ec2.ModifyInstanceAttributeAsync(new() { InstanceId = id, SourceDestCheck = false }, Cancel);
        Assert.False((await OnlyAsync(id)).SourceDestCheck);
        await Refused("IncorrectInstanceState", ec2.ModifyInstanceAttributeAsync(
            new() { InstanceId = id, InstanceType = "t3.small" }, Cancel));
        await Refused("InvalidGroup.NotFound", ec2.ModifyInstanceAttributeAsync(
            new() { InstanceId = id, Groups = ["sg-0123456789abcdef0"] }, Cancel));
    }

    public static TheoryData<string, Action<RunInstancesRequest>> Refusals => new()
    {
        { "InvalidAMIID.NotFound", request => request.ImageId = "ami-0123456789abcdef0" },
        { "InvalidAMIID.Malformed", request => request.ImageId = "x" },
        { "InvalidKeyPair.NotFound", request => request.KeyName = "nobody" },
        { "InvalidSubnetID.NotFound", request => request.SubnetId = "subnet-0123456789abcdef0" },
        { "InvalidGroup.NotFound", request => request.SecurityGroupIds = ["sg-0123456789abcdef0"] },
        { "InvalidParameterValue", request => request.InstanceType = "t4g.micro" },
        { "InvalidParameterValue", request => request.InstanceType = "x9.huge" },
        { "InvalidParameterValue", request => request.UserData = "%" },
        { "InvalidParameterValue", request => request.PrivateIpAddress = "172.31.0.3" },
        { "InvalidParameterValue", request => request.PrivateIpAddress = "10.9.9.9" },
        { "InstanceLimitExceeded", request => request.MinCount = request.MaxCount = 5000 },
        {
            "InvalidParameterCombination",
            request => (request.SubnetId, request.NetworkInterfaces) = ("subnet-0123456789abcdef0", [new() { DeviceIndex = 0 }])
        },
        {
            "InvalidBlockDeviceMapping",
            request => request.BlockDeviceMappings = [new() { DeviceName = "/dev/xvda", Ebs = new() { VolumeSize = 1 } }]
        },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_launch_that_cant_be_is_refused_and_leaves_nothing(string code, Action<RunInstancesRequest> spoil)
    {
        ArgumentNullException.ThrowIfNull(spoil);
        var request = await RequestAsync();
        spoil(request);
        await Refused(code, ec2.RunInstancesAsync(request, Cancel));
        Assert.Null((await ec2.DescribeInstancesAsync(new(), Cancel)).Reservations);
        Assert.Null((await ec2.DescribeNetworkInterfacesAsync(new(), Cancel)).NetworkInterfaces);
        Assert.Null((await ec2.DescribeVolumesAsync(new(), Cancel)).Volumes);
    }

    private async Task<Instance> LaunchAsync(Action<RunInstancesRequest>? with = null)
    {
        var request = await RequestAsync();
        with?.Invoke(request);
        return (await ec2.RunInstancesAsync(request, Cancel)).Reservation.Instances.Single();
    }

    private Task<RunInstancesRequest> RequestAsync(int count = 1) => RequestAsync(ec2, count);

    private static async Task<RunInstancesRequest> RequestAsync(AmazonEC2Client client, int count = 1) =>
        new() { ImageId = await client.ImageIdAsync(), InstanceType = InstanceType.T3Micro, MinCount = count, MaxCount = count };

    private Task<Instance> OnlyAsync(string id) => OnlyAsync(ec2, id);

    private static async Task<Instance> OnlyAsync(AmazonEC2Client client, string id) =>
        (await client.DescribeInstancesAsync(new() { InstanceIds = [id] }, Cancel)).Reservations.Single().Instances.Single();
}
