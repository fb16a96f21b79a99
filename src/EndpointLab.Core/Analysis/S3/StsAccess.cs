using EndpointLab.Policy;

namespace EndpointLab.Analysis;

/// <summary>Judges how a client gets the keys of another role: it asks STS, by a way of its own, as whom it is.</summary>
internal sealed class StsAccess(NetworkModel model, PathOrigin origin, S3ClientSettings client)
{
    private const string Page = "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html";
    private const string RegionsPage = "https://docs.aws.amazon.com/sdkref/latest/guide/feature-sts-regionalized-endpoints.html";

    private readonly PathAnalyser paths = new(model);

    // In China, all but S3's and DynamoDB's begin with cn.
    private string ServiceName => $"{(Regions.PartitionOf(model.Region) is "aws-cn" ? "cn." : "")}com.amazonaws.{model.Region}.sts";

    /// <summary>What keeps the way to STS closed.</summary>
    /// <param name="found">What is found on the way to S3, which isn't told twice.</param>
    public IEnumerable<TraceFinding> FindNetwork(IReadOnlyList<TraceFinding> found)
    {
        var (host, _) = client.Sts;
        if (IsOpen(paths, host))
        {
            yield break;
        }

        var regional = (client with { StsEndpoint = StsEndpoint.Regional, Region = model.Region }).Sts.Host;
        if (host != regional)
        {
            yield return WrongName(host);
            if (IsOpen(paths, regional))
            {
                yield break;
            }
        }

        if (Endpoint is { } endpoint)
        {
            var missing = Over(paths, regional, endpoint)
                .Where(finding => finding.Effect is not FindingEffect.Warns && !found.Any(other => Same(other, finding))).ToList();
            if (missing.Count > 0)
            {
                yield return Unreachable(
                    regional,
                    string.Join(' ', missing.Select(finding => finding.Reason)),
                    [.. missing.SelectMany(finding => finding.Fix)],
                    string.Join(' ', missing.Select(finding => finding.Advice)));
            }
        }
        else
        {
            var fix = Fixes(regional);
            yield return Unreachable(
                regional,
                $"{origin.Interface!.VpcId} has no interface endpoint for STS, and nothing else leads there: only S3 is private.",
                fix);
        }
    }

    /// <summary>Whether the caller may assume the role, by its own policies, the role's, and the STS endpoint's.</summary>
    public static AccessJudgement JudgePolicies(CallerConfiguration caller, CallerConfiguration role, EndpointModel? endpoint)
    {
        if (role is not { Trust: { } trust, PrincipalArn: { } arn })
        {
            return new([], [], []);
        }

        var judgement = AccessJudge.Judge(new()
        {
            Request = new(caller.Caller, "sts:AssumeRole", arn, arn.Split(':')[4])
            {
                Context = endpoint is null ? caller.Context : [.. caller.Context, new("aws:SourceVpce", [endpoint.Id])],
            },
            PrincipalArn = caller.PrincipalArn,
            Policies = [.. caller.Policies, trust, .. HeldPolicy.Of(endpoint) is { } held ? [held] : Array.Empty<HeldPolicy>()],
            Identity = caller.Identity,
            Resource = trust.Place,
            Unread = caller.Unread,
        });
        return judgement with
        {
            Findings =
            [
                .. judgement.Findings.Select(
                    finding => finding with { Cause = Cause.AssumeRoleDenied, Layer = PathLayer.Client, Source = Page }),
            ],
            Hops = [],
        };
    }

    /// <summary>The interface endpoint for STS that the VPC has; null for none.</summary>
    public EndpointModel? Endpoint => model.Endpoints.FirstOrDefault(
        endpoint => endpoint.IsInterface && endpoint.ServiceName == ServiceName && endpoint.VpcId == origin.Interface!.VpcId
            && !endpoint.IsGone);

    private TraceFinding WrongName(string host)
    {
        var isGlobal = host == S3ClientSettings.GlobalStsHost;
        var region = S3Findings.SetRegion(model.Region);
        return new()
        {
            Cause = isGlobal ? Cause.StsGlobalName : Cause.ClientRegion,
            Layer = PathLayer.Client,
            ResourceId = host,
            Reason = isGlobal
                ? $"The client asks {host} for the role's keys: no endpoint stands for that name, and nothing else leads there."
                : $"The client asks {host} for the role's keys, STS in {client.Region}: no endpoint in {model.Region} leads there, nor "
                    + "does anything else.",
            Source = RegionsPage,
            Advice = isGlobal ? $"Set sts_regional_endpoints to regional (AWS_STS_REGIONAL_ENDPOINTS). {region}" : region,
        };
    }

    private bool IsOpen(PathAnalyser through, string host)
    {
        var name = new NameAnalyser(through).Analyse(new(host, origin));
        return name.Verdict is Verdict.Reachable
            && through.Analyse(new(origin, name.Chosen, Probes.HttpsPort)).Verdict is Verdict.Reachable;
    }

    private List<TraceFinding> Over(PathAnalyser through, string host, EndpointModel endpoint)
    {
        var name = new NameAnalyser(through).Analyse(new(host, origin) { Over = endpoint });
        return [.. name.Findings, .. through.Analyse(new(origin, name.Chosen, Probes.HttpsPort)).Findings];
    }

    /// <summary>An endpoint in the subnet, and what it takes besides to get to it.</summary>
    private Change[] Fixes(string host)
    {
        var from = origin.Interface!;
        CreateInterfaceEndpoint create = new(from.SubnetId, ServiceName, from.GroupIds is [var first, ..] ? first : "default");
        var made = create.ApplyTo(model);
        return [create, .. Over(new(made), host, made.Endpoints[^1]).SelectMany(finding => finding.Fix).Distinct()];
    }

    private static TraceFinding Unreachable(string host, string reason, Change[] fix, string? advice = null) => new()
    {
        Cause = Cause.StsUnreachable,
        Layer = PathLayer.Client,
        ResourceId = host,
        Reason = $"{host}, which gives out the role's keys, can't be reached: {reason}",
        Source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sts_vpce_setup.html",
        Fix = fix,
        Advice = advice,
    };

    private static bool Same(TraceFinding one, TraceFinding other) => (one.Cause, one.ResourceId) == (other.Cause, other.ResourceId);
}
