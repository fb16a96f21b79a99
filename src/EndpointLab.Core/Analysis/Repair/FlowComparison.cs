namespace EndpointLab.Analysis;

/// <summary>
/// Compares which TCP connections a network passes before and after changes: from every kind of interface to S3, DynamoDB, the
/// interface endpoints, the internet, and between interfaces on the ports that their groups admit.
/// </summary>
internal sealed class FlowComparison
{
    // Of large networks, pairs are judged up to this many.
    private const int MostPairs = 100_000;

    private const int MostPorts = 8;

    private readonly NetworkModel before, after;
    private readonly PathAnalyser pathsBefore, pathsAfter;
    private readonly NameAnalyser namesBefore, namesAfter;
    private readonly IReadOnlyList<FlowSenders> senders;
    private readonly string? askedId;
    private readonly IReadOnlyCollection<string> asked;

    /// <param name="askedId">The interface whose way is to be mended; null for none.</param>
    /// <param name="asked">The names and endpoints to which it is to get.</param>
    public FlowComparison(NetworkModel before, NetworkModel after, string? askedId, IReadOnlyCollection<string> asked)
    {
        (this.before, this.after, this.askedId, this.asked) = (before, after, askedId, asked);
        (pathsBefore, pathsAfter) = (new(before), new(after));
        (namesBefore, namesAfter) = (new(pathsBefore), new(pathsAfter));
        senders = FlowSenders.Of([before, after], askedId);
    }

    /// <summary>Whether the network is too large for all pairs of interfaces to be compared.</summary>
    public bool IsPartial { get; private set; }

    /// <summary>The flows that differ, those that break first.</summary>
    public IReadOnlyList<RepairFlow> Find() =>
    [
        .. Services().GroupBy(flow => (flow.To, flow.Port, flow.Effect, flow.Before, flow.After, flow.ViaBefore, flow.ViaAfter))
            .Select(group => group.First() with { From = [.. group.SelectMany(flow => flow.From)] })
            .Concat(Pairs()).OrderBy(flow => flow.Effect),
    ];

    private IEnumerable<RepairFlow> Services()
    {
        var targets = Targets().ToList();
        foreach (var sender in senders)
        {
            foreach (var target in targets)
            {
                var (was, wasVia) = Judge(pathsBefore, namesBefore, sender.One, target);
                var (becomes, via) = Judge(pathsAfter, namesAfter, sender.One, target);
                if (EffectOf(was, becomes, wasVia, via) is { } effect && !(effect is FlowEffect.Opens && IsAsked(sender, target)))
                {
                    yield return Flow(sender, target.Text, target.Port, effect, was, becomes) with
                    {
                        ViaBefore = wasVia,
                        ViaAfter = Known(via),
                    };
                }
            }
        }
    }

    private IEnumerable<RepairFlow> Pairs() =>
        from pair in PairsThatDiffer()
        group pair.To by (pair.From, pair.Port, pair.Effect, pair.Before, pair.After) into alike
        let receivers = alike.SelectMany(to => to.Names).ToList()
        select Flow(
            alike.Key.From,
            receivers.Count == 1 ? receivers[0] : $"{receivers[0]} and {receivers.Count - 1} more",
            alike.Key.Port,
            alike.Key.Effect,
            alike.Key.Before,
            alike.Key.After);

    private IEnumerable<(FlowSenders From, FlowSenders To, int Port, FlowEffect Effect, Verdict Before, Verdict After)> PairsThatDiffer()
    {
        var judged = 0;
        var touched = senders.Where(sender => IsTouched(sender.One)).ToHashSet();
        foreach (var sender in senders)
        {
            foreach (var receiver in touched.Contains(sender) ? (IEnumerable<FlowSenders>)senders : touched)
            {
                if (receiver.Members.FirstOrDefault(one => one.Id != sender.One.Id) is not { } to
                    || to.Addresses.Where(one => sender.One.AddressOf(one.IsIpv6) is not null).Select(AddressSet.Of).FirstOrDefault()
                        is not { } address)
                {
                    continue;
                }

                foreach (var port in PortsOf(to))
                {
                    if (judged++ >= MostPairs)
                    {
                        IsPartial = true;
                        yield break;
                    }

                    var was = pathsBefore.Judge(new(PathOrigin.Of(sender.One), address, port));
                    var becomes = pathsAfter.Judge(new(PathOrigin.Of(sender.One), address, port));
                    if (EffectOf(was, becomes, viaBefore: null, viaAfter: null) is { } effect)
                    {
                        yield return (sender, receiver, port, effect, was, becomes);
                    }
                }
            }
        }
    }

