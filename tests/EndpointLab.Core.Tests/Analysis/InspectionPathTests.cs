using EndpointLab.Analysis;

namespace EndpointLab.Core.Tests.Analysis;

/// <summary>Two subnets whose traffic to each other is led through an appliance behind a Gateway Load Balancer endpoint.</summary>
public sealed class InspectionPathTests : IAsyncLifetime
{
    private const int Ssh = 22;

    private readonly SimulatedNetwork network = new();
    private string vpc = "", client = "", clients = "", servers = "", serversTable = "", endpoint = "", address = "";

    public async ValueTask InitializeAsync()
    {
        vpc = await network.VpcAsync("10.0.0.0/16");
        var (one, other) = (await network.SubnetAsync(vpc, "10.0.1.0/24"), await network.SubnetAsync(vpc, "10.0.2.0/24"));
        endpoint = await network.InspectAsync(vpc, await network.SubnetAsync(vpc, "10.0.3.0/24"));
        (clients, servers) = (await network.GroupAsync(vpc, "clients"), await network.GroupAsync(vpc, "servers"));
        client = (await network.LaunchAsync(one, clients)).NetworkInterfaceId;
        var launched = await network.LaunchAsync(other, servers);
        address = launched.PrivateIpAddress!;
        await LeadAsync(await network.TableAsync(vpc, one), "10.0.2.0/24");
        serversTable = await network.TableAsync(vpc, other);
        await LeadAsync(serversTable, "10.0.1.0/24");
        await network.AdmitAsync(clients, isEgress: true, Ssh, servers);
        await network.AdmitAsync(servers, isEgress: false, Ssh, clients);
    }

    public ValueTask DisposeAsync()
    {
        network.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Groups_mean_nobody_beyond_an_appliance_and_addresses_mend_it()
    {
        var analysis = await AnalyseAsync();

        Assert.False((await network.ConnectAsync(client, address, Ssh)).IsReachable);
        Assert.Equal(
            [(Cause.SecurityGroupEgress, clients), (Cause.SecurityGroupIngress, servers)],
            analysis.Findings.Select(finding => (finding.Cause, finding.ResourceId)));
        await MendAsync(analysis);
        Assert.True((await network.ConnectAsync(client, address, Ssh)).IsReachable);
        Assert.Equal(Verdict.Reachable, (await AnalyseAsync()).Verdict);
    }

    [Fact]
    public async Task An_appliance_that_sees_no_replies_drops_the_connection()
    {
        await MendAsync(await AnalyseAsync());
        await new RemoveRoute(serversTable, "10.0.1.0/24", endpoint).ApplyAsync(network.Lab);

        var analysis = await AnalyseAsync();

        Assert.False((await network.ConnectAsync(client, address, Ssh)).IsReachable);
        var finding = Assert.Single(analysis.Findings);
        Assert.Equal((Cause.ApplianceAsymmetry, serversTable), (finding.Cause, finding.ResourceId));
        Assert.Equal("10.0.0.0/16 → local", finding.Rule);
    }

    private Task LeadAsync(string table, string block) => network.Ec2.CreateRouteAsync(
        new() { RouteTableId = table, DestinationCidrBlock = block, VpcEndpointId = endpoint }, SimulatedNetwork.Cancel);

    private Task<PathAnalysis> AnalyseAsync() => network.AnalyseAsync(vpc, client, address, Ssh);

    private async Task MendAsync(PathAnalysis analysis)
    {
        foreach (var fix in analysis.Findings.SelectMany(finding => finding.Fix))
        {
            await fix.ApplyAsync(network.Lab);
        }
    }
}
