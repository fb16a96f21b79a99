using Amazon.EC2;
using Amazon.EC2.Model;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Ec2;

public sealed class ConnectionNotificationTests : IAsyncLifetime
{
    private const string Topic = "arn:aws:sns:us-east-1:111111111111:connections";
    private const string Balancer = "arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/net/api/0123456789abcdef";
    private const string Unknown = "vpce-nfn-0123456789abcdef0";

    private readonly AmazonEC2Client ec2 = new Cloud(new() { Lifecycle = Lifecycle.Instant }).Ec2Client(accessKey: "111111111111");
    private string service = "";

    public async ValueTask InitializeAsync() => service = (await ec2.CreateVpcEndpointServiceConfigurationAsync(
        new() { NetworkLoadBalancerArns = [Balancer] }, Cancel)).ServiceConfiguration.ServiceId;

    public ValueTask DisposeAsync()
    {
        ec2.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_topic_is_told_of_the_events_it_was_created_for_until_others_are_named()
    {
        var created = await CreateAsync("Connect", "Accept");
        Assert.Equal((service, null, "us-east-1"), (created.ServiceId, created.VpcEndpointId, created.ServiceRegion));
        Assert.Equal(
            (ConnectionNotificationType.Topic, ConnectionNotificationState.Enabled),
            (created.ConnectionNotificationType, created.ConnectionNotificationState));
        await ec2.ModifyVpcEndpointConnectionNotificationAsync(
            new() { ConnectionNotificationId = created.ConnectionNotificationId, ConnectionEvents = ["Reject"] }, Cancel);
        await ec2.ModifyVpcEndpointConnectionNotificationAsync(
            new() { ConnectionNotificationId = created.ConnectionNotificationId, ConnectionNotificationArn = Topic + "-2" }, Cancel);
        var changed = Assert.Single(await FindAsync());
        Assert.Equal(Topic + "-2", changed.ConnectionNotificationArn);
        Assert.Equal(["Reject"], changed.ConnectionEvents);
    }

    public static TheoryData<string, Action<CreateVpcEndpointConnectionNotificationRequest>> Refusals => new()
    {
        { "InvalidParameter", request => request.ServiceId = null },
        { "InvalidParameter", request => request.VpcEndpointId = "vpce-0123456789abcdef0" },
        { "InvalidVpcEndpointServiceId.NotFound", request => request.ServiceId = "vpce-svc-0123456789abcdef0" },
        {
            "InvalidVpcEndpointId.NotFound",
            request => (request.ServiceId, request.VpcEndpointId) = (null, "vpce-0123456789abcdef0")
        },
        { "MissingParameter", request => request.ConnectionEvents = null },
        { "InvalidParameter", request => request.ConnectionEvents = ["Accept", "Ignore"] },
        { "InvalidParameter", request => request.ConnectionNotificationArn = Balancer },
        { "DryRunOperation", request => request.DryRun = true },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_notification_that_cant_be_is_refused(string code, Action<CreateVpcEndpointConnectionNotificationRequest> spoil)
    {
        ArgumentNullException.ThrowIfNull(spoil);
        CreateVpcEndpointConnectionNotificationRequest request =
            new() { ServiceId = service, ConnectionNotificationArn = Topic, ConnectionEvents = ["Accept"] };
        spoil(request);
        await Refused(code, ec2.CreateVpcEndpointConnectionNotificationAsync(request, Cancel));
        Assert.Empty(await FindAsync());
    }

    [Fact]
    public async Task Endpoints_without_an_interface_have_no_notifications()
    {
        var vpc = (await ec2.CreateVpcAsync(new("10.0.0.0/16"), Cancel)).Vpc.VpcId;
        var gateway = (await ec2.CreateVpcEndpointAsync(
            new() { VpcId = vpc, ServiceName = "com.amazonaws.us-east-1.s3" }, Cancel)).VpcEndpoint.VpcEndpointId;
        await Refused("InvalidParameter", ec2.CreateVpcEndpointConnectionNotificationAsync(
            new() { VpcEndpointId = gateway, ConnectionNotificationArn = Topic, ConnectionEvents = ["Accept"] }, Cancel));
    }

    [Fact]
    public async Task Notifications_are_found_by_their_filters()
    {
        var created = await CreateAsync("Delete");
        await CreateAsync("Delete");
        Assert.Equal(2, (await FindAsync(By("connection-notification-arn", Topic), By("service-id", service))).Count);
        Assert.Equal(2, (await FindAsync(
            By("connection-notification-state", "Enabled"), By("connection-notification-type", "Topic"))).Count);
        Assert.Single(await FindAsync(By("connection-notification-id", created.ConnectionNotificationId)));
        Assert.Empty(await FindAsync(By("vpc-endpoint-id", "*")));
    }

    [Fact]
    public async Task Deleting_answers_for_each_notification()
    {
        var created = await CreateAsync("Delete");
        var unsuccessful = Assert.Single((await ec2.DeleteVpcEndpointConnectionNotificationsAsync(
            new() { ConnectionNotificationIds = [created.ConnectionNotificationId, Unknown] }, Cancel)).Unsuccessful);
        Assert.Equal((Unknown, "InvalidConnectionNotification"), (unsuccessful.ResourceId, unsuccessful.Error.Code));
        Assert.Empty(await FindAsync());
        await Refused("InvalidConnectionNotification", ec2.DescribeVpcEndpointConnectionNotificationsAsync(
            new() { ConnectionNotificationId = created.ConnectionNotificationId }, Cancel));
        await Refused("InvalidConnectionNotification", ec2.ModifyVpcEndpointConnectionNotificationAsync(
            new() { ConnectionNotificationId = created.ConnectionNotificationId, ConnectionEvents = ["Accept"] }, Cancel));
    }

    [Fact]
    public async Task A_services_notifications_end_with_it()
    {
        await CreateAsync("Connect");
        await ec2.DeleteVpcEndpointServiceConfigurationsAsync(new() { ServiceIds = [service] }, Cancel);
        Assert.Empty(await FindAsync());
    }

    private async Task<ConnectionNotification> CreateAsync(params string[] events) =>
        (await ec2.CreateVpcEndpointConnectionNotificationAsync(new()
        {
            ServiceId = service,
            ConnectionNotificationArn = Topic,
            ConnectionEvents = [.. events],
        }, Cancel)).ConnectionNotification;

    private async Task<List<ConnectionNotification>> FindAsync(params Filter[] filters) =>
        (await ec2.DescribeVpcEndpointConnectionNotificationsAsync(new() { Filters = [.. filters] }, Cancel))
            .ConnectionNotificationSet ?? [];
}
