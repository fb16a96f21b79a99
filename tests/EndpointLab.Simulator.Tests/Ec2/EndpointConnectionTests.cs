using Amazon.EC2;
using Amazon.EC2.Model;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Ec2;

using State = Amazon.EC2.State;

public sealed class EndpointConnectionTests : IDisposable
{
    private const string Provider = "111111111111";
    private const string Consumer = "222222222222";
    private const string Unknown = "vpce-0123456789abcdef0";
    private const string Balancers = $"arn:aws:elasticloadbalancing:us-east-1:{Provider}:loadbalancer";
    private const string Network = Balancers + "/net/api/0123456789abcdef";
    private const string Gateway = Balancers + "/gwy/firewalls/0123456789abcdef";

    private readonly FakeTime time = new();
    private readonly Cloud cloud;
    private readonly AmazonEC2Client provider;
    private readonly AmazonEC2Client consumer;

    public EndpointConnectionTests()
    {
        cloud = new(new() { Lifecycle = Lifecycle.Realistic, Time = time });
        provider = cloud.Ec2Client(accessKey: Provider);
        consumer = cloud.Ec2Client(accessKey: Consumer);
    }

    public void Dispose()
    {
        provider.Dispose();
        consumer.Dispose();
    }

    [Fact]
    public async Task Provider_and_consumer_each_see_their_own_side_of_a_connection()
    {
        var service = await OfferAsync();
        var endpoint = await ConnectAsync(service);
        Assert.Equal((State.PendingAcceptance, Consumer), (endpoint.State, endpoint.OwnerId));

        var connection = Assert.Single(await ConnectionsAsync());
        Assert.Equal(
            (service.ServiceId, endpoint.VpcEndpointId, Consumer, State.PendingAcceptance),
            (connection.ServiceId, connection.VpcEndpointId, connection.VpcEndpointOwner, connection.VpcEndpointState));
        Assert.Equal((IpAddressType.Ipv4, "us-east-1"), (connection.IpAddressType, connection.VpcEndpointRegion));
        Assert.Equal(endpoint.DnsEntries.Select(entry => entry.DnsName), connection.DnsEntries.Select(entry => entry.DnsName));
        Assert.Equal([Network], connection.NetworkLoadBalancerArns);
        Assert.Equal(endpoint.CreationTimestamp, connection.CreationTimestamp);
        Assert.Matches("^vpce-con-0[0-9a-f]{16}$", connection.VpcEndpointConnectionId);

        Assert.Null((await consumer.DescribeVpcEndpointConnectionsAsync(new(), Cancel)).VpcEndpointConnections);
        Assert.Null((await provider.DescribeVpcEndpointsAsync(new(), Cancel)).VpcEndpoints);
    }

    [Fact]
    public async Task An_accepted_connection_is_pending_before_it_is_available_and_can_be_rejected_then()
    {
        var service = await OfferAsync();
        var id = (await ConnectAsync(service)).VpcEndpointId;
        Assert.Null((await AcceptAsync(service, id)).Unsuccessful);
        Assert.Equal((State.Pending, State.Pending), await BothSeeAsync(id));
        AssertItem("IncorrectState", id, (await AcceptAsync(service, id)).Unsuccessful);
        time.Advance(TimeSpan.FromSeconds(75));
        Assert.Equal((State.Available, State.Available), await BothSeeAsync(id));
        Assert.Null((await RejectAsync(service, id)).Unsuccessful);
        Assert.Equal((State.Rejected, State.Rejected), await BothSeeAsync(id));
        AssertItem("IncorrectState", id, (await AcceptAsync(service, id)).Unsuccessful);
    }

    [Fact]
    public async Task A_service_without_acceptance_takes_connections_by_itself()
    {
        var id = (await ConnectAsync(await OfferAsync(request => request.AcceptanceRequired = false))).VpcEndpointId;
        Assert.Equal((State.Pending, State.Pending), await BothSeeAsync(id));
        time.Advance(TimeSpan.FromSeconds(75));
        Assert.Equal((State.Available, State.Available), await BothSeeAsync(id));
    }

    [Fact]
    public async Task A_request_that_nobody_answers_expires()
    {
        var service = await OfferAsync();
        var id = (await ConnectAsync(service)).VpcEndpointId;
        time.Advance(TimeSpan.FromDays(7));
        Assert.Equal((State.Expired, State.Expired), await BothSeeAsync(id));
        AssertItem("IncorrectState", id, (await AcceptAsync(service, id)).Unsuccessful);
    }

