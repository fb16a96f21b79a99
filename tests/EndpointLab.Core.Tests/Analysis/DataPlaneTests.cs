using EndpointLab.Analysis;
using FsCheck;
using FsCheck.Fluent;

namespace EndpointLab.Core.Tests.Analysis;

/// <summary>What configuration says of a connection is what becomes of it: explanation and packets share no code.</summary>
public sealed class DataPlaneTests
{
    private const int Tries = 128;

    // On the internet, of S3 in the Region, nobody's in the VPCs, beyond, and what stands for an IPv4 one.
    private static readonly IpAddress[] Hosts =
    [
        .. new[]
        {
            "198.51.100.7", "2001:db8::7", "52.216.1.1", "52.217.0.9", "3.5.1.1", "2600:1fa0:8000::9", "10.0.0.200", "10.9.0.1",
            "64:ff9b::c633:6407",
        }.Select(IpAddress.Parse),
    ];

    private static readonly Gen<Step> Step =
        from what in Gen.Choose(0, Analysis.Step.Kinds - 1)
        from numbers in Gen.ArrayOf(Gen.Choose(0, 99999), 8)
        select new Step(what, numbers);

    private static readonly Arbitrary<Step[]> Stories = Arb.From(
        from count in Gen.Choose(3, 30)
        from steps in Gen.ArrayOf(Step, count)
        select steps,
        steps => Enumerable.Range(0, steps.Length).Select(gone => steps.Where((_, number) => number != gone).ToArray()));

    [Fact]
    public void Whatever_a_network_is_like_its_explanation_is_what_happens() => Prop
        .ForAll(Stories, steps => CompareAsync(steps).GetAwaiter().GetResult())
        .Check(Seeded());

    [Theory]
    [InlineData("ec2:DescribeDhcpOptions")]
    [InlineData("ec2:DescribeEgressOnlyInternetGateways")]
    [InlineData("ec2:DescribeInstances")]
    [InlineData("ec2:DescribeInternetGateways")]
    [InlineData("ec2:DescribeNatGateways")]
    [InlineData("ec2:DescribeNetworkAcls")]
    [InlineData("ec2:DescribeNetworkInterfaces")]
    [InlineData("ec2:DescribePrefixLists")]
    [InlineData("ec2:DescribeRouteTables")]
    [InlineData("ec2:DescribeSecurityGroupRules")]
    [InlineData("ec2:DescribeSecurityGroups")]
    [InlineData("ec2:DescribeSubnets")]
    [InlineData("ec2:DescribeVpcAttribute")]
    [InlineData("ec2:DescribeVpcBlockPublicAccessOptions")]
    [InlineData("ec2:DescribeVpcEndpoints")]
    [InlineData("ec2:DescribeVpcPeeringConnections")]
    [InlineData("ec2:DescribeVpcs")]
    public void What_may_not_be_read_makes_it_unknown_at_worst_and_never_wrong(string action) => Prop
        .ForAll(Stories, steps => CompareAsync(steps, action).GetAwaiter().GetResult())
        .Check(Seeded(few: 2));

    [Fact]
    public void Where_each_blocker_has_a_fix_all_of_them_mend_it_on_paper_and_in_the_cloud() => Prop
        .ForAll(Stories, steps => MendAsync(steps).GetAwaiter().GetResult())
        .Check(Seeded());

    /// <summary>The same stories each time, unless a longer run is asked for.</summary>
    private static Config Seeded(int few = 15) => Environment.GetEnvironmentVariable("ENDPOINTLAB_SOAK") is { Length: > 0 } soak
        ? Config.QuickThrowOnFailure.WithMaxTest(int.Parse(soak, System.Globalization.CultureInfo.InvariantCulture))
        : Config.QuickThrowOnFailure.WithMaxTest(few).WithReplay(20261126, 1);

    private static async Task MendAsync(Step[] steps)
    {
        using var random = await RandomNetwork.BuildAsync();
        foreach (var step in steps)
        {
            await random.PlayAsync(step);
        }

        var model = await random.Network.ReadAsync(random.Vpcs[0]);
        PathAnalyser analyser = new(model);
        Change[]? made = null;
        foreach (var (from, to, port) in Pairs(model))
        {
            PathQuery query = new(from, AddressSet.Of(to), port);
            var findings = analyser.Analyse(query).Findings;
            if (findings.Count == 0 || findings.Any(finding => finding.Fix.Length == 0))
            {
                continue;
            }

            Change[] fixes = [.. findings.SelectMany(finding => finding.Fix).Distinct()];
            var after = fixes.Cast<NetworkChange>().Aggregate(model, (before, fix) => fix.ApplyTo(before));
            var mended = new PathAnalyser(after).Analyse(query);
            Assert.True(
                mended.Findings.Count == 0,
                $"{from.Interface?.Id ?? $"{from.Address}"} → {to}:{port}\n{string.Join('\n', fixes.Select(fix => fix.Description))}\n"
                    + $"leave {string.Join('\n', mended.Findings.Select(finding => finding.Reason))}");
            if (made is null && mended.Verdict is Verdict.Reachable)
            {
                made = fixes;
                foreach (var fix in fixes)
                {
                    await fix.ApplyAsync(random.Network.Lab);
                }

                var connected = await random.Network.ConnectAsync(from.Interface?.Id ?? $"{from.Address}", $"{to}", port);
                Assert.True(
                    connected.IsReachable, $"{string.Join('\n', fixes.Select(fix => fix.Description))}\nleave {connected.StoppedBy}");
            }
        }
    }

