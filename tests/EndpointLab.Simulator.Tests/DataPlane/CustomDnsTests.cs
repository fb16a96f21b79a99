using Amazon.EC2;
using Amazon.EC2.Model;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.DataPlane;

public sealed class CustomDnsTests : IAsyncLifetime
{
    private const string Public = "198.51.100.53";
    private LabNetwork lab = null!;

    public async ValueTask InitializeAsync() => lab = await LabNetwork.Build();

    public ValueTask DisposeAsync()
    {
        lab.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Has the VPC's instances ask these servers.</summary>
    private async Task<string> Ask(params string[] servers)
    {
        var options = await lab.Ec2.CreateDhcpOptionsAsync(
            new() { DhcpConfigurations = [new() { Key = "domain-name-servers", Values = [.. servers] }] }, Cancel);
        var id = options.DhcpOptions.DhcpOptionsId;
        await lab.Ec2.AssociateDhcpOptionsAsync(new() { DhcpOptionsId = id, VpcId = lab.VpcId }, Cancel);
        return id;
    }

    private Task Admit(string group, string protocol, string block) => lab.Ec2.AuthorizeSecurityGroupEgressAsync(
        new()
        {
            GroupId = group,
            IpPermissions = [new() { IpProtocol = protocol, FromPort = 53, ToPort = 53, Ipv4Ranges = [new() { CidrIp = block }] }],
        },
        Cancel);

    [Theory]
    [InlineData("10.0.0.2")]
    [InlineData("169.254.169.253")]
    public async Task Amazon_s_resolver_may_be_named_by_its_address(string address)
    {
        await Ask(address);
        Assert.Equal(lab.Endpoint, (await lab.Connect(lab.PrivateInterface, LabNetwork.S3Name, 443)).Via);
    }

    [Fact]
    public async Task A_server_outside_knows_public_names_only()
    {
        await Ask(Public);
        Assert.True((await lab.Connect(lab.PublicInterface, LabNetwork.S3Name, 443)).IsReachable);
        var name = lab.Private.PrivateDnsName;
        Assert.Equal($"{name} does not exist", (await lab.Connect(lab.PublicInterface, name, 22)).StoppedBy);
        await Ask(Public, "10.0.0.2");
        Assert.Equal($"{name} does not exist", (await lab.Connect(lab.PublicInterface, name, 22)).StoppedBy);
    }

    [Fact]
    public async Task Groups_and_routes_stop_questions_to_a_server_outside()
    {
        var options = await Ask(Public);
        var said = $"{options}: the DNS server {Public} does not answer";
        await Stopped($"{said} ({lab.PrivateGroup}: no outbound rule admits udp/53 to {Public})");
        await Admit(lab.PrivateGroup, "tcp", "0.0.0.0/0");
        await Stopped($"{said} ({lab.PrivateGroup}: no outbound rule admits udp/53 to {Public})");
        await Admit(lab.PrivateGroup, "udp", "0.0.0.0/0");
        await Stopped($"{said} ({lab.PrivateTable} of {lab.Private.SubnetId}: no route to {Public})");
    }

    [Fact]
    public async Task An_acl_stops_questions_to_a_server_outside()
    {
        var options = await Ask(Public);
        var acl = await lab.AddAclRule(lab.Public, egress: true, RuleAction.Deny);
        Assert.Equal(
            $"{options}: the DNS server {Public} does not answer ({acl} outbound rule 50 denies udp/53 to {Public})",
            (await lab.Connect(lab.PublicInterface, LabNetwork.S3Name, 443)).StoppedBy);
    }

    [Fact]
    public async Task Nothing_in_the_vpc_answers_but_the_next_server_may()
    {
        await Admit(lab.PrivateGroup, "udp", "10.0.0.0/16");
        var options = await Ask("10.0.1.99");
        await Stopped($"{options}: the DNS server 10.0.1.99 does not answer ({lab.VpcId}: no network interface has 10.0.1.99)");
        options = await Ask(lab.Public.PrivateIpAddress);
        await Stopped($"{options}: the DNS server {lab.Public.PrivateIpAddress} does not answer "
            + $"({lab.PublicGroup}: no inbound rule admits udp/53 from {lab.Private.PrivateIpAddress})");
        IpPermission everything = new() { IpProtocol = "-1", Ipv4Ranges = [new() { CidrIp = "10.0.0.0/16" }] };
        await lab.Ec2.AuthorizeSecurityGroupIngressAsync(new() { GroupId = lab.PublicGroup, IpPermissions = [everything] }, Cancel);
        await Stopped($"{options}: the DNS server {lab.Public.PrivateIpAddress} does not answer "
            + $"({lab.Public.InstanceId}: nothing listens on udp/53: connection refused)");
        await Ask(lab.Public.PrivateIpAddress, "10.0.0.2");
        Assert.True((await lab.Connect(lab.PrivateInterface, LabNetwork.S3Name, 443)).IsReachable);
    }

    [Fact]
    public async Task Without_a_server_there_are_no_names_but_addresses_still()
    {
        await lab.Ec2.AssociateDhcpOptionsAsync(new() { DhcpOptionsId = "default", VpcId = lab.VpcId }, Cancel);
        await Stopped($"{lab.VpcId} names no DNS server, so nothing resolves {LabNetwork.S3Name}");
        Assert.True((await lab.Connect(lab.PublicInterface, lab.Private.PrivateIpAddress, 22)).IsReachable);
    }

    [Fact]
    public async Task A_server_outside_helps_where_the_vpc_has_no_dns_support()
    {
        await Ask(Public);
        await lab.Ec2.ModifyVpcAttributeAsync(new() { VpcId = lab.VpcId, EnableDnsSupport = false }, Cancel);
        Assert.True((await lab.Connect(lab.PublicInterface, LabNetwork.S3Name, 443)).IsReachable);
    }

    private async Task Stopped(string by) =>
        Assert.Equal(by, (await lab.Connect(lab.PrivateInterface, LabNetwork.S3Name, 443)).StoppedBy);
}
