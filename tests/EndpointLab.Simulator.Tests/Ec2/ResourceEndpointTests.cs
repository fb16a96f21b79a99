using Amazon.EC2;
using Amazon.EC2.Model;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Ec2;

using State = Amazon.EC2.State;

/// <summary>Endpoints of the types Resource and ServiceNetwork, in the default VPC.</summary>
public sealed class ResourceEndpointTests : IAsyncLifetime
{
    private const string Resource = "arn:aws:vpc-lattice:us-east-1:111122223333:resourceconfiguration/rcfg-0123456789abcdef0";
    private const string Network = "arn:aws:vpc-lattice:us-east-1:111122223333:servicenetwork/sn-0123456789abcdef0";

    private readonly AmazonEC2Client ec2 = Ec2Client();
    private string vpc = "";
    private string subnet = "";

    public async ValueTask InitializeAsync()
    {
        vpc = (await ec2.DescribeVpcsAsync(Cancel)).Vpcs.Single().VpcId;
        subnet = (await ec2.DescribeSubnetsAsync(Cancel)).Subnets[0].SubnetId;
    }

    public ValueTask DisposeAsync()
    {
        ec2.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_resource_is_named_by_its_arn_and_found_as_an_association()
    {
        var created = (await ec2.CreateVpcEndpointAsync(
            Request("Resource", request => request.ResourceConfigurationArn = Resource), Cancel)).VpcEndpoint;
        Assert.Equal((State.Pending, Resource), (created.State, created.ResourceConfigurationArn));
        Assert.Equal((null, null, null), (created.ServiceName, created.ServiceNetworkArn, created.PolicyDocument));
        Assert.Equal((1, 1), (created.NetworkInterfaceIds.Count, created.Groups.Count));
        await ec2.CreateVpcEndpointAsync(Request("ServiceNetwork", request => request.ServiceNetworkArn = Network), Cancel);
        await ec2.CreateVpcEndpointAsync(new() { VpcId = vpc, ServiceName = "com.amazonaws.us-east-1.s3" }, Cancel);

        var found = (await ec2.DescribeVpcEndpointAssociationsAsync(
            new() { VpcEndpointIds = [created.VpcEndpointId] }, Cancel)).VpcEndpointAssociations.Single();
        Assert.Equal((Resource, "AVAILABLE"), (found.AssociatedResourceArn, found.AssociatedResourceAccessibility));
        Assert.StartsWith($"{created.VpcEndpointId}.rcfg-0123456789abcdef0.", found.DnsEntry.DnsName, StringComparison.Ordinal);
        var networks = await ec2.DescribeVpcEndpointAssociationsAsync(new() { Filters = [By("service-network-arn", Network)] }, Cancel);
        Assert.Equal(Network, networks.VpcEndpointAssociations.Single().ServiceNetworkArn);
        Assert.Equal(2, (await ec2.DescribeVpcEndpointAssociationsAsync(new(), Cancel)).VpcEndpointAssociations.Count);
    }

    [Fact]
    public async Task Both_are_deleted_like_any_other()
    {
        var id = (await ec2.CreateVpcEndpointAsync(Request("ServiceNetwork", request => request.ServiceNetworkArn = Network), Cancel))
            .VpcEndpoint.VpcEndpointId;
        await ec2.DeleteVpcEndpointsAsync(new() { VpcEndpointIds = [id] }, Cancel);
        Assert.Equal(
            State.Deleted, (await ec2.DescribeVpcEndpointsAsync(new() { VpcEndpointIds = [id] }, Cancel)).VpcEndpoints.Single().State);
        Assert.Null((await ec2.DescribeVpcEndpointAssociationsAsync(new(), Cancel)).VpcEndpointAssociations);
        await ec2.DeleteSubnetAsync(new(subnet), Cancel);
    }

    [Fact]
    public async Task An_arn_of_something_else_is_refused()
    {
        await Refused("MissingParameter", ec2.CreateVpcEndpointAsync(Request("Resource", _ => { }), Cancel));
        await Refused("InvalidParameter", Create(Network));
        await Refused("InvalidParameter", Create(Resource.Replace("us-east-1", "eu-west-1")));
        await Refused("InvalidParameter", Create(Resource + "0"));

        Task Create(string arn) =>
            ec2.CreateVpcEndpointAsync(Request("Resource", request => request.ResourceConfigurationArn = arn), Cancel);
    }

    private CreateVpcEndpointRequest Request(string type, Action<CreateVpcEndpointRequest> target)
    {
        CreateVpcEndpointRequest request = new() { VpcId = vpc, VpcEndpointType = type, SubnetIds = [subnet] };
        target(request);
        return request;
    }
}
