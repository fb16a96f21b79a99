namespace EndpointLab.Analysis;

/// <summary>
/// Goes the way of one request through a model, and judges each check as if the others passed. What stops some of its connections is
/// kept with which ones, so that the verdict holds for all of them together.
/// </summary>
/// <param name="isTold">Whether anybody will ask for more than the verdict.</param>
internal sealed partial class PathWalk(NetworkIndex index, PathQuery query, bool isTold)
{
    private readonly List<Hop> hops = [];
    private readonly List<Obstacle> obstacles = [];
    private readonly List<string> via = [];
    private readonly HashSet<ModelPart> unread = [];
    private readonly List<string> assumptions = [];
    private bool isUnknown;

    public Verdict Judge()
    {
        if (query.To.IsEmpty)
        {
            Doubt(ModelPart.PrefixLists);
            return Verdict.Unknown;
        }

        Go();
        FlowRegion passing = new(query.To.Ranges);
        foreach (var box in obstacles.SelectMany(obstacle => obstacle.Stops))
        {
            passing.Remove(box);
        }

        return passing.IsEmpty ? Verdict.Blocked
            : isUnknown ? Verdict.Unknown
            : passing.IsWhole ? Verdict.Reachable
            : Verdict.Intermittent;
    }

    public PathAnalysis Tell() => new()
    {
        Verdict = Judge(),
        Path = [.. hops.Distinct()],
        Findings = [.. obstacles.GroupBy(obstacle => (obstacle.Cause, obstacle.ResourceId)).Select(group => Finding([.. group]))],
        Via = via.FirstOrDefault(),
        AllVia = [.. via.Distinct()],
        Unread = [.. unread.Select(part => index.Model.Unread[part]).Distinct()],
        Assumptions = [.. assumptions.Distinct()],
    };

    /// <summary>What the same resource stops for the same cause is one finding, however often the way passes it.</summary>
    private TraceFinding Finding(List<Obstacle> same)
    {
        FlowRegion passing = new(query.To.Ranges);
        foreach (var box in same.SelectMany(obstacle => obstacle.Stops))
        {
            passing.Remove(box);
        }

        var explanations = same.Select(obstacle => obstacle.Explain()).DistinctBy(explanation => explanation.Reason).ToList();
        var rules = same.Select(obstacle => obstacle.Rule).OfType<string>().SelectMany(rule => rule.Split(", ")).Distinct().ToList();
        return new()
        {
            Cause = same[0].Cause,
            Layer = same[0].Layer,
            Effect = passing.IsEmpty ? FindingEffect.Blocks : FindingEffect.BlocksPartly,
            ResourceId = same[0].ResourceId,
            Rule = rules.Count == 0 ? null : string.Join(", ", rules),
            Reason = string.Join(' ', explanations.Select(explanation => explanation.Reason)),
            Source = explanations[0].Source,
            Advice = string.Join(' ', explanations.Select(explanation => explanation.Advice).Distinct()),
            // There are changes for TCP alone.
            Fix = query.Protocol == IpProtocol.Tcp ? [.. explanations.SelectMany(explanation => explanation.Fix).Distinct()] : [],
        };
    }

    private void Go()
    {
        if (query.From.Interface is { } from)
        {
            Depart(from);
        }
        else if (query.From.Address is { } address)
        {
            Show(PathLayer.Interface, $"{address}", null, () => $"{address} on the internet");
            if (address.IsIpv6 == query.To.IsIpv6)
            {
                EnterFromInternet(new(address, FlowRegion.ClientsLeg, query.To));
            }
            else
            {
                StopForFamily($"{address}", query.To.Ranges);
            }
        }
    }

    private void Depart(InterfaceModel from)
    {
        if (from.AddressOf(query.To.IsIpv6) is not { } source)
        {
            Show(PathLayer.Interface, from.Id, null, () => Name(from), false);
            StopForFamily(from.Id, query.To.Ranges);
            return;
        }

        Leg leg = new(source, FlowRegion.ClientsLeg, query.To) { Sender = from };
        if (query.From.IsSupposed)
        {
            Assume($"An instance in {from.SubnetId} would have the address {source}, and security groups that let it send.");
        }
        else
        {
            JudgeRunning(from, leg, isSource: true);
        }

        Show(PathLayer.Interface, from.Id, null, () => $"{Name(from)} {source}");
        if (AmazonAddresses.IsServedToAll(index.Vpc(from.VpcId), query.To))
        {
            Through(RouteModel.LocalTarget, leg);
            Show(PathLayer.Interface, $"{query.To}", null, () => $"{query.To}, Amazon's own service to every instance, is never filtered");
        }
        else if (index.Subnet(from.SubnetId) is not { } subnet)
        {
            Doubt(ModelPart.Subnets);
        }
        else
        {
            if (!query.From.IsSupposed)
            {
                JudgeEgress(from, subnet, leg);
            }

            Leave(subnet, leg);
        }
    }

    private void StopForFamily(string resourceId, RangeSet stopped)
    {
        var family = query.To.IsIpv6 ? "IPv6" : "IPv4";
        obstacles.Add(new(Cause.AddressFamily, PathLayer.Interface, resourceId, null, [All(stopped)], () => new(
            $"{resourceId} has no {family} address, and {query.To} is reached by {family} only.",
            AwsPages.AddressesOfVpcs,
            $"Give it an {family} address, or use a name with addresses of the other family.")));
    }

    private void Stop(Leg leg, Cause cause, PathLayer layer, string resourceId, string? rule, Func<Explanation> explain) =>
        obstacles.Add(new(cause, layer, resourceId, rule, [All(leg.Asked)], explain));

    /// <summary>Connections of all ports to these destinations.</summary>
    private static FlowBox All(RangeSet asked) => new(asked, FlowRegion.PortsOf(FlowRegion.ClientsLeg), FlowRegion.ClientsLeg);

    /// <summary>Something can't be told from configuration, or from what could be read of it.</summary>
    private void Doubt(string assumption)
    {
        isUnknown = true;
        Assume(assumption);
    }

    private void Doubt(ModelPart part)
    {
        isUnknown = true;
        if (!index.Model.Has(part))
        {
            unread.Add(part);
        }
    }

    private void Assume(string assumption) => assumptions.Add(assumption);

    /// <summary>Notes by what these connections leave the VPC, whatever they passed before.</summary>
    private Leg Over(string gateway, Leg leg)
    {
        if (leg.Via is not null)
        {
            via.RemoveAt(via.Count - 1);
        }

        return Through(gateway, leg with { Via = null });
    }

    /// <summary>Notes by what these connections leave the VPC, where they haven't left one yet.</summary>
    private Leg Through(string gateway, Leg leg)
    {
        if (leg.Via is not null)
        {
            return leg;
        }

        via.Add(gateway);
        return leg with { Via = gateway };
    }

    private void Show(PathLayer layer, string resourceId, Func<string?>? rule, Func<string> text, bool? passes = true, bool isMain = true)
    {
        if (isTold && isMain)
        {
            hops.Add(new(layer, resourceId, rule?.Invoke(), text(), passes));
        }
    }

    private static string Name(InterfaceModel one) => one.InstanceId is { } instance ? $"{instance} ({one.Id})" : one.Id;
}
