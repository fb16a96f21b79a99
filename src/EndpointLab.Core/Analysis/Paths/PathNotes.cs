namespace EndpointLab.Analysis;

/// <summary>
/// What is found on the way of one request: its hops, and what stops some of its connections, which is kept with which ones, so that the
/// verdict holds for all of them together.
/// </summary>
/// <param name="isTold">Whether anybody will ask for more than the verdict.</param>
internal sealed class PathNotes(NetworkIndex index, PathQuery query, bool isTold)
{
    private readonly List<Hop> hops = [];
    private readonly List<Obstacle> obstacles = [];
    private readonly List<string> via = [];
    private readonly HashSet<ModelPart> unread = [];
    private readonly List<string> assumptions = [];
    private bool isUnknown;

    /// <summary>Whether anybody will ask for more than the verdict.</summary>
    public bool IsTold => isTold;

    public Verdict Verdict
    {
        get
        {
            var passing = Passing(obstacles);
            return passing.IsEmpty && !query.To.IsEmpty ? Verdict.Blocked
                : isUnknown ? Verdict.Unknown
                : passing.IsWhole ? Verdict.Reachable
                : Verdict.Intermittent;
        }
    }

    public PathAnalysis Tell() => new()
    {
        Verdict = Verdict,
        Path = [.. hops.Distinct()],
        Findings = [.. obstacles.GroupBy(obstacle => (obstacle.Cause, obstacle.ResourceId)).Select(group => Finding([.. group]))],
        Via = via.FirstOrDefault(),
        AllVia = [.. via.Distinct()],
        Unread = [.. unread.Select(part => index.Model.Unread[part]).Distinct()],
        Assumptions = [.. assumptions.Distinct()],
    };

    public void Show(PathLayer layer, string resourceId, Func<string?>? rule, Func<string> text, bool? passes = true, bool isMain = true)
    {
        if (isTold && isMain)
        {
            hops.Add(new(layer, resourceId, rule?.Invoke(), text(), passes));
        }
    }

    public void Stop(Leg leg, Cause cause, PathLayer layer, string resourceId, string? rule, Func<Explanation> explain) =>
        obstacles.Add(new(cause, layer, resourceId, rule, [All(leg.Asked)], explain));

    public void Add(Obstacle obstacle) => obstacles.Add(obstacle);

    /// <summary>Connections of all ports to these destinations.</summary>
    public static FlowBox All(RangeSet asked) => new(asked, FlowRegion.PortsOf(FlowRegion.ClientsLeg), FlowRegion.ClientsLeg);

    /// <summary>Something can't be told from configuration, or from what could be read of it.</summary>
    public void Doubt(string assumption)
    {
        isUnknown = true;
        Assume(assumption);
    }

    public void Doubt(ModelPart part)
    {
        isUnknown = true;
        if (!index.Model.Has(part))
        {
            unread.Add(part);
        }
    }

    public void Assume(string assumption) => assumptions.Add(assumption);

    /// <summary>Notes by what these connections leave the VPC, whatever they passed before.</summary>
    public Leg Over(string gateway, Leg leg)
    {
        if (leg.Via is not null)
        {
            via.RemoveAt(via.Count - 1);
        }

        return Through(gateway, leg with { Via = null });
    }

    /// <summary>Notes by what these connections leave the VPC, where they haven't left one yet.</summary>
    public Leg Through(string gateway, Leg leg)
    {
        if (leg.Via is not null)
        {
            return leg;
        }

        via.Add(gateway);
        return leg with { Via = gateway };
    }

    /// <summary>What the same resource stops for the same cause is one finding, however often the way passes it.</summary>
    private TraceFinding Finding(List<Obstacle> same)
    {
        var explanations = same.Select(obstacle => obstacle.Explain()).DistinctBy(explanation => explanation.Reason).ToList();
        var rules = same.Select(obstacle => obstacle.Rule).OfType<string>().SelectMany(rule => rule.Split(", ")).Distinct().ToList();
        return new()
        {
            Cause = same[0].Cause,
            Layer = same[0].Layer,
            Effect = Passing(same).IsEmpty ? FindingEffect.Blocks : FindingEffect.BlocksPartly,
            ResourceId = same[0].ResourceId,
            Rule = rules.Count == 0 ? null : string.Join(", ", rules),
            Reason = string.Join(' ', explanations.Select(explanation => explanation.Reason)),
            Source = explanations[0].Source,
            Advice = string.Join(' ', explanations.Select(explanation => explanation.Advice).Distinct()),
            // There are changes for TCP alone.
            Fix = query.Protocol == IpProtocol.Tcp ? [.. explanations.SelectMany(explanation => explanation.Fix).Distinct()] : [],
        };
    }

    /// <summary>The connections that these don't stop.</summary>
    private FlowRegion Passing(IEnumerable<Obstacle> some)
    {
        FlowRegion passing = new(query.To.Ranges);
        foreach (var box in some.SelectMany(obstacle => obstacle.Stops))
        {
            passing.Remove(box);
        }

        return passing;
    }
}
