namespace EndpointLab.Analysis;

/// <summary>One trace of a request to S3: what it reads, and what that comes to.</summary>
internal sealed class S3Tracer(LabOperation lab, S3AccessQuery query, S3Action action)
{
    private readonly ConfigurationReads reads = new();

    private bool IsOfRepository => Repositories.Is(query.Bucket, Region);

    private string Region => lab.Session.Region;

    public async Task<S3AccessTrace> TraceAsync(TracePlace place, NetworkModel model)
    {
        var origin = place.In(model);
        var instance = model.Instances.FirstOrDefault(one => one.Id == origin.Interface!.InstanceId);
        var caller = await S3Caller.FindAsync(lab, reads, instance, query);
        var bucket = query.Bucket is null ? null
            : IsOfRepository ? Repositories.Configuration(Region)
            : await BucketConfiguration.ReadAsync(lab, reads, query.Bucket, action, query.Key, caller.Configuration.Caller.AccountId);
        var key = bucket?.KeyId is { } keyId ? await KeyConfiguration.ReadAsync(lab, reads, keyId) : null;
        var given = query.Client.EndpointId is { } id ? await EndpointAsync(model, id) : null;
        S3Network network = new(model, origin);
        var way = network.Find(query.Client, bucket, given, await ElsewhereAsync(model, place.VpcId));
        var (taken, judgement) = Decide(network, way, by => Of(caller, action, bucket, query.Key, by) with { Key = key });
        return Tell(model, bucket, caller, taken, judgement, Assume(new(model, origin, query.Client), caller, way));
    }

    /// <summary>What policies say of the request; of one that misses the VPC's endpoint, also what they would say if it didn't.</summary>
    private static (S3Way Way, AccessJudgement Judgement) Decide(S3Network network, S3Way way, Func<S3Way, S3Authorization> authorize)
    {
        var judgement = authorize(way).Judge();
        return way.Missed is not null && judgement.Findings.Count > 0 && authorize(network.OverMissed(way)).Judge() is var over
            && over.Findings.Count < judgement.Findings.Count
                ? (way with { Findings = [.. way.Findings.Select(finding => S3Findings.BlocksFor(finding, judgement.Findings[0]))] }, over)
                : (way, judgement);
    }

    private S3AccessTrace Tell(
        NetworkModel model, BucketConfiguration? bucket, S3Caller caller, S3Way way, AccessJudgement judgement, AccessJudgement assumed)
    {
        TraceFinding[] findings = [.. caller.Findings, .. assumed.Findings, .. way.Findings, .. WithRepositories(judgement.Findings, way)];
        string[] uncertain = [.. assumed.Uncertain, .. judgement.Uncertain];
        UnreadConfiguration[] unread = [.. way.Unread, .. reads.Unread];
        return new()
        {
            AccountId = lab.Session.AccountId,
            Region = Region,
            SessionId = lab.Session.SessionId,
            From = query.From,
            To = query.Bucket is null ? "s3://" : $"s3://{query.Bucket}/{query.Key}",
            Port = Probes.HttpsPort,
            Bucket = query.Bucket,
            Key = query.Key,
            Action = action,
            AskedPrincipal = query.Principal,
            AskedEndpointId = query.Client.EndpointId,
            ClientRegion = query.Client.Region,
            UseDualStack = query.Client.UseDualStack,
            StsEndpoint = query.Client.StsEndpoint,
            Principal = caller.Name,
            VpcEndpointId = way.IsSupposed ? null : way.Endpoint?.Id,
            Via = way.Via,
            OtherPath = way.OtherPath,
            Path = [.. way.Path, .. judgement.Hops, .. bucket is null ? [] : (Hop[])[bucket.HopIn(model.Region)]],
            Findings = findings,
            Verdict = S3Verdict.Of(findings, way.IsUnknown || way.Unread.Count > 0 || reads.IsUncertain || uncertain.Length > 0),
            Unread = unread,
            Assumptions = [.. caller.Assumptions, .. reads.Assumptions, .. way.Assumptions, .. uncertain, .. S3Verdict.Assumptions],
        };
    }

