using System.Diagnostics;
using EndpointLab.Analysis;

namespace EndpointLab.Bench;

/// <summary>
/// Explaining a large VPC once it is read: 10,000 interfaces in 200 subnets with a table and an ACL each, and 500 groups of 60 rules.
/// </summary>
internal static class NetworkAnalysis
{
    private const int Subnets = 200, Interfaces = 10_000, Groups = 500, RulesPerGroup = 60, Pairs = 1000, Runs = 51;

    private static readonly string[] S3Blocks =
        ["3.5.0.0/19", "16.182.0.0/16", "18.34.0.0/19", "18.34.232.0/21", "52.216.0.0/15", "54.231.0.0/16"];

    private static TimeSpan Processor => Process.GetCurrentProcess().TotalProcessorTime;

    public static int Measure()
    {
        var model = Model();
        Console.WriteLine(
            $"{model.Interfaces.Count} interfaces, {model.Groups.Sum(group => group.Rules.Count)} rules, {model.RouteTables.Count} tables");
        AddressSet s3 = AddressSet.Of(model.PrefixLists[0].Blocks, isIpv6: false);
        List<double> traces = [];
        var first = Processor;
        for (var run = 0; run < Runs; run++)
        {
            var begun = Stopwatch.GetTimestamp();
            var analysis = new PathAnalyser(model).Analyse(new(PathOrigin.Of(model.Interfaces[run * 7]), s3, 443)
            {
                Over = model.Endpoints[0],
            });
            traces.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            if (run == 0) first = Processor - first;
            if (analysis.Path.Count == 0) throw new InvalidOperationException("There is nothing to explain.");
        }

        Console.WriteLine($"one trace with all its look-ups: first {traces[0]:0.0} ms, {first.TotalMilliseconds:0} ms of processor, "
            + $"median {Statistics.Median(traces):0.0} ms of {Runs}");

        PathAnalyser analyser = new(model);
        var ends = model.Interfaces.Where((_, number) => number % (Interfaces / Pairs) == 0).Take(Pairs).ToList();
        var counts = new Dictionary<Verdict, int>();
        var before = Processor;
        var started = Stopwatch.GetTimestamp();
        foreach (var from in ends)
        {
            var origin = PathOrigin.Of(from);
            foreach (var to in ends.Where(to => to != from))
            {
                var verdict = analyser.Judge(new(origin, AddressSet.Of(to.Addresses[0]), 443));
                counts[verdict] = counts.GetValueOrDefault(verdict) + 1;
            }
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        Console.WriteLine($"all pairs of {Pairs} interfaces: {elapsed.TotalSeconds:0.0} s, "
            + $"{(Processor - before).TotalSeconds:0.0} s of processor, "
            + string.Join(", ", counts.Select(count => $"{count.Value} {count.Key}")));
        return 0;
    }

    private static NetworkModel Model()
    {
        const string vpc = "vpc-1", region = "us-east-1";
        Random random = new(1);
        List<GroupModel> groups = [.. Enumerable.Range(0, Groups).Select(group => new GroupModel($"sg-{group}", vpc,
            [.. Enumerable.Range(0, RulesPerGroup).Select(rule => Rule(random, group, rule))]))];
        List<SubnetModel> subnets = [.. Enumerable.Range(0, Subnets).Select(subnet =>
            new SubnetModel($"subnet-{subnet}", vpc, $"{region}{(char)('a' + (subnet % 3))}", [Cidr.Parse($"10.0.{subnet}.0/24")]))];
        return new()
        {
            Region = region,
            Vpcs = [new(vpc, [Cidr.Parse("10.0.0.0/16")]) { EnableDnsSupport = true, EnableDnsHostnames = true }],
            Subnets = subnets,
            RouteTables = [.. Enumerable.Range(0, Subnets).Select(number => Table(number, vpc))],
            Acls = [.. Enumerable.Range(0, Subnets).Select(number => Acl(number, vpc))],
            Groups = groups,
            Interfaces = [.. Enumerable.Range(0, Interfaces).Select(number => new InterfaceModel(
                $"eni-{number}", vpc, $"subnet-{number % Subnets}", [IpAddress.Parse($"10.0.{number % Subnets}.{4 + (number / Subnets)}")])
            {
                GroupIds = [.. Enumerable.Range(0, 5).Select(_ => $"sg-{random.Next(Groups)}").Distinct()],
                InstanceId = $"i-{number}",
            })],
            Instances = [.. Enumerable.Range(0, Interfaces).Select(number => new InstanceModel($"i-{number}", InstanceModel.Running))],
            Gateways = [new("igw-1", GatewayKind.Internet, vpc)],
            Endpoints =
            [
                new("vpce-1", vpc, "Gateway", $"com.amazonaws.{region}.s3", EndpointStates.Available)
                {
                    RouteTableIds = [.. Enumerable.Range(0, Subnets).Select(number => $"rtb-{number}")],
                },
            ],
            PrefixLists = [new("pl-1", $"com.amazonaws.{region}.s3", [.. S3Blocks.Select(Cidr.Parse)])],
        };
    }

    private static GroupRuleModel Rule(Random random, int group, int rule)
    {
        GroupRuleModel made = new($"sgr-{group}-{rule}", rule % 2 == 0, "tcp", 443 - random.Next(100), 443 + random.Next(100));
        return (rule % 10) switch
        {
            0 => made with { PrefixListId = "pl-1" },
            1 or 2 => made with { GroupId = $"sg-{random.Next(Groups)}" },
            _ => made with { Block = Cidr.Parse($"10.0.{random.Next(Subnets)}.0/{random.Next(22, 33)}") },
        };
    }

    private static RouteTableModel Table(int number, string vpc) => new($"rtb-{number}", vpc,
    [
        new(Cidr.Parse("10.0.0.0/16"), null, RouteModel.LocalTarget),
        new(null, "pl-1", "vpce-1"),
        new(Cidr.Parse("0.0.0.0/0"), null, "igw-1"),
        .. Enumerable.Range(0, 40).Select(route => new RouteModel(Cidr.Parse($"172.{16 + (route % 16)}.{route}.0/24"), null, "tgw-1")),
    ])
    {
        SubnetIds = [$"subnet-{number}"],
    };

    private static AclModel Acl(int number, string vpc) => new($"acl-{number}", vpc,
    [
        .. Enumerable.Range(1, 18).SelectMany(entry => (bool[])[true, false], (entry, isEgress) =>
            new AclEntryModel(entry, isEgress, Allows: false, Cidr.Parse($"192.168.{entry}.0/24"), "6", new(0, 65535))),
        .. ((bool[])[true, false]).Select(isEgress => new AclEntryModel(100, isEgress, Allows: true, Cidr.Parse("0.0.0.0/0"), "-1", null)),
    ])
    {
        SubnetIds = [$"subnet-{number}"],
    };
}
