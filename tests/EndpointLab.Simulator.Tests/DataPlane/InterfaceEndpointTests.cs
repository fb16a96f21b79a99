using Amazon.EC2;
using Amazon.EC2.Model;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.DataPlane;

/// <summary>Traffic from the documented lab's private instance to services behind interface endpoints.</summary>
public sealed class InterfaceEndpointTests : IAsyncLifetime
{
    private const string Sts = "sts.us-east-1.amazonaws.com";
    private LabNetwork lab = null!;

    public async ValueTask InitializeAsync() => lab = await LabNetwork.Build();

    public ValueTask DisposeAsync()
    {
        lab.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<VpcEndpoint> Add(CreateVpcEndpointRequest request)
    {
        request.VpcId = lab.VpcId;
        request.VpcEndpointType = VpcEndpointType.Interface;
        request.SubnetIds = [lab.Private.SubnetId];
        var id = (await lab.Ec2.CreateVpcEndpointAsync(request, Cancel)).VpcEndpoint.VpcEndpointId;
        return (await lab.Ec2.DescribeVpcEndpointsAsync(new() { VpcEndpointIds = [id] }, Cancel)).VpcEndpoints.Single();
    }

    /// <summary>An endpoint that instances reach, with its service's names in the VPC.</summary>
    private async Task<VpcEndpoint> AddOpen(string service, string? policy = null)
    {
        var attributes = new ModifyVpcAttributeRequest { VpcId = lab.VpcId, EnableDnsHostnames = true };
        await lab.Ec2.ModifyVpcAttributeAsync(attributes, Cancel);
        await LetOut();
        await LetIn(lab.PrivateGroup);
        return await Add(new()
        {
            ServiceName = $"com.amazonaws.us-east-1.{service}",
            SecurityGroupIds = [lab.PrivateGroup],
            PrivateDnsEnabled = true,
            DnsOptions = service is "s3" ? new() { PrivateDnsOnlyForInboundResolverEndpoint = false } : null,
            PolicyDocument = policy,
        });
    }

    private Task LetIn(string group) => lab.Ec2.AuthorizeSecurityGroupIngressAsync(
        new() { GroupId = group, IpPermissions = [Https("10.0.0.0/16")] }, Cancel);

    private Task LetOut() => lab.Ec2.AuthorizeSecurityGroupEgressAsync(
        new() { GroupId = lab.PrivateGroup, IpPermissions = [Https("10.0.0.0/16")] }, Cancel);

    private static IpPermission Https(string block) =>
        new() { IpProtocol = "tcp", FromPort = 443, ToPort = 443, Ipv4Ranges = [new() { CidrIp = block }] };

    private async Task<string?> AddressOf(VpcEndpoint endpoint) => (await lab.Ec2.DescribeNetworkInterfacesAsync(
        new() { NetworkInterfaceIds = endpoint.NetworkInterfaceIds }, Cancel)).NetworkInterfaces.Single().PrivateIpAddress;

    [Fact]
    public async Task With_private_dns_the_services_own_name_leads_to_the_endpoint_inside_the_vpc_only()
    {
        var endpoint = await AddOpen("sts");
        var inside = await lab.Connect(lab.PrivateInterface, Sts, 443);
        Assert.Equal(("Reachable", await AddressOf(endpoint), endpoint.VpcEndpointId), (inside.Result, inside.Address, inside.Via));
        var outside = await lab.Connect(LabNetwork.Home, Sts, 443);
        Assert.True(outside.IsReachable);
        Assert.NotEqual(inside.Address, outside.Address);
    }

    [Fact]
    public async Task Without_private_dns_only_the_endpoints_own_names_lead_to_it()
    {
        var endpoint = await AddOpen("sts");
        await lab.Ec2.ModifyVpcEndpointAsync(new() { VpcEndpointId = endpoint.VpcEndpointId, PrivateDnsEnabled = false }, Cancel);
        Assert.False((await lab.Connect(lab.PrivateInterface, Sts, 443)).IsReachable);
        var names = endpoint.DnsEntries.Select(entry => entry.DnsName)
            .Where(name => name.StartsWith("vpce-", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, names.Count);
        foreach (var name in names)
            Assert.Equal(endpoint.VpcEndpointId, (await lab.Connect(lab.PrivateInterface, name, 443)).Via);
    }

    [Fact]
    public async Task The_endpoints_own_name_is_public_but_its_address_is_not()
    {
        var endpoint = await AddOpen("sts");
        var connected = await lab.Connect(LabNetwork.Home, endpoint.DnsEntries[0].DnsName, 443);
        Assert.Equal(("Blocked", await AddressOf(endpoint)), (connected.Result, connected.Address));
        Assert.Contains("private address", connected.StoppedBy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_endpoints_group_decides_who_may_connect()
    {
        await LetOut();
        var group = (await lab.Ec2.CreateSecurityGroupAsync(new("endpoint", "endpoint") { VpcId = lab.VpcId }, Cancel)).GroupId;
        var endpoint = await Add(new()
        {
            ServiceName = "com.amazonaws.us-east-1.sts",
            SecurityGroupIds = [group],
            PrivateDnsEnabled = false,
        });
        var name = endpoint.DnsEntries[0].DnsName;
        Assert.Contains($"{group}: no inbound rule admits tcp/443", (await lab.Connect(lab.PrivateInterface, name, 443)).StoppedBy,
            StringComparison.Ordinal);
        await LetIn(group);
        Assert.True((await lab.Connect(lab.PrivateInterface, name, 443)).IsReachable);
    }

    [Fact]
    public async Task A_service_of_aws_listens_for_https_and_not_for_ssh()
    {
        var endpoint = await AddOpen("sts");
        IpPermission ssh = new() { IpProtocol = "tcp", FromPort = 22, ToPort = 22, Ipv4Ranges = [new() { CidrIp = "10.0.0.0/16" }] };
        await lab.Ec2.AuthorizeSecurityGroupEgressAsync(new() { GroupId = lab.PrivateGroup, IpPermissions = [ssh] }, Cancel);
        await lab.Ec2.AuthorizeSecurityGroupIngressAsync(new() { GroupId = lab.PrivateGroup, IpPermissions = [ssh] }, Cancel);
        var connected = await lab.Connect(lab.PrivateInterface, endpoint.DnsEntries[0].DnsName, 22);
        Assert.Equal("com.amazonaws.us-east-1.sts does not listen on tcp/22", connected.StoppedBy);
    }

    [Fact]
    public async Task S3_is_read_through_the_interface_endpoint_by_its_own_names_and_by_the_services()
    {
        var endpoint = await AddOpen("s3");
        await lab.Ec2.DeleteVpcEndpointsAsync(new() { VpcEndpointIds = [lab.Endpoint] }, Cancel);
        var own = endpoint.DnsEntries.First(entry => entry.DnsName.StartsWith("*.vpce-", StringComparison.Ordinal)).DnsName[2..];
        Assert.Equal((200, "hello", endpoint.VpcEndpointId), await lab.Read(lab.PrivateInterface, $"{LabNetwork.Bucket}.bucket.{own}"));
        Assert.Equal((200, "hello", endpoint.VpcEndpointId), await lab.Read(lab.PrivateInterface, $"bucket.{own}/{LabNetwork.Bucket}"));
        Assert.Equal((200, "hello", endpoint.VpcEndpointId), await lab.Read(lab.PrivateInterface));
        await Assert.ThrowsAsync<HttpRequestException>(() => lab.Read(LabNetwork.Home, $"{LabNetwork.Bucket}.bucket.{own}"));
    }

    [Fact]
    public async Task The_interface_endpoints_policy_and_the_buckets_decide()
    {
        var endpoint = await AddOpen(
            "s3", """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:PutObject","Resource":"*"}]}""");
        var (status, body, via) = await lab.Read(lab.PrivateInterface);
        Assert.Equal((403, endpoint.VpcEndpointId), (status, via));
        Assert.Contains("because no VPC endpoint policy allows the s3:GetObject action", body, StringComparison.Ordinal);
        await lab.Ec2.ModifyVpcEndpointAsync(new() { VpcEndpointId = endpoint.VpcEndpointId, ResetPolicy = true }, Cancel);
        Assert.Equal(200, (await lab.Read(lab.PrivateInterface)).Status);
        await lab.S3.PutBucketPolicyAsync(
            LabNetwork.Bucket,
            $$"""
            {"Statement":{"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::{{LabNetwork.Bucket}}/*",
            "Condition":{"StringNotEquals":{"aws:SourceVpce":"{{lab.Endpoint}}"} } } }
            """,
            Cancel);
        Assert.Equal(403, (await lab.Read(lab.PrivateInterface)).Status);
    }

    [Fact]
    public async Task For_inbound_resolvers_only_the_vpc_goes_on_using_its_gateway()
    {
        var endpoint = await AddOpen("s3");
        await lab.Ec2.ModifyVpcEndpointAsync(new()
        {
            VpcEndpointId = endpoint.VpcEndpointId,
            DnsOptions = new() { PrivateDnsOnlyForInboundResolverEndpoint = true },
        }, Cancel);
        Assert.Equal(lab.Endpoint, (await lab.Read(lab.PrivateInterface)).Via);
    }

    [Fact]
    public async Task Where_the_vpc_loses_its_dns_the_private_name_leads_outside_again()
    {
        await AddOpen("sts");
        await lab.Ec2.ModifyVpcAttributeAsync(new() { VpcId = lab.VpcId, EnableDnsHostnames = false }, Cancel);
        Assert.False((await lab.Connect(lab.PrivateInterface, Sts, 443)).IsReachable);
    }

    [Fact]
    public async Task An_endpoint_that_is_gone_takes_no_traffic()
    {
        var endpoint = await AddOpen("sts");
        var address = (await AddressOf(endpoint))!;
        await lab.Ec2.DeleteVpcEndpointsAsync(new() { VpcEndpointIds = [endpoint.VpcEndpointId] }, Cancel);
        Assert.False((await lab.Connect(lab.PrivateInterface, address, 443)).IsReachable);
        Assert.False((await lab.Connect(lab.PrivateInterface, endpoint.DnsEntries[0].DnsName, 443)).IsReachable);
    }
}
