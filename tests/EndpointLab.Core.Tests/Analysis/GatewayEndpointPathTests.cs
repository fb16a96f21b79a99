using EndpointLab.Analysis;

namespace EndpointLab.Core.Tests.Analysis;

/// <summary>A private instance, and S3's addresses over a gateway endpoint: what stops them, all of it, and what mends it.</summary>
public sealed class GatewayEndpointPathTests : IAsyncLifetime
{
    // In com.amazonaws.us-east-1.s3.
    private const string S3 = "52.216.1.1";

    private readonly SimulatedNetwork network = new();
    private string vpc = "", subnet = "", table = "", group = "", list = "", endpoint = "", acl = "", card = "";

    public async ValueTask InitializeAsync()
    {
        vpc = await network.VpcAsync("10.0.0.0/16");
        subnet = await network.SubnetAsync(vpc, "10.0.2.0/24");
        table = await network.TableAsync(vpc, subnet);
        group = await network.GroupAsync(vpc, "private");
        list = await network.PrefixListAsync("s3");
        await network.AdmitAsync(group, isEgress: true, 443, list);
        endpoint = (await network.Ec2.CreateVpcEndpointAsync(
            new() { VpcId = vpc, ServiceName = "com.amazonaws.us-east-1.s3", RouteTableIds = [table] }, SimulatedNetwork.Cancel))
            .VpcEndpoint.VpcEndpointId;
        acl = await network.AclOfAsync(subnet);
        card = (await network.LaunchAsync(subnet, group)).NetworkInterfaceId;
    }

    public ValueTask DisposeAsync()
    {
        network.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task It_works_and_the_way_is_told()
    {
        var analysis = await AnalyseAsync();

        Assert.Equal(Verdict.Reachable, analysis.Verdict);
        Assert.Empty(analysis.Findings);
        Assert.Empty(analysis.Unread);
        Assert.Equal(endpoint, analysis.Via);
        Assert.Equal([card, group, subnet, acl, acl, table, endpoint], analysis.Path.Select(hop => hop.ResourceId));
        Assert.Equal("outbound 100", analysis.Path[3].Rule);
        Assert.Equal($"{list} → {endpoint}", analysis.Path[5].Rule);
    }

    [Fact]
    public async Task Every_blocker_is_named_at_once_and_its_fix_mends_it()
    {
        await new RemoveEndpointRoute(endpoint, table).ApplyAsync(network);
        await SecurityGroupRules.RemoveAsync(network.Lab, group, new(IsEgress: true, "tcp", new(443, 443), PrefixListId: list));
        await network.EntryAsync(acl, isEgress: true, 50, allows: false, (443, 443));
        await network.EntryAsync(acl, isEgress: false, 60, allows: false);

        var analysis = await AnalyseAsync();

        Assert.Equal(Verdict.Blocked, analysis.Verdict);
        Assert.Equal(
            [Cause.SecurityGroupEgress, Cause.NetworkAclOutbound, Cause.NetworkAclInbound, Cause.NoRoute],
            analysis.Findings.Select(finding => finding.Cause));
        Assert.Equal([group, acl, acl, table], analysis.Findings.Select(finding => finding.ResourceId));
        Assert.Equal([null, "outbound 50", "inbound 60", null], analysis.Findings.Select(finding => finding.Rule));
        foreach (var change in analysis.Findings.SelectMany(finding => finding.Fix))
        {
            Assert.False((await network.ConnectAsync(card, S3, 443)).IsReachable);
            await change.ApplyAsync(network.Lab);
        }

        Assert.Empty((await AnalyseAsync()).Findings);
        Assert.True((await network.ConnectAsync(card, S3, 443)).IsReachable);
    }

    [Fact]
    public async Task The_fix_admits_the_prefix_list_and_no_more()
    {
        await network.EntryAsync(acl, isEgress: false, 60, allows: false);

        var fix = Assert.IsType<AddNetworkAclEntries>(Assert.Single(Assert.Single((await AnalyseAsync(all: true)).Findings).Fix));

        Assert.Equal("32768-60999", fix.Ports);
        Assert.Equal(
            ["3.5.0.0/19", "16.182.0.0/16", "18.34.0.0/19", "18.34.232.0/21", "52.216.0.0/15", "54.231.0.0/16"], fix.Blocks);
        await fix.ApplyAsync(network.Lab);
        Assert.Empty((await AnalyseAsync(all: true)).Findings);
    }

    [Fact]
    public async Task A_route_for_some_of_the_addresses_makes_it_intermittent()
    {
        var gateway = await network.GatewayAsync(vpc);
        await network.Ec2.CreateRouteAsync(
            new() { RouteTableId = table, DestinationCidrBlock = "52.216.0.0/16", GatewayId = gateway }, SimulatedNetwork.Cancel);

        var analysis = await AnalyseAsync(all: true);

        Assert.Equal(Verdict.Intermittent, analysis.Verdict);
        var finding = Assert.Single(analysis.Findings);
        Assert.Equal((Cause.RouteOverridden, FindingEffect.BlocksPartly), (finding.Cause, finding.Effect));
        Assert.Equal($"52.216.0.0/16 → {gateway}", finding.Rule);
        Assert.Equal(new RemoveRoute(table, "52.216.0.0/16", gateway), Assert.Single(finding.Fix));
        Assert.Equal([endpoint, gateway], analysis.AllVia);
    }

    [Fact]
    public async Task Part_of_the_ephemeral_ports_makes_it_intermittent()
    {
        await network.EntryAsync(acl, isEgress: false, 60, allows: false, (50000, 65535));

        var analysis = await AnalyseAsync();

        Assert.Equal(Verdict.Intermittent, analysis.Verdict);
        var finding = Assert.Single(analysis.Findings);
        Assert.Equal("50000-60999", Assert.IsType<AddNetworkAclEntries>(Assert.Single(finding.Fix)).Ports);
    }

    [Fact]
    public async Task What_does_not_fit_into_an_ACL_is_said_instead_of_tried()
    {
        await network.EntryAsync(acl, isEgress: true, 18, allows: false, (443, 443));
        for (var number = 1; number < 17; number++)
        {
            await network.EntryAsync(acl, isEgress: true, number, allows: true, (80, 80), $"10.1.{number}.0/24");
        }

        var finding = Assert.Single((await AnalyseAsync(all: true)).Findings);

        Assert.Empty(finding.Fix);
        Assert.Contains("don't fit", finding.Advice, StringComparison.Ordinal);
    }

    private async Task<PathAnalysis> AnalyseAsync(bool all = false)
    {
        var model = await network.ReadAsync(vpc);
        var to = all
            ? AddressSet.Of(model.PrefixLists.Single(one => one.Id == list).Blocks, isIpv6: false)
            : AddressSet.Of(IpAddress.Parse(S3));
        return new PathAnalyser(model).Analyse(new(PathOrigin.Of(model.Interfaces.Single(one => one.Id == card)), to, 443)
        {
            Over = model.Endpoints.Single(),
        });
    }

    private sealed record RemoveEndpointRoute(string Endpoint, string Table)
    {
        public Task ApplyAsync(SimulatedNetwork network) =>
            EndpointChanges.ApplyAsync(network.Lab, Endpoint, new() { RemoveRouteTableIds = [Table] });
    }
}