    /// <summary>What an endpoint's policy breaks that lets the request itself pass; and of the repositories, that it breaks them.</summary>
    private IEnumerable<TraceFinding> WithRepositories(IReadOnlyList<TraceFinding> decided, S3Way way)
    {
        var isRefused = decided.Any(finding => finding.Cause is Cause.EndpointPolicy);
        if (way.Endpoint is null || (isRefused && !IsOfRepository))
        {
            return decided;
        }

        var judgement = Of(
            new(CallerConfiguration.Anonymous), S3Action.GetObject, Repositories.Configuration(Region), key: null, way).Judge();
        var effect = IsOfRepository ? FindingEffect.Blocks : FindingEffect.Warns;
        return decided.Where(finding => finding.Cause is not Cause.EndpointPolicy)
            .Concat(Repositories.FindingsOf(judgement, Region, effect));
    }

    /// <summary>How the caller gets the keys of a role that isn't its own.</summary>
    private static AccessJudgement Assume(StsAccess sts, S3Caller caller, S3Way way)
    {
        if (caller.Assuming is not { } assuming)
        {
            return new([], [], []);
        }

        var judgement = StsAccess.JudgePolicies(assuming, caller.Configuration, sts.Endpoint);
        return judgement with { Findings = [.. sts.FindNetwork(way.Findings), .. judgement.Findings] };
    }

    private S3Authorization Of(S3Caller caller, S3Action asked, BucketConfiguration? bucket, string? key, S3Way way)
    {
        var arn = $"arn:{Regions.PartitionOf(Region)}:s3:::";
        return new()
        {
            Caller = caller.Configuration,
            IsCallerSupposed = caller.IsSupposed,
            Bucket = asked is S3Action.ListAllMyBuckets ? null : bucket,
            AccountId = lab.Session.AccountId,
            Action = asked,
            ResourceArn = asked switch
            {
                S3Action.ListAllMyBuckets => arn + "*",
                S3Action.ListBucket => arn + bucket!.Name,
                _ => $"{arn}{bucket!.Name}/{key ?? "*"}",
            },
            Endpoint = way.Endpoint,
            UnknownKeysOfWay = way.UnknownKeys,
            Way = way.ConditionKeys,
            Region = Region,
            Now = lab.Session.Time.GetUtcNow(),
        };
    }

    private async Task<EndpointModel> EndpointAsync(NetworkModel model, string id)
    {
        var endpoint = model.Endpoints.FirstOrDefault(one => one.Id == id) ?? EndpointModel.From(await VpcEndpoints.GetAsync(lab, id));
        return endpoint.ServiceName == S3Network.ServiceNameIn(Region) && (endpoint.IsGateway || endpoint.IsInterface)
            ? endpoint
            : throw new LabException(
                ErrorId.WrongEndpointType,
                $"{id} ({endpoint.Type}, {endpoint.ServiceName}) is not an endpoint for S3.",
                "Give a gateway or interface endpoint for S3, or leave -Endpoint out.",
                id);
    }

    /// <summary>A gateway endpoint of another VPC, where this one has no endpoint for S3. Null as well where that can't be read.</summary>
    private async Task<EndpointModel?> ElsewhereAsync(NetworkModel model, string vpcId)
    {
        var service = S3Network.ServiceNameIn(Region);
        if (!model.Has(ModelPart.Endpoints)
            || model.Endpoints.Any(endpoint => endpoint.VpcId == vpcId && endpoint.ServiceName == service && !endpoint.IsGone))
        {
            return null;
        }

        var others = await VpcEndpoints.GetAsync(lab, ResourceQuery.Where("service-name", service));
        return others.Select(EndpointModel.From).FirstOrDefault(
            endpoint => endpoint is { IsGateway: true, IsAvailable: true } && endpoint.VpcId != vpcId);
    }
}
