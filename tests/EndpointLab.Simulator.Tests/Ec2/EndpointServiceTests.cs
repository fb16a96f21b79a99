using Amazon.EC2;
using Amazon.EC2.Model;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Ec2;

public sealed class EndpointServiceTests : IDisposable
{
    private const string Account = "111111111111";
    private const string Balancers = $"arn:aws:elasticloadbalancing:us-east-1:{Account}:loadbalancer";
    private const string Network = Balancers + "/net/api/0123456789abcdef";
    private const string OtherNetwork = Balancers + "/net/api-2/0123456789abcde0";
    private const string Gateway = Balancers + "/gwy/firewalls/0123456789abcdef";

    private readonly FakeTime time = new();
    private readonly Cloud cloud;
    private readonly AmazonEC2Client provider;

    public EndpointServiceTests()
    {
        cloud = new(new() { Lifecycle = Lifecycle.Realistic, Time = time });
        provider = cloud.Ec2Client(accessKey: Account);
    }

    public void Dispose() => provider.Dispose();

    [Fact]
    public async Task A_new_service_is_pending_first_and_has_AWSs_defaults()
    {
        var created = await CreateAsync();
        Assert.Equal(ServiceState.Pending, created.ServiceState);
        Assert.Equal($"com.amazonaws.vpce.us-east-1.{created.ServiceId}", created.ServiceName);
        Assert.Equal([$"{created.ServiceId}.us-east-1.vpce.amazonaws.com"], created.BaseEndpointDnsNames);
        Assert.Equal((true, false, false), (created.AcceptanceRequired, created.ManagesVpcEndpoints, created.RemoteAccessEnabled));
        Assert.Equal(["ipv4"], created.SupportedIpAddressTypes);
        Assert.Equal(["us-east-1"], created.SupportedRegions.Select(region => region.Region));
        Assert.Equal(6, created.AvailabilityZones.Count);
        Assert.Equal([ServiceType.Interface], created.ServiceType.Select(type => type.ServiceType));
        Assert.Equal((null, null), (created.PrivateDnsName, created.PrivateDnsNameConfiguration));
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(ServiceState.Available, (await OnlyAsync(created.ServiceId)).ServiceState);
    }

    [Fact]
    public async Task A_service_of_gateway_load_balancers_is_of_their_type()
    {
        var service = (await provider.CreateVpcEndpointServiceConfigurationAsync(
            new() { GatewayLoadBalancerArns = [Gateway] }, Cancel)).ServiceConfiguration;
        Assert.Equal([ServiceType.GatewayLoadBalancer], service.ServiceType.Select(type => type.ServiceType));
        Assert.Equal([Gateway], service.GatewayLoadBalancerArns);
        Assert.Null(service.NetworkLoadBalancerArns);
        await Refused("InvalidParameter", ModifyAsync(service.ServiceId, request => request.AddNetworkLoadBalancerArns = [Network]));
        await Refused("InvalidParameter", ModifyAsync(service.ServiceId, request => request.PrivateDnsName = "api.example.com"));
    }

