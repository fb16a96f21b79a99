using Amazon.EC2;
using Amazon.EC2.Model;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Ec2;

public sealed class EndpointServicePermissionTests : IAsyncLifetime
{
    private const string Provider = "111111111111";
    private const string Consumer = "222222222222";
    private const string ConsumerRoot = $"arn:aws:iam::{Consumer}:root";

    private readonly Cloud cloud = new(new() { Lifecycle = Lifecycle.Instant });
    private readonly AmazonEC2Client provider;
    private readonly AmazonEC2Client consumer;
    private ServiceConfiguration service = new();

    public EndpointServicePermissionTests()
    {
        provider = cloud.Ec2Client(accessKey: Provider);
        consumer = cloud.Ec2Client(accessKey: Consumer);
    }

    public async ValueTask InitializeAsync() => service = (await provider.CreateVpcEndpointServiceConfigurationAsync(new()
    {
        NetworkLoadBalancerArns = [$"arn:aws:elasticloadbalancing:us-east-1:{Provider}:loadbalancer/net/api/0123456789abcdef"],
        TagSpecifications = [Tagged("vpc-endpoint-service", "Name", "api")],
    }, Cancel)).ServiceConfiguration;

    public ValueTask DisposeAsync()
    {
        provider.Dispose();
        consumer.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Nobody_but_the_provider_finds_a_service_that_nobody_was_allowed()
    {
        var found = await FindAsync(provider);
        Assert.Equal((Provider, service.ServiceId, true), (found.Owner, found.ServiceId, found.AcceptanceRequired));
        Assert.Equal("api", found.Tags.Single().Value);
        Assert.Equal(
            $"The Vpc Endpoint Service '{service.ServiceName}' does not exist",
            await Refused("InvalidServiceName", FindAsync(consumer)));
        await Refused("InvalidServiceName", ConnectAsync());
    }

    [Theory]
    [InlineData("*", "All")]
    [InlineData(ConsumerRoot, "Account")]
    [InlineData($"arn:aws:iam::{Consumer}:user/endpointlab", "User")]
    public async Task A_consumer_finds_it_as_long_as_a_principal_that_it_is_is_allowed(string principal, string type)
    {
        var added = (await AllowAsync(principal)).AddedPrincipals.Single();
        Assert.Equal((principal, type, service.ServiceId), (added.Principal, added.PrincipalType.Value, added.ServiceId));
        Assert.Matches("^vpce-svc-perm-0[0-9a-f]{16}$", added.ServicePermissionId);
        Assert.Null((await FindAsync(consumer)).Tags);
        await provider.ModifyVpcEndpointServicePermissionsAsync(
            new() { ServiceId = service.ServiceId, RemoveAllowedPrincipals = [principal] }, Cancel);
        await Refused("InvalidServiceName", FindAsync(consumer));
    }

    [Theory]
    [InlineData("arn:aws:iam::333333333333:root")]
    [InlineData($"arn:aws:iam::{Consumer}:role/another")]
    [InlineData("ec2.amazonaws.com")]
    public async Task Another_principal_allows_it_nothing(string principal)
    {
        await AllowAsync(principal);
        await Refused("InvalidServiceName", FindAsync(consumer));
    }

    [Theory]
    [InlineData(Consumer)]
    [InlineData("arn:aws:sts::222222222222:assumed-role/admin/session")]
    [InlineData("arn:aws:iam::222222222222:role/path/admin")]
    public async Task What_is_no_principal_is_refused_with_all_others_of_the_call(string principal)
    {
        Assert.Equal(
            $"Invalid Principal: '{principal}'", await Refused("InvalidPrincipal", AllowAsync(ConsumerRoot, principal)));
        Assert.Null((await DescribeAsync()).AllowedPrincipals);
    }

    [Fact]
    public async Task Permissions_are_kept_once_each_and_found_by_principal_and_type()
    {
        var first = (await AllowAsync(ConsumerRoot)).AddedPrincipals.Single();
        Assert.Equal(["*"], (await AllowAsync(ConsumerRoot, "*")).AddedPrincipals.Select(added => added.Principal));
        Assert.Equal([ConsumerRoot, "*"], (await DescribeAsync()).AllowedPrincipals.Select(allowed => allowed.Principal));
        var found = (await DescribeAsync(By("principal-type", "Account"))).AllowedPrincipals.Single();
        Assert.Equal(first.ServicePermissionId, found.ServicePermissionId);
    }

    [Fact]
    public async Task Only_the_provider_administers_a_service()
    {
        await AllowAsync("*");
        await Refused("InvalidVpcEndpointServiceId.NotFound", consumer.DescribeVpcEndpointServicePermissionsAsync(
            new() { ServiceId = service.ServiceId }, Cancel));
        await Refused("InvalidVpcEndpointServiceId.NotFound", consumer.ModifyVpcEndpointServicePermissionsAsync(
            new() { ServiceId = service.ServiceId, AddAllowedPrincipals = ["*"] }, Cancel));
        Assert.Single((await consumer.DeleteVpcEndpointServiceConfigurationsAsync(
            new() { ServiceIds = [service.ServiceId] }, Cancel)).Unsuccessful);
    }

    [Fact]
    public async Task Another_Region_finds_it_only_once_it_is_opened_to_that_Region()
    {
        await AllowAsync("*");
        using var abroad = cloud.Ec2Client("eu-west-1", Consumer);
        await Refused("InvalidServiceName", FindAsync(abroad, "us-east-1"));
        await provider.ModifyVpcEndpointServiceConfigurationAsync(
            new() { ServiceId = service.ServiceId, AddSupportedRegions = ["eu-west-1"] }, Cancel);
        Assert.Equal("us-east-1", (await FindAsync(abroad, "us-east-1")).ServiceRegion);
        await Refused("InvalidServiceName", FindAsync(abroad));
    }

    [Fact]
    public async Task A_deleted_service_is_found_by_nobody()
    {
        await provider.DeleteVpcEndpointServiceConfigurationsAsync(new() { ServiceIds = [service.ServiceId] }, Cancel);
        await Refused("InvalidServiceName", FindAsync(provider));
    }

    private Task<ModifyVpcEndpointServicePermissionsResponse> AllowAsync(params string[] principals) =>
        provider.ModifyVpcEndpointServicePermissionsAsync(
            new() { ServiceId = service.ServiceId, AddAllowedPrincipals = [.. principals] }, Cancel);

    private Task<DescribeVpcEndpointServicePermissionsResponse> DescribeAsync(params Filter[] filters) =>
        provider.DescribeVpcEndpointServicePermissionsAsync(
            new() { ServiceId = service.ServiceId, Filters = [.. filters] }, Cancel);

    private async Task<ServiceDetail> FindAsync(AmazonEC2Client client, params string[] regions) =>
        (await client.DescribeVpcEndpointServicesAsync(
            new() { ServiceNames = [service.ServiceName], ServiceRegions = [.. regions] }, Cancel)).ServiceDetails.Single();

    private async Task ConnectAsync() => await consumer.CreateVpcEndpointAsync(new()
    {
        VpcId = (await consumer.CreateVpcAsync(new("10.0.0.0/16"), Cancel)).Vpc.VpcId,
        ServiceName = service.ServiceName,
        VpcEndpointType = VpcEndpointType.Interface,
    }, Cancel);
}
