using EndpointLab.Analysis;

namespace EndpointLab.Core.Tests.Analysis;

/// <summary>
/// Routes that were left behind by what they led to: what stands behind them is judged as well, and what mends them is safe.
/// </summary>
public sealed class BlackHolePathTests : IDisposable
{
    private const int Ssh = 22;

    private readonly SimulatedNetwork network = new();

    public void Dispose() => network.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Routes_to_a_peering_that_is_gone_make_room_for_those_to_its_successor(bool isPublic)
    {
        var (near, far) = (await VpcAsync("10.0"), await VpcAsync("10.1"));
        if (isPublic)
        {
            // It would take what the black hole takes, and lose it as well.
            await RouteAsync(near.Table, "0.0.0.0/0", await network.GatewayAsync(near.Vpc));
        }

        var old = await PeerAsync(near.Vpc, far.Vpc);
        await RouteAsync(near.Table, "10.1.0.0/16", old);
        await RouteAsync(far.Table, "10.0.0.0/16", old);
        await network.Ec2.DeleteVpcPeeringConnectionAsync(new() { VpcPeeringConnectionId = old }, SimulatedNetwork.Cancel);
        var peering = await PeerAsync(near.Vpc, far.Vpc);

        var analysis = await network.AnalyseAsync(near.Vpc, near.Card, far.Address, Ssh);

        Assert.Equal(
            [(Cause.RouteBlackhole, near.Table), (Cause.NoReturnRoute, far.Table)],
            analysis.Findings.Select(finding => (finding.Cause, finding.ResourceId)));
        Assert.Equal(
            [
                new RemoveRoute(near.Table, "10.1.0.0/16", old) { IsBlackhole = true }, new AddRoute(near.Table, "10.1.0.0/16", peering),
                new RemoveRoute(far.Table, "10.0.0.0/16", old) { IsBlackhole = true }, new AddRoute(far.Table, "10.0.0.0/16", peering),
            ],
            analysis.Findings.SelectMany(finding => finding.Fix));
        await MendAsync(analysis);
        Assert.Equal(Verdict.Reachable, (await network.AnalyseAsync(near.Vpc, near.Card, far.Address, Ssh)).Verdict);
        Assert.True((await network.ConnectAsync(near.Card, far.Address, Ssh)).IsReachable);
    }

    [Fact]
    public async Task One_after_another_they_are_taken_away_where_a_route_behind_them_leads_on()
    {
        var (near, far) = (await VpcAsync("10.0"), await VpcAsync("10.1"));
        var peering = await PeerAsync(near.Vpc, far.Vpc);
        await RouteAsync(near.Table, "10.1.0.0/16", peering);
        await RouteIntoHoleAsync(near.Vpc, near.Table, "10.1.0.0/20", "10.1.0.0/24");
        await RouteAsync(far.Table, "0.0.0.0/0", peering);
        await RouteIntoHoleAsync(far.Vpc, far.Table, "10.0.0.0/24");

        var analysis = await network.AnalyseAsync(near.Vpc, near.Card, far.Address, Ssh);

        Assert.Equal(
            ["10.1.0.0/24", "10.1.0.0/20", "10.0.0.0/24"],
            analysis.Findings.SelectMany(finding => finding.Fix).Cast<RemoveRoute>().Select(change => change.Destination));
        Assert.Equal(peering, analysis.Via);
        await MendAsync(analysis);
        Assert.True((await network.ConnectAsync(near.Card, far.Address, Ssh)).IsReachable);
    }

    [Fact]
    public async Task Where_nothing_else_leads_on_it_is_only_said_what_would()
    {
        var near = await VpcAsync("10.0");
        var gateway = await RouteIntoHoleAsync(near.Vpc, near.Table, "0.0.0.0/0");

        var finding = Assert.Single((await network.AnalyseAsync(near.Vpc, near.Card, "198.51.100.7", Ssh)).Findings);

        Assert.Equal(Cause.RouteBlackhole, finding.Cause);
        Assert.Empty(finding.Fix);
        Assert.Equal($"Attach {gateway} to {near.Vpc} again, or lead 0.0.0.0/0 in {near.Table} elsewhere.", finding.Advice);
    }

