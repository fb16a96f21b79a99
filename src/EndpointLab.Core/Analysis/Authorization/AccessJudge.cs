using EndpointLab.Policy;

namespace EndpointLab.Analysis;

/// <summary>
/// Finds everything in policies that refuses a request, each policy judged as if the others passed ("Policy evaluation logic" in the
/// IAM User Guide).
/// </summary>
internal sealed class AccessJudge
{
    private readonly AccessCase access;
    private readonly AccessWords words;
    private readonly AccessFixes fixes;
    private readonly List<(HeldPolicy Policy, StatementReading Reading)> readings;

    private AccessJudge(AccessCase access)
    {
        this.access = access;
        words = new(access);
        fixes = new(access);
        readings = [.. Authorization.Explain(access.Request, [.. access.Policies.Select(policy => policy.Document)]).Statements
            .Select(reading => (access.Policies.First(policy => ReferenceEquals(policy.Document, reading.Policy)), reading))];
    }

    private bool IsSigned => access.Request.Caller.Arn is not null;

    private bool IsBounded => access.Policies.Any(policy => policy.Place.Kind is PolicyKind.PermissionsBoundary);

    private bool IsRootUser => access.PrincipalArn?.EndsWith(":root", StringComparison.Ordinal) is true;

    public static AccessJudgement Judge(AccessCase access) => new AccessJudge(access).Judge();

    private AccessJudgement Judge()
    {
        var lacking = Lacking().ToList();
        var denials = readings.Where(item => item.Reading is { Statement.Effect: Effect.Deny, Applies: true } && IsCertain(item)).ToList();
        var certain = lacking.ToLookup(place => Sufficient(place.Kind).All(
            kind => !access.Unread.Contains(kind) && !Allows(kind).Any(MayApply)));
        return new(
            [.. denials.Select(Denial), .. certain[true].Select(Lack)],
            [.. Hops(denials, lacking, certain[false])],
            [.. readings.Where(item => MayApply(item) && (item.Reading.Statement.Effect is Effect.Deny
                    || certain[false].Any(place => Sufficient(place.Kind).Contains(item.Policy.Place.Kind))))
                .Select(words.Depends)]);
    }

    /// <summary>
    /// The kinds of policies one of which is enough for what a kind doesn't allow: within an account, the bucket's is as well.
    /// </summary>
    private PolicyKind[] Sufficient(PolicyKind kind) =>
        access.MayBeSameAccount && access.Resource.Kind is PolicyKind.Resource
        && kind is PolicyKind.Identity or PolicyKind.PermissionsBoundary or PolicyKind.Resource
            ? [kind, PolicyKind.Resource, .. kind is PolicyKind.Resource ? [PolicyKind.Identity] : Array.Empty<PolicyKind>()]
            : [kind];

    /// <summary>The places that would have to allow the request, and don't.</summary>
    private IEnumerable<PolicyPlace> Lacking()
    {
        foreach (var endpoint in access.Policies.Where(policy => AccessCase.LayerOf(policy.Place.Kind) is PathLayer.EndpointPolicy))
        {
            if (!Allowed(endpoint.Place.Kind).Any())
            {
                yield return endpoint.Place;
            }
        }

        var identity = IsRootUser || Allowed(PolicyKind.Identity).Any();
        var resource = Allowed(access.Resource.Kind).Any();
        var exceeds = IsBounded && !Allowed(PolicyKind.PermissionsBoundary).Any();
        if (access.IsCrossAccount)
        {
            if (IsSigned && !identity)
            {
                yield return access.Identity!;
            }

            if (IsSigned && exceeds)
            {
                yield return Boundary;
            }

            if (!resource)
            {
                yield return access.Resource;
            }
        }
        else if (!resource && access.Resource.Kind is not PolicyKind.Resource)
        {
            yield return access.Resource;
        }
        else if (!IsAllowedBy(PolicyKind.Identity, PolicyKind.PermissionsBoundary, access.Resource.Kind))
        {
            if (!identity && !IsAllowedBy(access.Resource.Kind))
            {
                yield return NearestOf(PolicyKind.Identity) is null && NearestOf(access.Resource.Kind) is not null
                    ? access.Resource
                    : access.Identity!;
            }

            if (exceeds)
            {
                yield return Boundary;
            }
        }
    }

    private PolicyPlace Boundary => access.Policies.First(policy => policy.Place.Kind is PolicyKind.PermissionsBoundary).Place;

    /// <summary>Whether what these kinds of policies allow is enough, if nothing denied it.</summary>
    private bool IsAllowedBy(params PolicyKind[] kinds) => Authorization.Decide(access.Request, [.. access.Policies
        .Where(policy => kinds.Contains(policy.Place.Kind))
        .Select(policy => policy.Document with
        {
            Statements = [.. Allows(policy.Place.Kind).Where(item => item.Policy == policy && IsCertain(item))
                .Select(item => item.Reading.Statement)],
        })]).IsAllowed;

    private IEnumerable<(HeldPolicy Policy, StatementReading Reading)> Allows(PolicyKind kind) =>
        readings.Where(item => item.Policy.Place.Kind == kind && item.Reading.Statement.Effect is Effect.Allow);