    public static TheoryData<string, Action<CreateVpcEndpointServiceConfigurationRequest>> Refusals => new()
    {
        { "InvalidParameter", request => request.NetworkLoadBalancerArns = null },
        { "InvalidParameter", request => request.GatewayLoadBalancerArns = [Gateway] },
        { "InvalidNetworkLoadBalancerArn.NotFound", request => request.NetworkLoadBalancerArns = [Gateway] },
        { "InvalidNetworkLoadBalancerArn.NotFound", request => request.NetworkLoadBalancerArns = [Network, "api"] },
        { "InvalidNetworkLoadBalancerArn.NotFound", request => request.NetworkLoadBalancerArns = [Network.Replace("1111", "2222")] },
        { "InvalidNetworkLoadBalancerArn.NotFound", request => request.NetworkLoadBalancerArns = [Network.Replace("east-1", "west-2")] },
        { "InvalidParameter", request => request.SupportedIpAddressTypes = ["dualstack"] },
        { "InvalidParameter", request => request.SupportedRegions = ["mars-north-1"] },
        { "InvalidParameter", request => request.PrivateDnsName = "api" },
        { "InvalidParameterValue", request => request.TagSpecifications = [Tagged("vpc-endpoint", "Name", "wrong kind")] },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_service_that_cant_be_is_refused(string code, Action<CreateVpcEndpointServiceConfigurationRequest> spoil)
    {
        ArgumentNullException.ThrowIfNull(spoil);
        CreateVpcEndpointServiceConfigurationRequest request = new() { NetworkLoadBalancerArns = [Network] };
        spoil(request);
        await Refused(code, provider.CreateVpcEndpointServiceConfigurationAsync(request, Cancel));
        Assert.Null((await provider.DescribeVpcEndpointServiceConfigurationsAsync(new(), Cancel)).ServiceConfigurations);
    }

    [Fact]
    public async Task A_client_token_creates_once_and_a_dry_run_never()
    {
        CreateVpcEndpointServiceConfigurationRequest request = new() { NetworkLoadBalancerArns = [Network], ClientToken = "once" };
        var first = await provider.CreateVpcEndpointServiceConfigurationAsync(request, Cancel);
        var second = await provider.CreateVpcEndpointServiceConfigurationAsync(request, Cancel);
        Assert.Equal(("once", first.ServiceConfiguration.ServiceId), (first.ClientToken, second.ServiceConfiguration.ServiceId));
        await Refused("DryRunOperation", provider.CreateVpcEndpointServiceConfigurationAsync(
            new() { NetworkLoadBalancerArns = [Network], DryRun = true }, Cancel));
        await Refused("DryRunOperation", provider.DeleteVpcEndpointServiceConfigurationsAsync(
            new() { ServiceIds = [first.ServiceConfiguration.ServiceId], DryRun = true }, Cancel));
        Assert.Single((await provider.DescribeVpcEndpointServiceConfigurationsAsync(new(), Cancel)).ServiceConfigurations);
    }

    [Fact]
    public async Task A_modification_changes_what_it_names_and_all_of_it_or_nothing()
    {
        var id = (await CreateAsync()).ServiceId;
        await ModifyAsync(id, request =>
        {
            request.AcceptanceRequired = false;
            request.AddNetworkLoadBalancerArns = [OtherNetwork];
            request.RemoveNetworkLoadBalancerArns = [Network];
            request.AddSupportedIpAddressTypes = ["ipv6"];
            request.AddSupportedRegions = ["eu-west-1"];
        });
        await Refused("InvalidParameter", ModifyAsync(id, request =>
        {
            request.AcceptanceRequired = true;
            request.RemoveNetworkLoadBalancerArns = [OtherNetwork];
        }));
        await Refused("InvalidParameter", ModifyAsync(id, request => request.RemoveSupportedRegions = ["eu-west-2"]));
        var changed = await OnlyAsync(id);
        Assert.Equal((false, true), (changed.AcceptanceRequired, changed.RemoteAccessEnabled));
        Assert.Equal([OtherNetwork], changed.NetworkLoadBalancerArns);
        Assert.Equal(["ipv4", "ipv6"], changed.SupportedIpAddressTypes);
        Assert.Equal(["us-east-1", "eu-west-1"], changed.SupportedRegions.Select(region => region.Region));
    }

    [Fact]
    public async Task A_private_name_is_verified_on_demand_and_anew_when_it_changes()
    {
        var service = await CreateAsync(request => request.PrivateDnsName = "api.example.com");
        var proof = service.PrivateDnsNameConfiguration;
        Assert.Equal(("api.example.com", DnsNameState.PendingVerification, "TXT"), (service.PrivateDnsName, proof.State, proof.Type));
        Assert.Matches("^_[a-z0-9]{20}$", proof.Name);
        Assert.Matches("^vpce:[A-Za-z0-9]{20}$", proof.Value);
        time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(DnsNameState.PendingVerification, await VerificationAsync());

        StartVpcEndpointServicePrivateDnsVerificationRequest start = new() { ServiceId = service.ServiceId };
        Assert.True((await provider.StartVpcEndpointServicePrivateDnsVerificationAsync(start, Cancel)).ReturnValue);
        Assert.Equal(DnsNameState.PendingVerification, await VerificationAsync());
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(DnsNameState.Verified, await VerificationAsync());

        await ModifyAsync(service.ServiceId, request => request.PrivateDnsName = "api.example.com");
        Assert.Equal(DnsNameState.Verified, await VerificationAsync());
        await ModifyAsync(service.ServiceId, request => request.PrivateDnsName = "*.example.com");
        Assert.Equal(DnsNameState.PendingVerification, await VerificationAsync());
        await ModifyAsync(service.ServiceId, request => request.RemovePrivateDnsName = true);
        Assert.Null((await OnlyAsync(service.ServiceId)).PrivateDnsName);
        await Refused("InvalidParameter", provider.StartVpcEndpointServicePrivateDnsVerificationAsync(start, Cancel));

        async Task<DnsNameState> VerificationAsync() => (await OnlyAsync(service.ServiceId)).PrivateDnsNameConfiguration.State;
    }

    [Fact]
    public async Task A_provider_can_take_over_its_consumers_costs()
    {
        var id = (await CreateAsync()).ServiceId;
        await provider.ModifyVpcEndpointServicePayerResponsibilityAsync(
            new() { ServiceId = id, PayerResponsibility = PayerResponsibility.ServiceOwner }, Cancel);
        Assert.Equal(PayerResponsibility.ServiceOwner, (await OnlyAsync(id)).PayerResponsibility);
        await Refused("InvalidParameterValue", provider.ModifyVpcEndpointServicePayerResponsibilityAsync(
            new() { ServiceId = id, PayerResponsibility = "Nobody" }, Cancel));
    }

    [Fact]
    public async Task Deleting_answers_for_each_service_and_a_deleted_one_is_forgotten_in_the_end()
    {
        const string Unknown = "vpce-svc-0123456789abcdef0";
        var id = (await CreateAsync()).ServiceId;
        var unsuccessful = Assert.Single((await provider.DeleteVpcEndpointServiceConfigurationsAsync(
            new() { ServiceIds = [id, Unknown] }, Cancel)).Unsuccessful);
        Assert.Equal(
            (Unknown, "InvalidVpcEndpointService.NotFound", $"The VpcEndpointService Id '{Unknown}' does not exist"),
            (unsuccessful.ResourceId, unsuccessful.Error.Code, unsuccessful.Error.Message));
        Assert.Equal(ServiceState.Deleting, (await OnlyAsync(id)).ServiceState);
        await Refused("InvalidVpcEndpointServiceId.NotFound", ModifyAsync(id, request => request.AcceptanceRequired = false));
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(ServiceState.Deleted, (await OnlyAsync(id)).ServiceState);
        time.Advance(TimeSpan.FromMinutes(1));
        await Refused("InvalidVpcEndpointServiceId.NotFound", OnlyAsync(id));
        await Refused("InvalidVpcEndpointServiceId.Malformed", OnlyAsync("vpce-svc-x"));
    }

    [Fact]
    public async Task Services_are_found_by_their_filters_tags_and_page()
    {
        var api = await CreateAsync(request => request.TagSpecifications = [Tagged("vpc-endpoint-service", "Name", "api")]);
        for (var count = 0; count < 5; count++)
            await CreateAsync(request => request.SupportedIpAddressTypes = ["ipv6"]);
        await FindsAsync(1, By("tag:Name", "api"));
        await FindsAsync(1, By("service-id", api.ServiceId));
        await FindsAsync(1, By("service-name", api.ServiceName));
        await FindsAsync(5, By("supported-ip-address-types", "ipv6"));
        await FindsAsync(0, By("service-state", "Pending"), By("service-state", "Available"));

        var paginator = provider.Paginators.DescribeVpcEndpointServiceConfigurations(new() { MaxResults = 5 });
        List<int> pages = [];
        await foreach (var page in paginator.Responses.WithCancellation(Cancel))
            pages.Add(page.ServiceConfigurations.Count);
        Assert.Equal([5, 1], pages);

        async Task FindsAsync(int count, params Filter[] filters) => Assert.Equal(
            count,
            (await provider.DescribeVpcEndpointServiceConfigurationsAsync(new() { Filters = [.. filters] }, Cancel))
                .ServiceConfigurations?.Count ?? 0);
    }

    private async Task<ServiceConfiguration> CreateAsync(Action<CreateVpcEndpointServiceConfigurationRequest>? shape = null)
    {
        CreateVpcEndpointServiceConfigurationRequest request = new() { NetworkLoadBalancerArns = [Network] };
        shape?.Invoke(request);
        return (await provider.CreateVpcEndpointServiceConfigurationAsync(request, Cancel)).ServiceConfiguration;
    }

    private Task ModifyAsync(string id, Action<ModifyVpcEndpointServiceConfigurationRequest> shape)
    {
        ModifyVpcEndpointServiceConfigurationRequest request = new() { ServiceId = id };
        shape(request);
        return provider.ModifyVpcEndpointServiceConfigurationAsync(request, Cancel);
    }

    private async Task<ServiceConfiguration> OnlyAsync(string id) => (await provider.DescribeVpcEndpointServiceConfigurationsAsync(
        new() { ServiceIds = [id] }, Cancel)).ServiceConfigurations.Single();
}