    /// <param name="refused">An action that configuration can't be read by; null for none.</param>
    private static async Task CompareAsync(Step[] steps, string? refused = null)
    {
        using var random = await RandomNetwork.BuildAsync();
        List<string> story = [];
        foreach (var step in steps)
        {
            if (await random.PlayAsync(step) is { } told)
            {
                story.Add(told);
            }
        }

        foreach (var vpc in random.Vpcs)
        {
            var whole = await random.Network.ReadAsync(vpc);
            var model = refused is null ? whole : await random.Network.ReadWithoutAsync(vpc, refused);
            Assert.Equal(refused is null ? [] : [refused], model.Unread.Values.Select(part => part.Call).Distinct());
            // Who doesn't see a peering connection takes the peer's public addresses for anybody's on the internet.
            var seen = model.Has(ModelPart.Peerings)
                ? whole
                : whole with { Interfaces = [.. whole.Interfaces.Where(one => one.VpcId == vpc)] };
            PathAnalyser analyser = new(model);
            foreach (var (from, to, port) in Pairs(seen))
            {
                var query = new PathQuery(from, AddressSet.Of(to), port);
                var analysis = analyser.Analyse(query);
                Assert.Equal(analysis.Verdict, analyser.Judge(query));
                if (await DifferenceAsync(random.Network, from, to, port, analysis) is { } difference)
                {
                    Assert.Fail($"{difference}\n{string.Join('\n', story)}");
                }
            }
        }
    }

    private static IEnumerable<(PathOrigin From, IpAddress To, int Port)> Pairs(NetworkModel model)
    {
        List<IpAddress> instances = [];
        List<IpAddress> services = [];
        foreach (var one in model.Interfaces)
        {
            (one.Type is InterfaceModel.OfInstances ? instances : services).AddRange(one.Addresses.Concat(one.PublicAddresses.Values));
        }

        PathOrigin[] origins =
        [
            .. model.Interfaces.Where(one => one.Type is InterfaceModel.OfInstances).Select(PathOrigin.Of),
            PathOrigin.OnInternet(IpAddress.Parse(SimulatedNetwork.Home)),
            PathOrigin.OnInternet(IpAddress.Parse("2001:db8::1")),
        ];
        foreach (var from in origins)
        {
            foreach (var (to, port) in instances.Select(to => (to, 22)).Concat(services.Concat(Hosts).Select(to => (to, 443))))
            {
                if (from.Interface?.Addresses.Contains(to) is not true)
                {
                    yield return (from, to, port);
                }
            }
        }
    }

    /// <summary>Whether nothing alone stops it, but all together do: each of them the ports that others leave.</summary>
    private static bool IsByPorts(PathAnalysis analysis) => analysis.Findings.All(finding => finding.Effect is FindingEffect.BlocksPartly);

    /// <summary>Null where the two agree. Unknown is no promise of either outcome; Intermittent is one of both.</summary>
    private static async Task<string?> DifferenceAsync(
        SimulatedNetwork network, PathOrigin from, IpAddress to, int port, PathAnalysis analysis)
    {
        var sender = from.Interface?.Id ?? $"{from.Address}";
        var connected = await network.ConnectAsync(sender, $"{to}", port);
        // A service that the packets reach and that doesn't take the port is no matter of the network.
        var arrives = connected.IsReachable || connected.StoppedBy!.Contains("listen", StringComparison.Ordinal);
        var agrees = analysis.Verdict switch
        {
            Verdict.Reachable => arrives && connected.Via == analysis.Via,
            Verdict.Blocked => !arrives && !(IsByPorts(analysis) && await TurnsAsync()),
            Verdict.Intermittent => await TurnsAsync(),
            _ => true,
        };
        return agrees ? null : string.Join('\n', (string[])
        [
            $"{sender} → {to}:{port} is {analysis.Verdict} via {analysis.Via}, but {connected.Result} via {connected.Via}:",
            .. connected.Hops, $"{connected.StoppedBy}", "", .. analysis.Path.Select(hop => $"{hop}"),
            .. analysis.Findings.Select(finding => finding.Reason), "",
        ]);

        // Ports come by chance, so that one outcome is no proof.
        async Task<bool> TurnsAsync()
        {
            for (var again = 1; again < Tries; again++)
            {
                if ((await network.ConnectAsync(sender, $"{to}", port)).IsReachable != connected.IsReachable)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