    private IEnumerable<(HeldPolicy Policy, StatementReading Reading)> Allowed(PolicyKind kind) =>
        Granted(kind).Where(_ => kind is not PolicyKind.Resource || !access.IsRestricted);

    private IEnumerable<(HeldPolicy Policy, StatementReading Reading)> Granted(PolicyKind kind) =>
        Allows(kind).Where(item => item.Reading.Applies && IsCertain(item));

    /// <summary>The statement that would allow the request but for one thing, which is not what it allows.</summary>
    private (HeldPolicy Policy, StatementReading Reading)? NearestOf(PolicyKind kind) => Allows(kind)
        .Where(item => item.Reading.Mismatches is [{ Element: not ("Action" or "NotAction") }])
        .Select(item => ((HeldPolicy, StatementReading)?)item)
        .FirstOrDefault();

    private bool IsCertain((HeldPolicy Policy, StatementReading Reading) item) =>
        item.Reading.Statement.Conditions.All(condition => access.Knows(condition.Key));

    private bool MayApply((HeldPolicy Policy, StatementReading Reading) item) =>
        !IsCertain(item) && item.Reading.Mismatches.All(mismatch => mismatch.Key is { } key && !access.Knows(key));

    private TraceFinding Denial((HeldPolicy Policy, StatementReading Reading) item)
    {
        var (policy, reading) = item;
        var fix = fixes.Exception(policy, reading);
        return new()
        {
            Cause = AccessCase.CauseOf(policy.Place.Kind),
            Layer = AccessCase.LayerOf(policy.Place.Kind),
            ResourceId = policy.Place.ResourceId,
            Rule = AccessWords.Name(reading.Statement),
            Reason = words.Denial(policy, reading),
            Source = AccessPages.OfDenial(reading.Statement),
            Fix = fix is null ? [] : [fix],
            Advice = fix is null ? AccessWords.NoException(policy) : null,
        };
    }

    private TraceFinding Lack(PolicyPlace place)
    {
        if (Granted(place.Kind).FirstOrDefault() is { Policy: { } granting } granted)
        {
            return new()
            {
                Cause = Cause.PublicAccessBlock,
                Layer = PathLayer.BucketPolicy,
                ResourceId = place.ResourceId,
                Rule = AccessWords.Name(granted.Reading.Statement),
                Reason = words.PublicAccess(place, granted.Reading),
                Source = AccessPages.PublicAccess,
                Fix = [.. fixes.NotPublic(granting)],
                Advice = "Limit what everybody may do to the bucket's own account, and allow the caller by name.",
            };
        }

        var nearest = NearestOf(place.Kind);
        var fix = fixes.Allowance(place, nearest);
        return new()
        {
            Cause = AccessCase.CauseOf(place.Kind),
            Layer = AccessCase.LayerOf(place.Kind),
            ResourceId = nearest?.Policy.Place.ResourceId ?? place.ResourceId,
            Rule = nearest is { } near ? AccessWords.Name(near.Reading.Statement) : null,
            Reason = words.Lack(place, nearest),
            Source = AccessPages.OfLack(place.Kind, nearest?.Reading.Mismatches[0]),
            Fix = fix is null ? [] : [fix],
            Advice = fix is null ? AccessWords.NoAllowance(place) : null,
        };
    }

    private IEnumerable<Hop> Hops(
        List<(HeldPolicy Policy, StatementReading Reading)> denials, List<PolicyPlace> lacking, IEnumerable<PolicyPlace> unsure)
    {
        var asked = access.Policies.Select(policy => policy.Place).Append(access.Identity).Append(access.Resource)
            .OfType<PolicyPlace>().DistinctBy(place => AccessCase.LayerOf(place.Kind)).OrderBy(place => AccessCase.LayerOf(place.Kind));
        foreach (var place in asked)
        {
            var layer = AccessCase.LayerOf(place.Kind);
            var denial = denials.Find(item => item.Policy?.Place.Kind == place.Kind).Reading?.Statement;
            var allowing = Allowed(place.Kind).Select(item => ((HeldPolicy Policy, StatementReading Reading)?)item).FirstOrDefault();
            var isRead = !access.Unread.Contains(place.Kind);
            var known = isRead && !unsure.Any(other => other.Kind == place.Kind);
            yield return denial is not null
                ? new(layer, place.ResourceId, AccessWords.Name(denial), $"{place.Label} denies", false)
                : lacking.Any(other => other.Kind == place.Kind)
                    ? new(
                        layer, place.ResourceId, null, isRead ? $"nothing in {place.Label} allows it" : Unread(place), known ? false : null)
                : allowing is var (policy, reading)
                    ? new(layer, policy.Place.ResourceId, AccessWords.Name(reading.Statement), $"{policy.Place.Label} allows")
                : !isRead
                    ? new(layer, place.ResourceId, null, Unread(place), null)
                : new(layer, place.ResourceId, null, $"nothing in {place.Label} denies it");
        }
    }

    private static string Unread(PolicyPlace place) => $"{place.Label} could not be read";
}
