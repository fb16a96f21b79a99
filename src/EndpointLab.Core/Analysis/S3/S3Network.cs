namespace EndpointLab.Analysis;

/// <summary>Finds the way that a request to S3 takes, and what stops it there.</summary>
internal sealed partial class S3Network
{
    private readonly NetworkModel model;
    private readonly PathOrigin origin;
    private readonly PathAnalyser paths;
    private readonly NameAnalyser names;
    private readonly S3Findings findings;

    /// <param name="origin">Where it leaves.</param>
    public S3Network(NetworkModel model, PathOrigin origin)
    {
        (this.model, this.origin) = (model, origin);
        paths = new(model);
        names = new(paths);
        findings = new(model, origin.Interface!);
    }

    private string ServiceName => ServiceNameIn(model.Region);

    public static string ServiceNameIn(string region) => $"com.amazonaws.{region}.s3";

    /// <param name="client">How S3 is asked.</param>
    /// <param name="bucket">Null for a request about no bucket.</param>
    /// <param name="given">The endpoint that is to be used; null to take the way that there is.</param>
    /// <param name="elsewhere">A gateway endpoint of another VPC, for where this one has none.</param>
    public S3Way Find(S3ClientSettings client, BucketConfiguration? bucket, EndpointModel? given, EndpointModel? elsewhere)
    {
        if (S3Addresses(isIpv6: false).IsEmpty)
        {
            return WithoutAddresses(given ?? Candidate(), elsewhere);
        }

        List<TraceFinding> more = [];
        var region = bucket?.Region ?? model.Region;
        var asked = Ask(client, bucket);
        var isAskedHere = asked.Names.Endpoint is not null
            || asked.Names.Chosen.Ranges.IsSubsetOf(S3Addresses(asked.Names.Chosen.IsIpv6).Ranges);
        if (given is not null && given.VpcId != origin.Interface!.VpcId && (given.IsGateway || !model.Endpoints.Contains(given)))
        {
            more.Add(findings.AnotherVpc(given, new CreateGatewayEndpoint(origin.Interface.VpcId, ServiceName, findings.TableId)));
            given = null;
        }

        if (given is { IsInterface: true })
        {
            return With(
                [.. AnotherRegion(), .. client.SigningRegion == model.Region ? [] : new[] { findings.WrongRegion(client, given) }],
                Over(given, NameAt(client, given, bucket)));
        }

        if (!isAskedHere && !asked.IsOpen && client.SigningRegion != region)
        {
            more.Add(findings.WrongName(client));
        }

        if (region != model.Region)
        {
            var there = Ask(client with { Region = region }, bucket);
            if (there.IsOpen)
            {
                return With(more, ByInternet(there, missed: null));
            }

            more.AddRange(AnotherRegion());
        }

        return With(more, Here(client with { Region = model.Region }, bucket, given, elsewhere));

        IEnumerable<TraceFinding> AnotherRegion() => region == model.Region ? [] : [findings.AnotherRegion(bucket!.Name, region)];
        static S3Way With(IEnumerable<TraceFinding> more, S3Way way) => way with { Findings = [.. more, .. way.Findings] };
    }

    /// <summary>The same request, if it passed the endpoint that it misses.</summary>
    public S3Way OverMissed(S3Way way) =>
        way with { Endpoint = way.Missed, ConditionKeys = findings.ConditionKeysOver(way.Missed!, isIpv6: false) };

    /// <summary>To S3 in this Region.</summary>
    private S3Way Here(S3ClientSettings client, BucketConfiguration? bucket, EndpointModel? given, EndpointModel? elsewhere)
    {
        var today = Ask(client, bucket);
        var passed = today.Names.Endpoint ?? model.Endpoints.FirstOrDefault(endpoint => endpoint.Id == today.Path.Via);
        if (given is null && passed is null)
        {
            var isUnread = today.Path.Via is { } via ? ResourceKind.Endpoint.IsId(via) : Candidate() is null;
            if (!model.Has(ModelPart.Endpoints) || today.MayBeOpen && isUnread)
            {
                return Unknown(today);
            }

            if (today.IsOpen || today.MayBeOpen && IsGateway(today.Path.Via))
            {
                return ByInternet(today, Candidate());
            }
        }

        return (given ?? passed ?? Candidate()) is { } meant ? Over(meant, NameAt(client, endpoint: null, bucket))
            : IsMeantForInternet(today.Path) ? Way(today, endpoint: null)
            : Lacking(NameAt(client, endpoint: null, bucket), elsewhere);
    }

