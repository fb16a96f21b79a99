namespace EndpointLab.Analysis;

/// <summary>What configuration says of a request: of the name that it looks up, and of the way to the addresses that it gets.</summary>
/// <param name="Names">Null where no name is looked up.</param>
/// <param name="Path">Null where there is no address.</param>
internal sealed record RequestAnalysis(NameAnalysis? Names, PathAnalysis? Path, AddressSet To, IReadOnlyList<TraceFinding> More)
{
    public IEnumerable<TraceFinding> Findings =>
        [.. More.Concat(Names?.Findings ?? []).Concat(Path?.Findings ?? []).DistinctBy(finding => (finding.Cause, finding.ResourceId))];

    public Verdict Verdict
    {
        get
        {
            var (name, path) = (Names?.Verdict ?? Verdict.Reachable, Path?.Verdict ?? Verdict.Blocked);
            return name is Verdict.Blocked || path is Verdict.Blocked ? Verdict.Blocked
                : name is Verdict.Unknown ? Verdict.Unknown
                : path;
        }
    }
}

/// <summary>Joins names and paths.</summary>
internal sealed class RequestAnalyser
{
    private static readonly AddressSet Nowhere = new(RangeSet.Empty, IsIpv6: false);

    private readonly NetworkModel model;
    private readonly PathAnalyser paths;
    private readonly NameAnalyser names;

    public RequestAnalyser(NetworkModel model)
    {
        this.model = model;
        paths = new(model);
        names = new(paths);
    }

    public RequestAnalysis Analyse(PathOrigin from, TraceTarget target, int port)
    {
        if (target.InterfaceId is { } id && model.Interfaces.FirstOrDefault(one => one.Id == id) is { } to)
        {
            return At(from, AddressSeenFrom(from, to), port);
        }

        if (target.Address is { } address)
        {
            return At(from, address, port);
        }

        if (target.EndpointId is { } endpointId)
        {
            return Over(from, model.Endpoints.First(endpoint => endpoint.Id == endpointId), target.Name, port);
        }

        var today = target.Name is { } name ? Today(from, name, port) : null;
        var endpoint = today?.Verdict is Verdict.Reachable || target.ServiceName is null ? null : EndpointFor(target.ServiceName, from);
        return endpoint is not null ? Over(from, endpoint, target.Name, port)
            : today ?? new(null, null, Nowhere, [NoEndpoint(target.ServiceName!, from)]);
    }

    private RequestAnalysis At(PathOrigin from, IpAddress address, int port) =>
        new(null, paths.Analyse(new(from, AddressSet.Of(address), port)), AddressSet.Of(address), []);

    private RequestAnalysis Today(PathOrigin from, string name, int port)
    {
        var named = names.Analyse(new(name, from));
        var path = named.Chosen.IsEmpty ? null : paths.Analyse(new(from, named.Chosen, port));

        // What stops the way to public addresses is no matter where an endpoint that could not be read stands for the name.
        var isGuess = named.Endpoint is null && !model.Has(ModelPart.Endpoints) && path is { Verdict: Verdict.Blocked };
        return new(named, isGuess ? path! with { Verdict = Verdict.Unknown, Findings = [] } : path, named.Chosen, []);
    }

    /// <summary>The way over an endpoint, whether things lead there or not.</summary>
    private RequestAnalysis Over(PathOrigin from, EndpointModel endpoint, string? name, int port)
    {
        if (endpoint.IsGateway)
        {
            var named = name is null ? null : names.Analyse(new(name, from));
            var lists = model.PrefixLists.Where(list => list.IsOf(endpoint.ServiceName, isIpv6: false)).SelectMany(list => list.Blocks);
            var to = named is { Endpoint: null, Chosen.IsEmpty: false } ? named.Chosen : AddressSet.Of(lists, isIpv6: false);
            return new(named, paths.Analyse(new(from, to, port) { Over = endpoint }), to, []);
        }

        var own = names.Analyse(new(name ?? EndpointNames.OwnNameOf(endpoint), from) { Over = endpoint });
        return new(own, own.Chosen.IsEmpty ? null : paths.Analyse(new(from, own.Chosen, port)), own.Chosen, []);
    }

    private EndpointModel? EndpointFor(string serviceName, PathOrigin from) => model.Endpoints
        .Where(endpoint => endpoint.ServiceName == serviceName && endpoint.VpcId == from.Interface?.VpcId)
        .Where(endpoint => endpoint.IsGateway || endpoint.IsInterface)
        .OrderByDescending(endpoint => endpoint.IsGateway).ThenByDescending(endpoint => endpoint.IsAvailable).FirstOrDefault();

    /// <summary>The internet knows an interface by its public address; so does whoever is in no network of its.</summary>
    private IpAddress AddressSeenFrom(PathOrigin from, InterfaceModel to)
    {
        var isIpv6 = from.Interface is null ? from.Address?.IsIpv6 is true : from.Interface.AddressOf(isIpv6: false) is null;
        var own = to.AddressOf(isIpv6) ?? to.Addresses[0];
        var isNear = from.Interface is { } sender && (sender.VpcId == to.VpcId || model.Peerings.Any(
            peering => peering.Status is PeeringModel.Active && peering.Joins(sender.VpcId) && peering.Joins(to.VpcId)));
        return isNear ? own : to.PublicAddresses.GetValueOrDefault(own, own);
    }

    private static TraceFinding NoEndpoint(string serviceName, PathOrigin from) => new()
    {
        Cause = Cause.NoEndpoint,
        Layer = PathLayer.Endpoint,
        ResourceId = from.Interface?.VpcId ?? $"{from.Address}",
        Reason = $"There is no endpoint for {serviceName} in {from.Interface?.VpcId ?? "reach"}, and it has no public name.",
        Source = AwsPages.InterfaceEndpoints,
        Advice = $"Add an interface endpoint for it: Add-InterfaceEndpoint {serviceName}.",
    };
}
