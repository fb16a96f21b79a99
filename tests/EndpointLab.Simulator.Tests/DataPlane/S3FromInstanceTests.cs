using System.Net.Sockets;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.DataPlane;

public sealed class S3FromInstanceTests : IAsyncLifetime
{
    private const string ObjectArn = $"arn:aws:s3:::{LabNetwork.Bucket}/*";
    private LabNetwork lab = null!;

    public async ValueTask InitializeAsync() => lab = await LabNetwork.Build();

    public ValueTask DisposeAsync()
    {
        lab.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task Dropped(string from)
    {
        var dropped = await Assert.ThrowsAsync<HttpRequestException>(() => lab.Read(from));
        Assert.Equal(SocketError.TimedOut, Assert.IsType<SocketException>(dropped.InnerException).SocketErrorCode);
    }

    private Task PutBucketPolicy(string condition) => lab.S3.PutBucketPolicyAsync(
        LabNetwork.Bucket,
        $$"""
        {"Statement":{"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"{{ObjectArn}}","Condition":{ {{condition}} } } }
        """,
        Cancel);

    [Fact]
    public async Task The_private_instance_reads_through_the_endpoint_and_the_public_one_through_the_internet_gateway()
    {
        Assert.Equal((200, "hello", lab.Endpoint), await lab.Read(lab.PrivateInterface));
        Assert.Equal((200, "hello", lab.Gateway), await lab.Read(lab.PublicInterface));
        Assert.Equal((200, "hello", "internet"), await lab.Read(LabNetwork.Home));
        Assert.Equal((200, "hello", lab.Endpoint), await lab.Read(lab.PrivateInterface, $"127.0.0.1:4566/{LabNetwork.Bucket}"));
    }

    [Fact]
    public async Task Without_the_endpoint_the_private_read_is_dropped_and_with_it_back_again()
    {
        await lab.Ec2.DeleteVpcEndpointsAsync(new() { VpcEndpointIds = [lab.Endpoint] }, Cancel);
        await Dropped(lab.PrivateInterface);
        var endpoint = await lab.Ec2.CreateVpcEndpointAsync(
            new() { VpcId = lab.VpcId, ServiceName = "com.amazonaws.us-east-1.s3", RouteTableIds = [lab.PrivateTable] }, Cancel);
        Assert.Equal((200, "hello", endpoint.VpcEndpoint.VpcEndpointId), await lab.Read(lab.PrivateInterface));
    }

    [Fact]
    public async Task An_acl_without_the_ephemeral_return_drops_the_read()
    {
        await lab.AddAclRule(lab.Private, egress: false, Amazon.EC2.RuleAction.Deny, ports: new() { From = 32768, To = 60999 });
        await Dropped(lab.PrivateInterface);
    }

    [Fact]
    public async Task An_endpoint_policy_without_an_allow_denies()
    {
        await lab.Ec2.ModifyVpcEndpointAsync(new()
        {
            VpcEndpointId = lab.Endpoint,
            PolicyDocument = """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:PutObject","Resource":"*"}]}""",
        }, Cancel);
        var (status, body, via) = await lab.Read(lab.PrivateInterface);
        Assert.Equal((403, lab.Endpoint), (status, via));
        Assert.Contains("because no VPC endpoint policy allows the s3:GetObject action", body, StringComparison.Ordinal);
        Assert.Equal(200, (await lab.Read(lab.PublicInterface)).Status);
        await lab.Ec2.ModifyVpcEndpointAsync(new() { VpcEndpointId = lab.Endpoint, ResetPolicy = true }, Cancel);
        Assert.Equal(200, (await lab.Read(lab.PrivateInterface)).Status);
    }

    [Fact]
    public async Task An_endpoint_policy_that_names_the_account_admits_no_user_of_it()
    {
        await lab.Ec2.ModifyVpcEndpointAsync(new()
        {
            VpcEndpointId = lab.Endpoint,
            PolicyDocument = """{"Statement":[{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"*","Resource":"*"}]}""",
        }, Cancel);
        Assert.Equal(403, (await lab.Read(lab.PrivateInterface)).Status);
    }

    [Theory]
    [InlineData("arn:aws:s3:::*", 200)]
    [InlineData($"arn:aws:s3:::{LabNetwork.Bucket}", 403)]
    public async Task An_endpoint_policy_that_names_one_bucket_lists_none(string resource, int status)
    {
        await lab.Ec2.ModifyVpcEndpointAsync(new()
        {
            VpcEndpointId = lab.Endpoint,
            PolicyDocument = $$"""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"{{resource}}"}]}""",
        }, Cancel);
        Assert.Equal(status, (await lab.Read(lab.PrivateInterface, $"{LabNetwork.S3Name}/?x-id=ListBuckets&key=")).Status);
    }

    [Fact]
    public async Task A_bucket_policy_admits_one_endpoint_or_vpc()
    {
        await PutBucketPolicy($"\"StringNotEquals\":{{\"aws:SourceVpce\":\"{lab.Endpoint}\"}}");
        Assert.Equal(200, (await lab.Read(lab.PrivateInterface)).Status);
        var (status, body, _) = await lab.Read(lab.PublicInterface);
        Assert.Equal(403, status);
        Assert.Contains("with an explicit deny in a resource-based policy", body, StringComparison.Ordinal);
        await PutBucketPolicy($"\"StringNotEquals\":{{\"aws:SourceVpc\":\"{lab.VpcId}\"}}");
        Assert.Equal((200, 403), ((await lab.Read(lab.PrivateInterface)).Status, (await lab.Read(lab.PublicInterface)).Status));
    }

    [Fact]
    public async Task A_source_address_is_the_public_one_on_the_internet_and_absent_at_the_endpoint()
    {
        await PutBucketPolicy($"\"NotIpAddress\":{{\"aws:SourceIp\":\"{lab.Public.PublicIpAddress}\"}}");
        Assert.Equal((403, 200), ((await lab.Read(lab.PrivateInterface)).Status, (await lab.Read(lab.PublicInterface)).Status));
        await PutBucketPolicy($"\"NotIpAddress\":{{\"aws:VpcSourceIp\":\"{lab.Private.PrivateIpAddress}\"}}");
        Assert.Equal((200, 403), ((await lab.Read(lab.PrivateInterface)).Status, (await lab.Read(lab.PublicInterface)).Status));
    }

    [Fact]
    public async Task A_request_from_nowhere_is_refused()
    {
        using S3.RawS3 raw = new(new());
        var refusal = await raw.Refused(
            400, "GET", $"https://{LabNetwork.S3Name}/", headers: [("X-EndpointLab-From", "eni-00000000000000000")]);
        Assert.Equal(("InvalidArgument", "eni-00000000000000000"), (refusal["Code"], refusal["ArgumentValue"]));
    }
}