    /// <summary>Whether it leaves by a gateway to the internet that would have it, so that no endpoint is missed.</summary>
    private static bool IsMeantForInternet(PathAnalysis path) =>
        IsGateway(path.Via) && !path.Findings.Any(finding => finding.Cause is Cause.NoPublicAddress);

    private static bool IsGateway(string? via) => via is not null && ResourceKind.PrefixOf(via) is "igw" or "eigw" or "nat";

    /// <summary>As things are, whatever it leads to.</summary>
    private Attempt Ask(S3ClientSettings client, BucketConfiguration? bucket)
    {
        var name = names.Analyse(new(NameAt(client, endpoint: null, bucket), origin) { BucketRegion = bucket?.Region });
        return new(name, paths.Analyse(new(origin, name.Chosen, Probes.HttpsPort)));
    }

    /// <summary>The endpoint that is meant where nothing leads to any.</summary>
    private EndpointModel? Candidate() => model.Endpoints
        .Where(endpoint => endpoint.VpcId == origin.Interface!.VpcId && endpoint.ServiceName == ServiceName
            && (endpoint.IsGateway || endpoint.IsInterface) && !endpoint.IsGone)
        .OrderBy(endpoint => endpoint.IsInterface).ThenBy(endpoint => !endpoint.IsAvailable)
        .FirstOrDefault();

    private static string NameAt(S3ClientSettings client, EndpointModel? endpoint, BucketConfiguration? bucket) =>
        S3Request.NameAt(bucket?.Name, endpoint?.BucketHost ?? client.S3Host);

    private S3Way Over(EndpointModel endpoint, string name) => Over(endpoint, name, paths) with { OtherPath = Without(endpoint, name) };

    /// <summary>The way over an endpoint, whether things lead there or not.</summary>
    private S3Way Over(EndpointModel endpoint, string name, PathAnalyser over)
    {
        var named = new NameAnalyser(over).Analyse(new(name, origin)
        {
            Over = endpoint.IsInterface ? endpoint : null,
            IsMeantPublic = endpoint.IsGateway,
        });
        var to = endpoint.IsInterface || named.Endpoint is null && !named.Chosen.IsEmpty ? named.Chosen : S3Addresses(isIpv6: false);
        var path = over.Analyse(new(origin, to, Probes.HttpsPort) { Over = endpoint.IsGateway ? endpoint : null });
        var way = Way(new(named, path), endpoint);
        return endpoint.IsGateway && findings.DnsHostnames() is { } off ? way with { Findings = [.. way.Findings, off] } : way;
    }

    /// <summary>The VPC has no endpoint for S3: what else there is to find is judged on the way over one that is to be made.</summary>
    private S3Way Lacking(string name, EndpointModel? elsewhere)
    {
        CreateGatewayEndpoint fix = new(origin.Interface!.VpcId, ServiceName, findings.TableId);
        var made = fix.ApplyTo(model);
        var way = Over(made.Endpoints[^1], name, new(made));
        var others = way.Findings.ToLookup(finding => finding.Cause is Cause.RouteOverridden);
        var today = paths.Analyse(new(origin, S3Addresses(isIpv6: false), Probes.HttpsPort));
        var beyond = today.Findings.FirstOrDefault(finding => finding.Cause is Cause.EdgeToEdge);
        var lack = beyond is not null ? S3Findings.EdgeToEdge(beyond, [.. others[true].SelectMany(finding => finding.Fix), fix])
            : elsewhere is not null ? findings.AnotherVpc(elsewhere, fix)
            : findings.NoEndpoint(fix);
        return way with
        {
            Path = [.. way.Path.Select(AsToday)],
            Findings = [lack, .. others[false], .. beyond is null ? others[true] : []],
            Via = today.Via,
            IsSupposed = true,
            ConditionKeys = [.. way.ConditionKeys.Where(key => key.Key is not S3Findings.SourceVpce)],
            UnknownKeys = [S3Findings.SourceVpce],
        };

        // It ends today where the route table would lead to the endpoint.
        Hop AsToday(Hop hop) => !hop.Text.Contains(CreateGatewayEndpoint.Supposed, StringComparison.Ordinal) ? hop
            : hop.Layer is PathLayer.Route ? new(hop.Layer, hop.ResourceId, null, $"{hop.ResourceId} has no route to an endpoint for S3", false)
            : hop with { Text = $"an endpoint for {ServiceName} (proposed)" };
    }

