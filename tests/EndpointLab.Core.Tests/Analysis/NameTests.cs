using EndpointLab.Analysis;

namespace EndpointLab.Core.Tests.Analysis;

/// <summary>What an instance gets for a name, and what keeps it from an answer.</summary>
public sealed class NameTests : IAsyncLifetime
{
    private const string S3Name = "my-bucket.s3.us-east-1.amazonaws.com";
    private const string StsName = "sts.us-east-1.amazonaws.com";

    private readonly SimulatedNetwork network = new();
    private string vpc = "", subnet = "", group = "", card = "";

    public async ValueTask InitializeAsync()
    {
        vpc = await network.VpcAsync("10.0.0.0/16");
        subnet = await network.SubnetAsync(vpc, "10.0.2.0/24");
        group = await network.GroupAsync(vpc, "private");
        card = (await network.LaunchAsync(subnet, group)).NetworkInterfaceId;
    }

    public ValueTask DisposeAsync()
    {
        network.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void In_China_names_end_otherwise()
    {
        NetworkModel model = new()
        {
            Region = "cn-north-1",
            AccountId = "123456789012",
            PrefixLists = [new("pl-1", "com.amazonaws.cn-north-1.s3", [Cidr.Parse("54.222.0.0/19")])],
        };
        var list = RangeSet.Of(Cidr.Parse("54.222.0.0/19"));
        var found = new PublicNames(model).Find("my-bucket.s3.cn-north-1.amazonaws.com.cn", vpcId: null, bucketRegion: null);

        Assert.True(found.Ipv4.Ranges.IsSubsetOf(list));
        EndpointModel sts = new("vpce-1", "vpc-1", "Interface", "cn.com.amazonaws.cn-north-1.sts", EndpointStates.Available);
        Assert.Equal(["sts.cn-north-1.amazonaws.com.cn"], sts.PrivateNames);
    }

    [Theory]
    [InlineData(S3Name, true)]
    [InlineData("s3.amazonaws.com", true)]
    [InlineData("my-bucket.s3.eu-west-1.amazonaws.com", false)]
    [InlineData("example.com", false)]
    public async Task A_public_name_means_the_Regions_prefix_list_or_something_outside_of_it(string name, bool isListed)
    {
        var (analysis, model) = await AnalyseAsync(name);
        var list = RangeSet.Of(model.PrefixLists.Single(list => list.Name == "com.amazonaws.us-east-1.s3").Blocks, isIpv6: false);

        Assert.Equal(Verdict.Reachable, analysis.Verdict);
        Assert.Equal(isListed, analysis.Chosen.Ranges.IsSubsetOf(list));
        Assert.Equal(isListed, !analysis.Chosen.Ranges.Intersect(list).IsEmpty);
        Assert.True(analysis.Chosen.Ranges.Contains(IpAddress.Parse((await network.ConnectAsync(card, name, 443)).Address!).Value));
    }

    [Fact]
    public async Task Without_DNS_support_there_is_no_answer()
    {
        await network.Ec2.ModifyVpcAttributeAsync(new() { VpcId = vpc, EnableDnsSupport = false }, SimulatedNetwork.Cancel);

        var (analysis, _) = await AnalyseAsync(S3Name);

        Assert.Equal(Verdict.Blocked, analysis.Verdict);
        var finding = Assert.Single(analysis.Findings);
        Assert.Equal((Cause.DnsSupportOff, vpc), (finding.Cause, finding.ResourceId));
        await finding.Fix.Single().ApplyAsync(network.Lab);
        Assert.Empty((await AnalyseAsync(S3Name)).Analysis.Findings);
    }

    [Fact]
    public async Task A_services_name_leads_to_its_endpoint_where_that_has_private_DNS()
    {
        await network.Ec2.ModifyVpcAttributeAsync(new() { VpcId = vpc, EnableDnsHostnames = true }, SimulatedNetwork.Cancel);
        var endpoint = await EndpointAsync(privateDns: true);

        var (analysis, _) = await AnalyseAsync(StsName);

        Assert.Equal(endpoint, analysis.Endpoint!.Id);
        Assert.Equal((await network.ConnectAsync(card, StsName, 443)).Address, $"{analysis.Chosen}");
    }

    [Fact]
    public async Task What_an_endpoint_lacks_for_its_private_name_is_all_named_and_mended()
    {
        var endpoint = await EndpointAsync(privateDns: false);

        var (analysis, _) = await AnalyseAsync(StsName, endpoint);

        Assert.Equal(Verdict.Blocked, analysis.Verdict);
        Assert.Equal([Cause.PrivateDnsOff, Cause.DnsHostnamesOff], analysis.Findings.Select(finding => finding.Cause));
        Assert.Equal([endpoint, vpc], analysis.Findings.Select(finding => finding.ResourceId));
        foreach (var change in analysis.Findings.Reverse().SelectMany(finding => finding.Fix))
        {
            await change.ApplyAsync(network.Lab);
        }

        Assert.Empty((await AnalyseAsync(StsName, endpoint)).Analysis.Findings);
    }

    [Fact]
    public async Task A_DNS_server_that_nobody_is_answers_nothing_and_Amazons_mends_it()
    {
        await ServersAsync("10.0.2.99");

        var (analysis, _) = await AnalyseAsync(S3Name);

        Assert.Equal(Verdict.Blocked, analysis.Verdict);
        var finding = Assert.Single(analysis.Findings);
        Assert.Equal(Cause.CustomDns, finding.Cause);
        Assert.Contains("10.0.2.99", finding.Reason, StringComparison.Ordinal);
        Assert.False((await network.ConnectAsync(card, S3Name, 443)).Address is not null);
        await finding.Fix.Single().ApplyAsync(network.Lab);
        Assert.Empty((await AnalyseAsync(S3Name)).Analysis.Findings);
        Assert.True((await network.ConnectAsync(card, S3Name, 443)).Address is not null);
    }

    [Fact]
    public async Task What_an_instance_of_the_VPC_answers_nobody_knows()
    {
        var server = await network.LaunchAsync(subnet, group);
        await network.Ec2.AuthorizeSecurityGroupEgressAsync(Everything(), SimulatedNetwork.Cancel);
        await network.Ec2.AuthorizeSecurityGroupIngressAsync(
            new Amazon.EC2.Model.AuthorizeSecurityGroupIngressRequest { GroupId = group, IpPermissions = Everything().IpPermissions },
            SimulatedNetwork.Cancel);
        await ServersAsync(server.PrivateIpAddress!);

        var (analysis, _) = await AnalyseAsync(S3Name);

        Assert.Equal(Verdict.Unknown, analysis.Verdict);
        Assert.Contains(analysis.Assumptions, assumption => assumption.Contains(server.PrivateIpAddress!, StringComparison.Ordinal));
    }

    private Amazon.EC2.Model.AuthorizeSecurityGroupEgressRequest Everything() => new()
    {
        GroupId = group,
        IpPermissions = [new() { IpProtocol = "-1", Ipv4Ranges = [new() { CidrIp = "0.0.0.0/0" }] }],
    };

    private async Task ServersAsync(params string[] servers)
    {
        var options = await network.Ec2.CreateDhcpOptionsAsync(
            new() { DhcpConfigurations = [new() { Key = "domain-name-servers", Values = [.. servers] }] }, SimulatedNetwork.Cancel);
        await network.Ec2.AssociateDhcpOptionsAsync(
            new() { DhcpOptionsId = options.DhcpOptions.DhcpOptionsId, VpcId = vpc }, SimulatedNetwork.Cancel);
    }

    private async Task<string> EndpointAsync(bool privateDns) => (await network.Ec2.CreateVpcEndpointAsync(
        new()
        {
            VpcId = vpc,
            ServiceName = "com.amazonaws.us-east-1.sts",
            VpcEndpointType = "Interface",
            SubnetIds = [subnet],
            PrivateDnsEnabled = privateDns,
        },
        SimulatedNetwork.Cancel)).VpcEndpoint.VpcEndpointId;

    private async Task<(NameAnalysis Analysis, NetworkModel Model)> AnalyseAsync(string name, string? over = null)
    {
        var model = await network.ReadAsync(vpc);
        NameQuery query = new(name, PathOrigin.Of(model.Interfaces.Single(one => one.Id == card)))
        {
            Over = model.Endpoints.FirstOrDefault(endpoint => endpoint.Id == over),
        };
        return (new NameAnalyser(new(model)).Analyse(query), model);
    }
}
