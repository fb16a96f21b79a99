using Amazon.EC2;
using Amazon.EC2.Model;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Ec2;

public sealed class DhcpOptionsTests : IDisposable
{
    private readonly AmazonEC2Client ec2 = Ec2Client();

    public void Dispose() => ec2.Dispose();

    [Fact]
    public async Task A_VPC_changes_its_options_and_keeps_them_from_deletion()
    {
        var vpc = (await ec2.CreateVpcAsync(new("10.0.0.0/16"), Cancel)).Vpc;
        var options = (await Create(("domain-name", ["lab.example"]), ("ntp-servers", ["10.0.0.4", "10.0.0.5"]))).DhcpOptions;
        Assert.Equal(
            [("domain-name", "lab.example"), ("ntp-servers", "10.0.0.4,10.0.0.5")],
            options.DhcpConfigurations.Select(option => (option.Key, string.Join(',', option.Values))));
        await Associate(vpc.VpcId, options.DhcpOptionsId);
        Assert.Equal(options.DhcpOptionsId, await OptionsOf(vpc.VpcId));
        await Refused("DependencyViolation", Delete(options.DhcpOptionsId));
        await Associate(vpc.VpcId, "default");
        Assert.Equal("default", await OptionsOf(vpc.VpcId));
        await Associate(vpc.VpcId, vpc.DhcpOptionsId);
        await Delete(options.DhcpOptionsId);
        await Refused("InvalidDhcpOptionID.NotFound", Associate(vpc.VpcId, options.DhcpOptionsId));
    }

    [Theory]
    [InlineData("domain-name-servers", "AmazonProvidedDNS,10.0.0.4")]
    [InlineData("domain-name-servers", "10.0.0.4,10.0.0.5,10.0.0.6,10.0.0.7,10.0.0.8")]
    [InlineData("ntp-servers", "time.example")]
    [InlineData("netbios-node-type", "3")]
    [InlineData("ipv6-address-preferred-lease-time", "100")]
    [InlineData("root-path", "/")]
    public async Task What_no_instance_could_be_told_is_refused(string key, string values) =>
        await Refused("InvalidParameterValue", Create((key, values.Split(','))));

    private Task<CreateDhcpOptionsResponse> Create(params (string Key, string[] Values)[] options) => ec2.CreateDhcpOptionsAsync(
        new()
        {
            DhcpConfigurations = [.. options.Select(option => new DhcpConfiguration { Key = option.Key, Values = [.. option.Values] })],
        },
        Cancel);

    private Task Associate(string vpc, string options) =>
        ec2.AssociateDhcpOptionsAsync(new() { DhcpOptionsId = options, VpcId = vpc }, Cancel);

    private Task Delete(string options) => ec2.DeleteDhcpOptionsAsync(new(options), Cancel);

    private async Task<string> OptionsOf(string vpc) =>
        Assert.Single((await ec2.DescribeVpcsAsync(new() { VpcIds = [vpc] }, Cancel)).Vpcs).DhcpOptionsId;
}