    private IEnumerable<FlowTarget> Targets()
    {
        var isIpv6Used = senders.Any(sender => sender.One.AddressOf(isIpv6: true) is not null);
        var endpoints = before.Endpoints.Concat(after.Endpoints).Where(endpoint => endpoint.IsInterface && !endpoint.IsGone).ToList();
        var suffix = $"{before.Region}.{Regions.DnsSuffixOf(before.Region)}";
        string[] names = [$"s3.{suffix}", $"dynamodb.{suffix}", .. isIpv6Used ? [$"s3.dualstack.{suffix}"] : Array.Empty<string>()];
        var privateNames = endpoints.SelectMany(endpoint => endpoint.DnsNames)
            .Where(name => !name.StartsWith('*') && !EndpointNames.IsOwn(name));
        foreach (var name in names.Concat(privateNames).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            yield return FlowTarget.Named(name);
        }

        foreach (var endpoint in endpoints.DistinctBy(endpoint => endpoint.Id).Where(IsKnown))
        {
            var addresses = before.Interfaces.Where(one => endpoint.InterfaceIds.Contains(one.Id)).SelectMany(one => one.Addresses)
                .Where(address => !address.IsIpv6).Select(address => (address.Value, address.Value));
            if (RangeSet.Of(addresses) is { IsEmpty: false } ranges)
            {
                yield return FlowTarget.At(endpoint.Id, new(ranges, IsIpv6: false));
            }
        }

        yield return FlowTarget.At("the internet", InternetOf("0.0.0.0/0"));
        if (isIpv6Used)
        {
            yield return FlowTarget.At("the internet by IPv6", InternetOf("2000::/3"));
        }
    }

    /// <summary>What is neither private, nor of these networks, nor an address of S3 or DynamoDB.</summary>
    private AddressSet InternetOf(string all)
    {
        var block = Cidr.Parse(all);
        var known = before.Vpcs.SelectMany(vpc => vpc.Blocks)
            .Concat(before.Peerings.SelectMany(peering => peering.Requester.Blocks.Concat(peering.Accepter.Blocks)))
            .Concat(before.PrefixLists.Where(list => list.Name.StartsWith("com.amazonaws.", StringComparison.Ordinal))
                .SelectMany(list => list.Blocks));
        return new(
            RangeSet.Of(block).Except(AmazonAddresses.PrivateOf(block.IsIpv6)).Except(RangeSet.Of(known, block.IsIpv6)), block.IsIpv6);
    }

    private static (Verdict Verdict, string? Via) Judge(PathAnalyser paths, NameAnalyser names, InterfaceModel from, FlowTarget target)
    {
        var origin = PathOrigin.Of(from);
        if (target.Name is null)
        {
            var direct = paths.Analyse(new(origin, target.Addresses, target.Port));
            return (direct.Verdict, direct.Via);
        }

        var name = names.Analyse(new(target.Name, origin));
        if (name.Verdict is Verdict.Blocked || name.Chosen.IsEmpty)
        {
            return (name.Verdict is Verdict.Unknown ? Verdict.Unknown : Verdict.Blocked, null);
        }

        var path = paths.Analyse(new(origin, name.Chosen, target.Port));
        return (name.Verdict is Verdict.Reachable || path.Verdict is Verdict.Blocked ? path.Verdict : name.Verdict, path.Via);
    }

    /// <summary>What is not known may work, and is taken to.</summary>
    private static FlowEffect? EffectOf(Verdict before, Verdict after, string? viaBefore, string? viaAfter) => (before, after) switch
    {
        (Verdict.Blocked, Verdict.Blocked) => null,
        (Verdict.Blocked, _) => FlowEffect.Opens,
        (_, Verdict.Blocked) or (Verdict.Reachable, Verdict.Intermittent) => FlowEffect.Breaks,
        _ => viaBefore == viaAfter ? null : FlowEffect.ChangesWay,
    };

    private bool IsAsked(FlowSenders sender, FlowTarget target) => sender.One.Id == askedId && asked.Contains(target.Text);

    private static RepairFlow Flow(FlowSenders from, string to, int port, FlowEffect effect, Verdict before, Verdict after) => new()
    {
        From = [.. from.Names],
        To = to,
        Port = port,
        Effect = effect,
        Before = before,
        After = after,
    };

    /// <summary>What is only supposed has no id yet.</summary>
    private string? Known(string? via) =>
        after.Endpoints.FirstOrDefault(endpoint => endpoint.Id == via) is { } endpoint && !IsKnown(endpoint) ? "a new endpoint" : via;

    private bool IsKnown(EndpointModel endpoint) => pathsBefore.Index.Endpoint(endpoint.Id) is not null;

    /// <summary>Whether a change is about what guards the interface: only then may its flows to others differ.</summary>
    private bool IsTouched(InterfaceModel one)
    {
        var (was, becomes) = (pathsBefore.Index, pathsAfter.Index);
        return was.Subnet(one.SubnetId) is { } subnet
                && !(ReferenceEquals(was.TableOf(subnet), becomes.TableOf(subnet))
                    && ReferenceEquals(was.AclOf(subnet), becomes.AclOf(subnet)))
            || one.GroupIds.Any(id => !ReferenceEquals(was.Group(id), becomes.Group(id)))
            || one.InstanceId is { } instance && was.Instance(instance)?.State != becomes.Instance(instance)?.State;
    }

    /// <summary>The first port of each rule by which the interface's groups admit TCP, before or after.</summary>
    private IEnumerable<int> PortsOf(InterfaceModel to) =>
        to.GroupIds.SelectMany(id => pathsAfter.Index.Group(id)?.Rules ?? [])
            .Where(rule => !rule.IsEgress && rule.Protocol is var name
                && (name is "-1" || name == IpProtocol.Tcp.Name || name == IpProtocol.Tcp.Number))
            .Select(rule => rule.Protocol is "-1" || rule.FromPort <= 0 ? Probes.HttpsPort : rule.FromPort).Distinct().Take(MostPorts);
}
