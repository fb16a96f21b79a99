using System.Globalization;
using EndpointLab.Policy;

namespace EndpointLab.Analysis;

/// <summary>Judges what policies say of a request to S3: those of endpoint, caller and bucket, and of the key that encrypts.</summary>
internal sealed record S3Authorization
{
    private const string PrincipalArn = "aws:PrincipalArn";

    public required CallerConfiguration Caller { get; init; }

    /// <summary>Whether it is only supposed who that is.</summary>
    public bool IsCallerSupposed { get; init; }

    /// <summary>Null for a request about no bucket.</summary>
    public required BucketConfiguration? Bucket { get; init; }

    public required string AccountId { get; init; }

    public required S3Action Action { get; init; }

    /// <summary>What the action is about.</summary>
    public required string ResourceArn { get; init; }

    /// <summary>Null where nothing is encrypted with a key of KMS.</summary>
    public KeyConfiguration? Key { get; init; }

    /// <summary>The endpoint on the way; null for none.</summary>
    public EndpointModel? Endpoint { get; init; }

    /// <summary>The condition keys of the way whose values nobody knows yet.</summary>
    public IReadOnlyList<string> UnknownKeysOfWay { get; init; } = [];

    /// <summary>The condition keys that come with the way.</summary>
    public required IReadOnlyList<KeyValuePair<string, string[]>> Way { get; init; }

    /// <summary>The Region that the client signs for.</summary>
    public required string Region { get; init; }

    public required DateTimeOffset Now { get; init; }

    public AccessJudgement Judge()
    {
        List<AccessJudgement> judgements = [AccessJudge.Judge(OfS3())];
        if (Key is not null && KeyAction is { } action)
        {
            judgements.Add(Key.IsGone ? new([Disabled(Key)], [], []) : JudgeKey(Key, action));
        }

        return new(
            [.. judgements.SelectMany(judgement => judgement.Findings)],
            [
                .. judgements[0].Hops.Where(hop => Bucket is not null || hop.Layer is not PathLayer.BucketPolicy),
                .. judgements.Skip(1).SelectMany(judgement => judgement.Hops).Where(hop => hop.Layer is PathLayer.Key),
            ],
            [.. judgements.SelectMany(judgement => judgement.Uncertain)]);
    }

    /// <summary>What S3 does with the key in the caller's name ("Required permissions" on S3's page about SSE-KMS).</summary>
    private string? KeyAction => Action switch
    {
        S3Action.GetObject => "kms:Decrypt",
        S3Action.PutObject => "kms:GenerateDataKey",
        _ => null,
    };

    private AccessCase OfS3()
    {
        // Of a bucket whose account nobody tells, it is only known that it is another.
        var owner = Bucket?.IsOwn is false or null && Bucket is not null ? "" : AccountId;
        HashSet<PolicyKind> unread = [.. Caller.Unread];
        List<HeldPolicy> policies = [.. Caller.Policies];
        if (HeldPolicy.Of(Endpoint) is { } held)
        {
            policies.Add(held);
        }

        var place = BucketPlace;
        if (Bucket is { IsPolicyRead: false })
        {
            unread.Add(PolicyKind.Resource);
        }
        else if (Bucket?.Policy is { } policy)
        {
            policies.Add(new(place, policy));
        }

        return new()
        {
            Request = new(Caller.Caller, $"s3:{Action}", ResourceArn, owner)
            {
                Context = [.. Common, .. Way, KeyValuePair.Create("s3:ResourceAccount", new[] { owner })],
            },
            PrincipalArn = Caller.PrincipalArn,
            Policies = policies,
            Identity = Caller.Identity,
            Resource = place,
            Unread = unread,
            IsOwnerKnown = Bucket is not { IsOwn: null },
            UnknownKeys = [.. IsCallerSupposed ? [PrincipalArn] : (string[])[], .. UnknownKeysOfWay],
            RestrictsPublic = Bucket?.RestrictsPublic is true,
        };
    }

    private PolicyPlace BucketPlace
    {
        get
        {
            var name = Bucket?.Name ?? "*";
            return new(
                PolicyKind.Resource,
                name,
                Bucket is null ? "any bucket policy" : $"the bucket policy of {name}",
                Bucket?.IsOwn is true ? edit => new AmendBucketPolicy(name, edit) : null);
        }
    }

    private IEnumerable<KeyValuePair<string, string[]>> Common =>
    [
        .. Caller.Context,
        new("aws:SecureTransport", ["true"]),
        new("aws:RequestedRegion", [Region]),
        new("aws:CurrentTime", [Now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)]),
        new("aws:EpochTime", [Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)]),
    ];

    private AccessJudgement JudgeKey(KeyConfiguration key, string action)
    {
        PolicyPlace place = new(
            PolicyKind.Key,
            key.Arn,
            $"the policy of the key {IamEntity.NameIn(key.Arn)}",
            key.AccountId == AccountId && !key.IsManagedByAws ? edit => new AmendKeyPolicy(key.Arn, edit) : null);
        HashSet<PolicyKind> unread = [.. Caller.Unread];
        List<HeldPolicy> policies = [.. Caller.Policies];
        if (key.Policy is { } policy)
        {
            policies.Add(new(place, policy));
        }
        else
        {
            unread.Add(PolicyKind.Key);
        }

        var judgement = AccessJudge.Judge(new()
        {
            Request = new(Caller.Caller, action, key.Arn, key.AccountId)
            {
                Context =
                [
                    .. Common,
                    new("kms:ViaService", [$"s3.{Region}.{Regions.DnsSuffixOf(Region)}"]),
                    new("kms:CallerAccount", [Caller.Caller.AccountId ?? ""]),
                    new("aws:ViaAWSService", ["true"]),
                ],
            },
            PrincipalArn = Caller.PrincipalArn,
            Policies = policies,
            Identity = Caller.Identity,
            Resource = place,
            Unread = unread,
            UnknownKeys = IsCallerSupposed ? [PrincipalArn] : [],
        });
        return key.IsEnabled ? judgement : judgement with { Findings = [.. judgement.Findings, Disabled(key)] };
    }

    private static TraceFinding Disabled(KeyConfiguration key)
    {
        EnableKey? fix = key.State is "Disabled" or "PendingDeletion" ? new(key.Arn, key.State is "PendingDeletion") : null;
        return new()
        {
            Cause = Cause.KeyDisabled,
            Layer = PathLayer.Key,
            ResourceId = key.Arn,
            Reason = $"The key {key.Arn} is {key.State}, and what it encrypts can't be read until it is enabled.",
            Source = "https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html",
            Fix = fix is null ? [] : [fix],
            Advice = fix is null ? "Wait until the key is enabled, or use another one." : null,
        };
    }
}