    [Fact]
    public async Task A_default_route_to_the_internet_does_not_lead_on_to_private_addresses()
    {
        var (near, far) = (await VpcAsync("10.0"), await VpcAsync("10.1"));
        await RouteAsync(near.Table, "0.0.0.0/0", await network.GatewayAsync(near.Vpc));
        var peering = await PeerAsync(near.Vpc, far.Vpc);
        await RouteAsync(near.Table, "10.1.0.0/16", peering);
        await network.Ec2.DeleteVpcPeeringConnectionAsync(new() { VpcPeeringConnectionId = peering }, SimulatedNetwork.Cancel);

        var finding = Assert.Single((await network.AnalyseAsync(near.Vpc, near.Card, far.Address, Ssh)).Findings);

        Assert.Equal(Cause.RouteBlackhole, finding.Cause);
        Assert.Empty(finding.Fix);
    }

    [Fact]
    public void What_was_propagated_to_the_same_destination_stays()
    {
        var block = Cidr.Parse("10.1.0.0/16");
        RouteModel hole = new(block, null, "pcx-1") { IsBlackhole = true }, told = new(block, null, "vgw-1") { IsPropagated = true };
        RouteTableModel table = new("rtb-1", "vpc-1", [hole, told]);

        var after = RemoveRoute.Of(table, hole).ApplyTo(new NetworkModel { RouteTables = [table] });

        Assert.Equal([told], after.RouteTables[0].Routes);
    }

    [Fact]
    public async Task One_that_leads_somewhere_by_now_stays()
    {
        var near = await VpcAsync("10.0");
        var gateway = await RouteIntoHoleAsync(near.Vpc, near.Table, "198.51.100.0/24");
        RemoveRoute change = new(near.Table, "198.51.100.0/24", gateway) { IsBlackhole = true };
        await network.Ec2.AttachInternetGatewayAsync(new() { InternetGatewayId = gateway, VpcId = near.Vpc }, SimulatedNetwork.Cancel);

        var error = await Assert.ThrowsAsync<LabException>(() => change.ApplyAsync(network.Lab));

        Assert.Contains($"which has 198.51.100.0/24 → {gateway} instead", error.Message, StringComparison.Ordinal);
    }

    private async Task MendAsync(PathAnalysis analysis)
    {
        foreach (var change in analysis.Findings.SelectMany(finding => finding.Fix))
        {
            await change.ApplyAsync(network.Lab);
        }
    }

    /// <summary>A VPC with one instance, whose group admits SSH both ways.</summary>
    private async Task<(string Vpc, string Table, string Card, string Address)> VpcAsync(string prefix)
    {
        var vpc = await network.VpcAsync($"{prefix}.0.0/16");
        var subnet = await network.SubnetAsync(vpc, $"{prefix}.0.0/24");
        var table = await network.TableAsync(vpc, subnet);
        var group = await network.GroupAsync(vpc, "open");
        await network.AdmitAsync(group, isEgress: true, Ssh, "0.0.0.0/0");
        await network.AdmitAsync(group, isEgress: false, Ssh, "0.0.0.0/0");
        var card = await network.LaunchAsync(subnet, group);
        return (vpc, table, card.NetworkInterfaceId, card.PrivateIpAddress!);
    }

    private async Task<string> PeerAsync(string vpc, string other)
    {
        var made = await network.Ec2.CreateVpcPeeringConnectionAsync(new() { VpcId = vpc, PeerVpcId = other }, SimulatedNetwork.Cancel);
        var id = made.VpcPeeringConnection.VpcPeeringConnectionId;
        await network.Ec2.AcceptVpcPeeringConnectionAsync(new() { VpcPeeringConnectionId = id }, SimulatedNetwork.Cancel);
        return id;
    }

    /// <summary>To an internet gateway that is then detached.</summary>
    private async Task<string> RouteIntoHoleAsync(string vpc, string table, params string[] destinations)
    {
        var gateway = await network.GatewayAsync(vpc);
        foreach (var destination in destinations)
        {
            await RouteAsync(table, destination, gateway);
        }

        await network.Ec2.DetachInternetGatewayAsync(new() { InternetGatewayId = gateway, VpcId = vpc }, SimulatedNetwork.Cancel);
        return gateway;
    }

    private Task RouteAsync(string table, string destination, string target) =>
        new AddRoute(table, destination, target).ApplyAsync(network.Lab);
}
