using EndpointLab.Analysis;

namespace EndpointLab;

/// <summary>Explains requests to S3 by what Describe, Get and List calls tell.</summary>
public static class S3AccessTraces
{
    /// <exception cref="LabException">There is no such place, bucket, object, endpoint or principal.</exception>
    public static async Task<S3AccessTrace> TraceAsync(LabOperation lab, S3AccessQuery query)
    {
        var place = await TracePlace.FindAsync(lab, query.From);
        return await TraceAsync(lab, query, place, await NetworkReader.ReadAsync(lab, place.VpcId));
    }

    /// <summary>The same in a network that was read before, or as it could be.</summary>
    internal static async Task<S3AccessTrace> TraceAsync(LabOperation lab, S3AccessQuery query, TracePlace place, NetworkModel model)
    {
        var isRepository = Repositories.Is(query.Bucket, lab.Session.Region);
        var action = query.Action ?? (query.Key is null && !isRepository ? S3Action.ListBucket : S3Action.GetObject);
        if (isRepository)
        {
            query = query with { Principal = query.Principal ?? ProbeCaller.Anonymous };
        }

        ConfigurationReads reads = new();
        var origin = place.In(model);
        var bucket = query.Bucket is null ? null
            : isRepository ? Repositories.Configuration(lab.Session.Region)
            : await BucketConfiguration.ReadAsync(lab, reads, query.Bucket, action, query.Key);
        var instance = model.Instances.FirstOrDefault(one => one.Id == origin.Interface!.InstanceId);
        var caller = await S3Caller.FindAsync(lab, reads, instance, query);
        var given = query.Client.EndpointId is { } id ? await EndpointAsync(lab, model, id) : null;
        var way = new S3Network(model, origin).Find(query.Client, bucket, given, await ElsewhereAsync(lab, reads, model, place.VpcId));
        var judgement = await AuthorizeAsync(lab, reads, query, action, bucket, caller, way);
        var assumed = Assume(new(model, origin, query.Client), caller, way);
        var repository = Repositories.Configuration(lab.Session.Region);
        var ofRepositories = way.Endpoint is null ? [] : Repositories.FindingsOf(
            Of(lab, new(CallerConfiguration.Anonymous), S3Action.GetObject, repository, key: null, way).Judge(),
            lab.Session.Region,
            isRepository ? FindingEffect.Blocks : FindingEffect.Warns);
        TraceFinding[] decided = isRepository
            ? [.. ofRepositories, .. judgement.Findings.Where(finding => finding.Cause is not Cause.EndpointPolicy)]
            : judgement.Findings.Any(finding => finding.Cause is Cause.EndpointPolicy) ? [.. judgement.Findings]
            : [.. judgement.Findings, .. ofRepositories];
        TraceFinding[] findings = [.. caller.Findings, .. assumed.Findings, .. way.Findings, .. decided];
        string[] uncertain = [.. assumed.Uncertain, .. judgement.Uncertain];
        UnreadConfiguration[] unread = [.. way.Unread, .. reads.Unread];
        return new()
        {
            AccountId = lab.Session.AccountId,
            Region = lab.Session.Region,
            SessionId = lab.Session.SessionId,
            From = query.From,
            To = $"s3://{query.Bucket}/{query.Key}",
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
            Path = [.. way.Path, .. judgement.Hops, .. End(bucket, model)],
            Findings = findings,
            Verdict = S3Verdict.Of(findings, way.IsUnknown || unread.Length > 0 || uncertain.Length > 0),
            Unread = unread,
            Assumptions = [.. caller.Assumptions, .. way.Assumptions, .. uncertain, .. S3Verdict.Assumptions],
        };
    }

    private static IEnumerable<Hop> End(BucketConfiguration? bucket, NetworkModel model)
    {
        if (bucket is not null)
        {
            bool? isHere = bucket.Region is null ? null : bucket.Region == model.Region;
            var where = bucket.Region ?? "a Region that isn't known";
            yield return new(PathLayer.Bucket, bucket.Name, null, $"s3://{bucket.Name} in {where}", isHere);
        }
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

    private static async Task<AccessJudgement> AuthorizeAsync(
        LabOperation lab,
        ConfigurationReads reads,
        S3AccessQuery query,
        S3Action action,
        BucketConfiguration? bucket,
        S3Caller caller,
        S3Way way)
    {
        var key = bucket?.KeyId is { } id ? await KeyConfiguration.ReadAsync(lab, reads, id) : null;
        return (Of(lab, caller, action, bucket, query.Key, way) with { Key = key }).Judge();
    }

    private static S3Authorization Of(
        LabOperation lab, S3Caller caller, S3Action action, BucketConfiguration? bucket, string? key, S3Way way)
    {
        var arn = $"arn:{Regions.PartitionOf(lab.Session.Region)}:s3:::";
        return new()
        {
            Caller = caller.Configuration,
            IsCallerSupposed = caller.IsSupposed,
            Bucket = action is S3Action.ListAllMyBuckets ? null : bucket,
            AccountId = lab.Session.AccountId,
            Action = action,
            ResourceArn = action switch
            {
                S3Action.ListAllMyBuckets => arn + "*",
                S3Action.ListBucket => arn + bucket!.Name,
                _ => $"{arn}{bucket!.Name}/{key ?? "*"}",
            },
            Endpoint = way.Endpoint,
            IsEndpointSupposed = way.IsSupposed,
            Way = way.ConditionKeys,
            Region = lab.Session.Region,
            Now = lab.Session.Time.GetUtcNow(),
        };
    }

    private static async Task<EndpointModel> EndpointAsync(LabOperation lab, NetworkModel model, string id)
    {
        var endpoint = model.Endpoints.FirstOrDefault(one => one.Id == id) ?? EndpointModel.From(await VpcEndpoints.GetAsync(lab, id));
        return endpoint.ServiceName == $"com.amazonaws.{model.Region}.s3" && (endpoint.IsGateway || endpoint.IsInterface)
            ? endpoint
            : throw new LabException(
                ErrorId.WrongEndpointType,
                $"{id} ({endpoint.Type}, {endpoint.ServiceName}) is no endpoint for S3.",
                "Give a gateway or interface endpoint for S3, or leave -Endpoint out.",
                id);
    }

    /// <summary>A gateway endpoint of another VPC, where this one has no endpoint for S3.</summary>
    private static async Task<EndpointModel?> ElsewhereAsync(LabOperation lab, ConfigurationReads reads, NetworkModel model, string vpcId)
    {
        var service = $"com.amazonaws.{model.Region}.s3";
        if (model.Endpoints.Any(endpoint => endpoint.VpcId == vpcId && endpoint.ServiceName == service && !endpoint.IsGone))
        {
            return null;
        }

        var others = await reads.TryAsync(
            () => VpcEndpoints.GetAsync(lab, ResourceQuery.Where("service-name", service)), "Whether another VPC has an endpoint for S3");
        return others?.Select(EndpointModel.From).FirstOrDefault(
            endpoint => endpoint is { IsGateway: true, IsAvailable: true } && endpoint.VpcId != vpcId);
    }
}