    /// <summary>To S3, but not over an endpoint.</summary>
    /// <param name="missed">The endpoint that the VPC has and traffic doesn't take; null for none.</param>
    private S3Way ByInternet(Attempt today, EndpointModel? missed)
    {
        Change[] fixes = missed is { IsGateway: true }
            ?
            [
                .. paths.Analyse(new(origin, S3Addresses(isIpv6: false), Probes.HttpsPort) { Over = missed }).Findings
                    .Where(finding => finding.Layer is PathLayer.Route).SelectMany(finding => finding.Fix),
            ]
            : [new CreateGatewayEndpoint(origin.Interface!.VpcId, ServiceName, findings.TableId)];
        var way = Way(today, endpoint: null);
        return way with
        {
            Findings = [.. way.Findings, findings.NotOverEndpoint(today.Path.Via!, fixes)],
            Missed = missed,
            OtherPath = "Over a gateway endpoint, which costs nothing, traffic to S3 in this Region would stay in the VPC.",
        };
    }

    private S3Way Way(Attempt attempt, EndpointModel? endpoint) => new()
    {
        Path = [.. attempt.Names.Path, .. attempt.Path.Path],
        Findings = [.. attempt.Names.Findings.Concat(attempt.Path.Findings).DistinctBy(finding => (finding.Cause, finding.ResourceId))],
        Via = attempt.Path.Via,
        Endpoint = endpoint,
        ConditionKeys = endpoint is null
            ? findings.ConditionKeysBy(attempt.Path.Via, attempt.IsIpv6)
            : findings.ConditionKeysOver(endpoint, attempt.IsIpv6),
        Unread = [.. attempt.Names.Unread.Concat(attempt.Path.Unread).Distinct()],
        Assumptions = [.. attempt.Names.Assumptions.Concat(attempt.Path.Assumptions).Distinct()],
        IsUnknown = attempt.Names.Verdict is Verdict.Unknown || attempt.Path.Verdict is Verdict.Unknown,
    };

    /// <summary>Where traffic to S3 goes if there is no such endpoint.</summary>
    private string Without(EndpointModel endpoint, string name)
    {
        PathAnalyser without = new(model with
        {
            Endpoints = [.. model.Endpoints.Where(other => other.Id != endpoint.Id)],
            RouteTables =
            [
                .. model.RouteTables.Select(table => table with { Routes = [.. table.Routes.Where(route => route.Target != endpoint.Id)] }),
            ],
        });
        var named = new NameAnalyser(without).Analyse(new(name, origin));
        var other = without.Analyse(new(origin, named.Chosen.IsEmpty ? S3Addresses(isIpv6: false) : named.Chosen, Probes.HttpsPort));
        return other is { Verdict: Verdict.Reachable, Via: { } via }
            ? $"Without {endpoint.Id}, traffic to S3 would leave by {via}: {S3Findings.CostOf(via)}."
            : $"Without {endpoint.Id}, nothing leads from {origin.Interface!.SubnetId} to S3.";
    }

    private AddressSet S3Addresses(bool isIpv6) =>
        AddressSet.Of(model.PrefixLists.Where(list => list.IsOf(ServiceName, isIpv6)).SelectMany(list => list.Blocks), isIpv6);

    /// <summary>What a name and the way to its addresses come to.</summary>
    private sealed record Attempt(NameAnalysis Names, PathAnalysis Path)
    {
        public bool IsOpen => Names.Verdict is Verdict.Reachable && Path.Verdict is Verdict.Reachable;

        /// <summary>Whether nothing stops it that could be read.</summary>
        public bool MayBeOpen =>
            Names.Verdict is Verdict.Reachable or Verdict.Unknown && Path.Verdict is Verdict.Reachable or Verdict.Unknown;

        public bool IsIpv6 => Names.Chosen.IsIpv6;
    }
}