    [Fact]
    public async Task Decisions_are_answered_for_each_endpoint_and_hold_for_the_services_own_only()
    {
        var service = await OfferAsync();
        var other = await OfferAsync();
        var ours = (await ConnectAsync(service)).VpcEndpointId;
        var others = (await ConnectAsync(other)).VpcEndpointId;
        var unsuccessful = (await AcceptAsync(service, others, ours, Unknown)).Unsuccessful;
        Assert.Equal([others, Unknown], unsuccessful.Select(item => item.ResourceId));
        Assert.All(unsuccessful, item => Assert.Equal("InvalidVpcEndpoint.NotFound", item.Error.Code));
        Assert.Equal((State.Pending, State.Pending), await BothSeeAsync(ours));
        Assert.Equal((State.PendingAcceptance, State.PendingAcceptance), await BothSeeAsync(others));

        await Refused("InvalidVpcEndpointServiceId.NotFound", consumer.AcceptVpcEndpointConnectionsAsync(
            new() { ServiceId = service.ServiceId, VpcEndpointIds = [ours] }, Cancel));
        await Refused("DryRunOperation", provider.AcceptVpcEndpointConnectionsAsync(
            new() { ServiceId = other.ServiceId, VpcEndpointIds = [others], DryRun = true }, Cancel));
        Assert.Equal((State.PendingAcceptance, State.PendingAcceptance), await BothSeeAsync(others));
    }

