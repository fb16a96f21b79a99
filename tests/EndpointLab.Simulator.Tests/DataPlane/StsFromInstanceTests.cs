using System.Net.Sockets;
using System.Xml.Linq;
using Amazon.EC2;
using Amazon.EC2.Model;
using EndpointLab.Simulator.Tests.Iam;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.DataPlane;

/// <summary>STS as the documented lab's instances reach it.</summary>
public sealed class StsFromInstanceTests : IAsyncLifetime
{
    private const string Regional = "sts.us-east-1.amazonaws.com";
    private const string Legacy = "sts.amazonaws.com";
    private const string WhoAmI = "Action=GetCallerIdentity";
    private LabNetwork lab = null!;

    public async ValueTask InitializeAsync() => lab = await LabNetwork.Build();

    public ValueTask DisposeAsync()
    {
        lab.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(Regional)]
    [InlineData(Legacy)]
    public async Task The_endpoint_for_S3_leads_to_no_STS_but_the_internet_gateway_does(string host)
    {
        await Dropped(lab.PrivateInterface, host);
        Assert.Equal((200, lab.Gateway), await Status(lab.PublicInterface, host, WhoAmI));
        Assert.Equal((200, "internet"), await Status(LabNetwork.Home, host, WhoAmI));
    }

    [Fact]
    public async Task An_interface_endpoint_leads_there_by_the_regional_name_only()
    {
        var endpoint = await AddEndpointAsync();
        Assert.Equal((200, endpoint), await Status(lab.PrivateInterface, Regional, WhoAmI));
        Assert.Equal((200, endpoint), await Status(lab.PrivateInterface, "127.0.0.1:4566", WhoAmI));
        await Dropped(lab.PrivateInterface, Legacy);
    }

    [Fact]
    public async Task The_endpoints_policy_decides_whether_a_role_is_assumed()
    {
        var endpoint = await AddEndpointAsync();
        using RawIam iam = new(lab.Cloud, "123456789012");
        var role = (await iam.CallAsync(
            "CreateRole", ("RoleName", "Reader"),
            ("AssumeRolePolicyDocument", RawIam.Trust("{\"AWS\":\"123456789012\"}")))).Text("Arn");
        var assume = $"Action=AssumeRole&RoleArn={role}&RoleSessionName=me";
        Assert.Equal((200, endpoint), await Status(lab.PrivateInterface, Regional, assume));
        await lab.Ec2.ModifyVpcEndpointAsync(new()
        {
            VpcEndpointId = endpoint,
            PolicyDocument = """
                {"Statement":[{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Resource":"arn:aws:iam::*:role/Other"}]}
                """,
        }, Cancel);
        var (status, _, answer) = await Send(lab.PrivateInterface, Regional, assume);
        Assert.Equal(403, status);
        Assert.EndsWith(
            "because no VPC endpoint policy allows the sts:AssumeRole action", answer.Text("Message"), StringComparison.Ordinal);
        Assert.Equal((200, "internet"), await Status(LabNetwork.Home, Regional, assume));
    }

    [Fact]
    public async Task An_endpoint_without_a_policy_limits_nothing()
    {
        var service = (await lab.Ec2.CreateVpcEndpointServiceConfigurationAsync(new()
        {
            AcceptanceRequired = false,
            NetworkLoadBalancerArns = ["arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/lab/50dc6c495c0c9188"],
        }, Cancel)).ServiceConfiguration.ServiceName;
        var endpoint = await AddEndpointAsync(service, privateDns: false);
        var name = (await lab.Ec2.DescribeVpcEndpointsAsync(new() { VpcEndpointIds = [endpoint] }, Cancel))
            .VpcEndpoints.Single().DnsEntries[0].DnsName;
        Assert.Equal((200, endpoint), await Status(lab.PrivateInterface, name, WhoAmI));
        await Dropped(LabNetwork.Home, name);
    }

    [Fact]
    public async Task A_request_from_nowhere_is_refused()
    {
        var (status, _, answer) = await Send("eni-00000000000000000", Regional, WhoAmI);
        Assert.Equal((400, "InvalidArgument"), (status, answer.Text("Code")));
    }

    private async Task Dropped(string from, string host)
    {
        var dropped = await Assert.ThrowsAsync<HttpRequestException>(() => Send(from, host, WhoAmI));
        Assert.Equal(SocketError.TimedOut, Assert.IsType<SocketException>(dropped.InnerException).SocketErrorCode);
    }

    private async Task<(int Status, string Via)> Status(string from, string host, string form)
    {
        var (status, via, _) = await Send(from, host, form);
        return (status, via);
    }

    private async Task<(int Status, string Via, XElement Answer)> Send(string from, string host, string form)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, $"https://{host}/") { Content = new StringContent(form) };
        request.Headers.Add("X-EndpointLab-From", from);
        request.Headers.TryAddWithoutValidation(
            "Authorization", "AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/sts/aws4_request, SignedHeaders=host, Signature=0");
        using var response = await lab.Http.SendAsync(request, Cancel);
        var via = response.Headers.TryGetValues("X-EndpointLab-Via", out var values) ? values.Single() : "";
        return ((int)response.StatusCode, via, XElement.Parse(await response.Content.ReadAsStringAsync(Cancel)));
    }

    private async Task<string> AddEndpointAsync(string service = "com.amazonaws.us-east-1.sts", bool privateDns = true)
    {
        await lab.Ec2.ModifyVpcAttributeAsync(new() { VpcId = lab.VpcId, EnableDnsHostnames = true }, Cancel);
        IpPermission https = new() { IpProtocol = "tcp", FromPort = 443, ToPort = 443, Ipv4Ranges = [new() { CidrIp = "10.0.0.0/16" }] };
        await lab.Ec2.AuthorizeSecurityGroupEgressAsync(new() { GroupId = lab.PrivateGroup, IpPermissions = [https] }, Cancel);
        await lab.Ec2.AuthorizeSecurityGroupIngressAsync(new() { GroupId = lab.PrivateGroup, IpPermissions = [https] }, Cancel);
        return (await lab.Ec2.CreateVpcEndpointAsync(new()
        {
            VpcId = lab.VpcId,
            VpcEndpointType = VpcEndpointType.Interface,
            ServiceName = service,
            SubnetIds = [lab.Private.SubnetId],
            SecurityGroupIds = [lab.PrivateGroup],
            PrivateDnsEnabled = privateDns,
        }, Cancel)).VpcEndpoint.VpcEndpointId;
    }
}
