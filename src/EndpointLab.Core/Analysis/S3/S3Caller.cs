using EndpointLab.Policy;

namespace EndpointLab.Analysis;

/// <summary>Who calls S3 from an instance, and what keeps it from having credentials.</summary>
internal sealed record S3Caller(CallerConfiguration Configuration)
{
    private const string Everything = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

    private const string Ec2 = "ec2.amazonaws.com";

    private const string ProfilePage = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2.html";

    /// <summary>How a trace names it; null where nobody calls.</summary>
    public string? Name { get; init; } = Configuration.PrincipalArn ?? ProbeCaller.Anonymous;

    public IReadOnlyList<TraceFinding> Findings { get; init; } = [];

    public IReadOnlyList<string> Assumptions { get; init; } = [];

    /// <summary>Who asks STS for the keys of the role that calls; null where that isn't needed.</summary>
    public CallerConfiguration? Assuming { get; init; }

    /// <summary>Whether it is only supposed who calls.</summary>
    public bool IsSupposed { get; init; }

    /// <param name="instance">The instance that sends; null for none.</param>
    /// <param name="principal">As in <see cref="S3AccessQuery.Principal"/>.</param>
    /// <exception cref="LabException">The principal is none.</exception>
    public static async Task<S3Caller> FindAsync(
        LabOperation lab, ConfigurationReads reads, InstanceModel? instance, S3AccessQuery query)
    {
        var principal = query.Principal;
        if (ProbeCaller.Is(principal, ProbeCaller.Anonymous))
        {
            return new(CallerConfiguration.Anonymous);
        }

        if (ProbeCaller.Is(principal, ProbeCaller.Me))
        {
            return new(await CallerConfiguration.MeAsync(lab, reads));
        }

        var asked = principal is null ? null : IamEntity.OfArn(principal) ?? throw ProbeCaller.NoPrincipal(principal);
        if (asked is { Kind: IamEntityKind.User })
        {
            return new(await CallerConfiguration.UserAsync(lab, reads, principal!));
        }

        var own = instance is null ? null : await OfInstanceAsync(lab, reads, instance, query);
        if (asked is null)
        {
            return own ?? Unknown(lab, query.From);
        }

        if (own?.Name == principal)
        {
            return own!;
        }

        var account = principal!.Split(':')[4];
        var role = await CallerConfiguration.RoleAsync(lab, reads, account, asked.Name, "endpointlab", principal);
        return new(role) { Assuming = own?.Configuration, Findings = own?.Findings ?? [] };
    }

    private static async Task<S3Caller> OfInstanceAsync(
        LabOperation lab, ConfigurationReads reads, InstanceModel instance, S3AccessQuery query)
    {
        if (instance.ProfileArn is not { } arn)
        {
            return None(lab, instance.Id, $"{instance.Id} has no instance profile, so it has no credentials.", query);
        }

        try
        {
            var profile = await reads.TryAsync(
                () => Identities.GetInstanceProfileAsync(lab, arn), $"as which role {instance.Id} calls, and what that may do");
            return profile is null ? Unknown(lab, instance.Id)
                : profile.RoleName is { } role ? OfRole(
                    lab, instance.Id, await CallerConfiguration.RoleAsync(lab, reads, lab.Session.AccountId, role, instance.Id))
                : None(
                    lab,
                    instance.Id,
                    $"The profile {IamEntity.NameIn(arn)} of {instance.Id} has no role, so it has no credentials.",
                    query);
        }
        catch (LabException error) when (error.IsNotFound)
        {
            return None(
                lab, instance.Id, $"The profile {IamEntity.NameIn(arn)} of {instance.Id} is gone, so it has no credentials.", query);
        }
    }

    /// <summary>
    /// A role of whose keys the instance gets none unless it trusts EC2. What else there is to find is judged as if it did.
    /// </summary>
    private static S3Caller OfRole(LabOperation lab, string instanceId, CallerConfiguration role)
    {
        AuthorizationRequest assuming = new(Caller.Service(Ec2), "sts:AssumeRole", role.PrincipalArn!, lab.Session.AccountId);
        if (role.Trust is not { } trust || Authorization.Decide(assuming, [trust.Document]).IsAllowed)
        {
            return new(role);
        }

        var fix = trust.Place.Amend!(new AddStatement(
            $$"""{"Effect":"Allow","Principal":{"Service":"{{Ec2}}"},"Action":"sts:AssumeRole"}"""));
        return new(role)
        {
            Findings =
            [
                NoCredentials(instanceId, $"{instanceId} gets no credentials: its role {role.PrincipalArn} doesn't trust {Ec2}.", fix),
            ],
        };
    }

    /// <summary>Nobody calls. What else there is to find is judged for the role that could be made for it.</summary>
    private static S3Caller None(LabOperation lab, string instanceId, string reason, S3AccessQuery query)
    {
        GiveReadRole? fix = query.Bucket is null ? null : new(instanceId, query.Bucket);
        var supposed = query.Bucket is null ? Supposed(lab) : Reader(lab, query.Bucket, instanceId);
        return new(supposed)
        {
            Name = null,
            Findings = [NoCredentials(instanceId, reason, fix)],
            IsSupposed = query.Bucket is null,
        };
    }

    private static TraceFinding NoCredentials(string instanceId, string reason, Change? fix) => new()
    {
        Cause = Cause.NoCredentials,
        Layer = PathLayer.Client,
        ResourceId = instanceId,
        Reason = reason,
        Source = ProfilePage,
        Fix = fix is null ? [] : [fix],
        Advice = fix is null ? "Give the instance a profile whose role may list the account's buckets." : null,
    };

    private static S3Caller Unknown(LabOperation lab, string from) => new(Supposed(lab))
    {
        Name = null,
        IsSupposed = true,
        Assumptions = [$"Who calls from {from} is not known, so what it may do by its own policies is not judged: -Principal says who."],
    };

    /// <summary>The role that the fix gives the instance.</summary>
    private static CallerConfiguration Reader(LabOperation lab, string bucket, string instanceId)
    {
        var (partition, account) = (Regions.PartitionOf(lab.Session.Region), lab.Session.AccountId);
        var arn = $"arn:{partition}:iam::{account}:role{BucketReader.Path}{bucket}";
        PolicyPlace place = new(
            PolicyKind.Identity,
            bucket,
            $"the inline policy {BucketReader.PolicyName} of {bucket}",
            Amend: null);
        return new(new Caller($"arn:{partition}:sts::{account}:assumed-role/{bucket}/{instanceId}") { RoleArn = arn })
        {
            PrincipalArn = arn,
            Policies = [new(place, BucketReader.Permissions(lab, bucket))],
            // A policy of its own, since what was just written may not be there yet to be amended.
            Identity = place with
            {
                Amend = edit => new AmendInlinePolicy(nameof(IamEntityKind.Role), bucket, CallerConfiguration.OwnPolicy, edit),
            },
        };
    }

    /// <summary>Somebody of the account who may do everything, as far as it lies with it.</summary>
    private static CallerConfiguration Supposed(LabOperation lab)
    {
        var (partition, account) = (Regions.PartitionOf(lab.Session.Region), lab.Session.AccountId);
        PolicyPlace place = new(PolicyKind.Identity, "-", "the caller's own policy", Amend: null);
        return new(new Caller($"arn:{partition}:sts::{account}:assumed-role/-/-"))
        {
            PrincipalArn = $"arn:{partition}:iam::{account}:role/-",
            Policies = [new(place, Everything)],
            Identity = place,
        };
    }
}