    [Fact]
    public async Task A_consumer_that_is_no_longer_allowed_keeps_its_connection()
    {
        var service = await OfferAsync(request => request.AcceptanceRequired = false);
        var id = (await ConnectAsync(service)).VpcEndpointId;
        time.Advance(TimeSpan.FromSeconds(75));
        await provider.ModifyVpcEndpointServicePermissionsAsync(
            new() { ServiceId = service.ServiceId, RemoveAllowedPrincipals = ["*"] }, Cancel);
        Assert.Equal((State.Available, State.Available), await BothSeeAsync(id));
        await Refused("InvalidServiceName", ConnectAsync(service));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_service_cant_be_deleted_under_its_connections_but_once_they_are_rejected(bool isAccepted)
    {
        var service = await OfferAsync(request => request.PrivateDnsName = "api.example.com");
        var id = (await ConnectAsync(service)).VpcEndpointId;
        if (isAccepted)
            await AcceptAsync(service, id);
        time.Advance(TimeSpan.FromSeconds(75));
        AssertItem("ExistingVpcEndpointConnections", service.ServiceId, (await DeleteAsync()).Unsuccessful);
        await Refused("ExistingVpcEndpointConnections", provider.ModifyVpcEndpointServiceConfigurationAsync(
            new() { ServiceId = service.ServiceId, RemoveNetworkLoadBalancerArns = [Network] }, Cancel));
        await Refused("ExistingVpcEndpointConnections", provider.ModifyVpcEndpointServiceConfigurationAsync(
            new() { ServiceId = service.ServiceId, RemovePrivateDnsName = true }, Cancel));

        await RejectAsync(service, id);
        Assert.Null((await DeleteAsync()).Unsuccessful);
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal((State.Rejected, State.Rejected), await BothSeeAsync(id));
        await Refused("InvalidVpcEndpointServiceId.NotFound", RejectAsync(service, id));

        Task<DeleteVpcEndpointServiceConfigurationsResponse> DeleteAsync() =>
            provider.DeleteVpcEndpointServiceConfigurationsAsync(new() { ServiceIds = [service.ServiceId] }, Cancel);
    }

    [Fact]
    public async Task A_connection_ends_with_its_endpoint_and_so_do_the_endpoints_notifications()
    {
        var service = await OfferAsync();
        var id = (await ConnectAsync(service)).VpcEndpointId;
        var notification = (await consumer.CreateVpcEndpointConnectionNotificationAsync(new()
        {
            VpcEndpointId = id,
            ConnectionNotificationArn = $"arn:aws:sns:us-east-1:{Consumer}:connections",
            ConnectionEvents = ["Accept"],
        }, Cancel)).ConnectionNotification;
        Assert.Equal((id, null), (notification.VpcEndpointId, notification.ServiceId));
        await consumer.DeleteVpcEndpointsAsync(new() { VpcEndpointIds = [id] }, Cancel);
        Assert.Equal((State.Deleting, State.Deleting), await BothSeeAsync(id));
        AssertItem("IncorrectState", id, (await RejectAsync(service, id)).Unsuccessful);
        Assert.Null((await consumer.DescribeVpcEndpointConnectionNotificationsAsync(new(), Cancel)).ConnectionNotificationSet);
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Empty(await ConnectionsAsync());
    }

    [Fact]
    public async Task Consumers_use_a_private_name_only_once_it_is_verified()
    {
        var service = await OfferAsync(request => (request.AcceptanceRequired, request.PrivateDnsName) = (false, "api.example.com"));
        await Refused("InvalidParameter", ConnectAsync(service, request => request.PrivateDnsEnabled = true));
        await provider.StartVpcEndpointServicePrivateDnsVerificationAsync(new() { ServiceId = service.ServiceId }, Cancel);
        time.Advance(TimeSpan.FromMinutes(1));
        var endpoint = await ConnectAsync(service, request => request.PrivateDnsEnabled = true);
        Assert.Contains("api.example.com", endpoint.DnsEntries.Select(entry => entry.DnsName));
    }

    [Fact]
    public async Task Appliances_behind_a_gateway_load_balancer_are_connected_to_without_names()
    {
        var service = await OfferAsync(request => (request.NetworkLoadBalancerArns, request.GatewayLoadBalancerArns) = (null, [Gateway]));
        await ConnectAsync(service, request => request.VpcEndpointType = VpcEndpointType.GatewayLoadBalancer);
        var connection = Assert.Single(await ConnectionsAsync());
        Assert.Equal([Gateway], connection.GatewayLoadBalancerArns);
        Assert.Null(connection.NetworkLoadBalancerArns);
        Assert.Null(connection.DnsEntries);
    }

    [Fact]
    public async Task Connections_from_other_Regions_are_found_as_such()
    {
        var service = await OfferAsync(request => request.SupportedRegions = ["eu-west-1"]);
        await ConnectAsync(service);
        using var abroad = cloud.Ec2Client("eu-west-1", Consumer);
        var vpc = (await abroad.CreateVpcAsync(new("10.0.0.0/16"), Cancel)).Vpc.VpcId;
        var endpoint = (await abroad.CreateVpcEndpointAsync(new()
        {
            VpcId = vpc,
            ServiceName = service.ServiceName,
            ServiceRegion = "us-east-1",
            VpcEndpointType = VpcEndpointType.Interface,
        }, Cancel)).VpcEndpoint;
        Assert.Equal("us-east-1", endpoint.ServiceRegion);
        Assert.Equal(2, (await ConnectionsAsync()).Count);
        var foreign = Assert.Single(await ConnectionsAsync(By("vpc-endpoint-region", "cross-region")));
        Assert.Equal(endpoint.VpcEndpointId, foreign.VpcEndpointId);
        Assert.Equal("eu-west-1", Assert.Single(await ConnectionsAsync(By("vpc-endpoint-region", "eu-west-1"))).VpcEndpointRegion);
        using var elsewhere = cloud.Ec2Client("eu-west-1", Provider);
        Assert.Null((await elsewhere.DescribeVpcEndpointConnectionsAsync(new(), Cancel)).VpcEndpointConnections);
    }

    [Fact]
    public async Task Connections_are_found_by_their_filters_and_page()
    {
        var service = await OfferAsync();
        List<string> ids = [];
        for (var count = 0; count < 6; count++)
            ids.Add((await ConnectAsync(service)).VpcEndpointId);
        await AcceptAsync(service, ids[0]);
        Assert.Single(await ConnectionsAsync(By("vpc-endpoint-state", "pending"), By("service-id", service.ServiceId)));
        Assert.Equal(6, (await ConnectionsAsync(By("vpc-endpoint-owner", Consumer), By("ip-address-type", "ipv4"))).Count);
        Assert.Empty(await ConnectionsAsync(By("vpc-endpoint-owner", Provider)));
        Assert.Equal(ids[3], Assert.Single(await ConnectionsAsync(By("vpc-endpoint-id", ids[3]))).VpcEndpointId);
        await Refused("InvalidParameterValue", ConnectionsAsync(By("tag:Name", "theirs")));

        List<string> paged = [];
        var pages = provider.Paginators.DescribeVpcEndpointConnections(new() { MaxResults = 5 });
        await foreach (var connection in pages.VpcEndpointConnections.WithCancellation(Cancel))
            paged.Add(connection.VpcEndpointId);
        Assert.Equal(ids.Order(StringComparer.Ordinal), paged);
    }

    [Fact]
    public async Task A_provider_pays_for_the_endpoints_that_it_says_it_pays_for()
    {
        var service = await OfferAsync();
        var id = (await ConnectAsync(service)).VpcEndpointId;
        ModifyVpcEndpointPayerResponsibilityRequest request = new()
        {
            ServiceId = service.ServiceId,
            VpcEndpointId = id,
            Scope = PayerResponsibilityScope.VpcEndpointCharges,
            PayerResponsibility = PayerResponsibilityType.VpcEndpointServiceAccount,
        };
        var answer = await provider.ModifyVpcEndpointPayerResponsibilityAsync(request, Cancel);
        Assert.Equal(id, answer.VpcEndpointId);
        var seen = (await consumer.DescribeVpcEndpointsAsync(new() { VpcEndpointIds = [id] }, Cancel)).VpcEndpoints.Single();
        foreach (var payers in new[] { answer.PayerResponsibilities, seen.PayerResponsibilities })
        {
            var payer = Assert.Single(payers);
            Assert.Equal((request.Scope, request.PayerResponsibility), (payer.Scope, payer.PayerResponsibilityType));
        }

        request.ServiceId = null;
        await Refused("InvalidVpcEndpointId.NotFound", consumer.ModifyVpcEndpointPayerResponsibilityAsync(request, Cancel));
        request.Scope = PayerResponsibilityScope.ResourceGatewayCharges;
        await Refused("InvalidParameterValue", provider.ModifyVpcEndpointPayerResponsibilityAsync(request, Cancel));
    }

    /// <summary>A service that everybody may connect to.</summary>
    private async Task<ServiceConfiguration> OfferAsync(Action<CreateVpcEndpointServiceConfigurationRequest>? shape = null)
    {
        CreateVpcEndpointServiceConfigurationRequest request = new() { NetworkLoadBalancerArns = [Network] };
        shape?.Invoke(request);
        var service = (await provider.CreateVpcEndpointServiceConfigurationAsync(request, Cancel)).ServiceConfiguration;
        await provider.ModifyVpcEndpointServicePermissionsAsync(
            new() { ServiceId = service.ServiceId, AddAllowedPrincipals = ["*"] }, Cancel);
        time.Advance(TimeSpan.FromSeconds(2));
        return service;
    }

    private async Task<VpcEndpoint> ConnectAsync(ServiceConfiguration service, Action<CreateVpcEndpointRequest>? shape = null)
    {
        var vpc = (await consumer.DescribeVpcsAsync(new(), Cancel)).Vpcs.Single(vpc => vpc.IsDefault == true).VpcId;
        var subnets = (await consumer.DescribeSubnetsAsync(new(), Cancel)).Subnets;
        CreateVpcEndpointRequest request = new()
        {
            VpcId = vpc,
            ServiceName = service.ServiceName,
            SubnetIds = [subnets[0].SubnetId],
            VpcEndpointType = VpcEndpointType.Interface,
        };
        shape?.Invoke(request);
        return (await consumer.CreateVpcEndpointAsync(request, Cancel)).VpcEndpoint;
    }

    private Task<AcceptVpcEndpointConnectionsResponse> AcceptAsync(ServiceConfiguration service, params string[] endpoints) =>
        provider.AcceptVpcEndpointConnectionsAsync(new() { ServiceId = service.ServiceId, VpcEndpointIds = [.. endpoints] }, Cancel);

    private Task<RejectVpcEndpointConnectionsResponse> RejectAsync(ServiceConfiguration service, params string[] endpoints) =>
        provider.RejectVpcEndpointConnectionsAsync(new() { ServiceId = service.ServiceId, VpcEndpointIds = [.. endpoints] }, Cancel);

    private async Task<List<VpcEndpointConnection>> ConnectionsAsync(params Filter[] filters) =>
        (await provider.DescribeVpcEndpointConnectionsAsync(new() { Filters = [.. filters] }, Cancel)).VpcEndpointConnections ?? [];

    /// <summary>The state of an endpoint for its consumer and for the provider of its service.</summary>
    private async Task<(State Consumers, State Providers)> BothSeeAsync(string id) => (
        (await consumer.DescribeVpcEndpointsAsync(new() { VpcEndpointIds = [id] }, Cancel)).VpcEndpoints.Single().State,
        (await ConnectionsAsync()).Single(connection => connection.VpcEndpointId == id).VpcEndpointState);

    private static void AssertItem(string code, string id, List<UnsuccessfulItem> unsuccessful)
    {
        var item = Assert.Single(unsuccessful);
        Assert.Equal((id, code), (item.ResourceId, item.Error.Code));
    }
}
