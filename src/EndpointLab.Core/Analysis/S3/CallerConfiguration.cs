using Amazon.SecurityToken.Model;
using EndpointLab.Policy;

namespace EndpointLab.Analysis;

/// <summary>Who calls, and with which policies of its own.</summary>
/// <param name="Caller">As policies see it.</param>
internal sealed record CallerConfiguration(Caller Caller)
{
    /// <summary>The inline policy to which statements are added.</summary>
    internal const string OwnPolicy = "endpointlab";

    private const string OnlyThere = "only its account can read them";

    /// <summary>The ARN of the role or user; null for an anonymous caller.</summary>
    public string? PrincipalArn { get; init; }

    public IReadOnlyList<HeldPolicy> Policies { get; init; } = [];

    /// <summary>Where a permission is added; null for an anonymous caller.</summary>
    public PolicyPlace? Identity { get; init; }

    /// <summary>The kinds of policies of which not all could be read.</summary>
    public IReadOnlySet<PolicyKind> Unread { get; init; } = new HashSet<PolicyKind>();

    /// <summary>The condition keys that come with the caller, such as its tags.</summary>
    public IReadOnlyList<KeyValuePair<string, string[]>> Context { get; init; } = [];

    /// <summary>Who may assume the role; null for other callers, and where it could not be read.</summary>
    public HeldPolicy? Trust { get; init; }

    public static CallerConfiguration Anonymous { get; } = new(Policy.Caller.Anonymous);

    /// <summary>The caller of the session's own requests.</summary>
    public static async Task<CallerConfiguration> MeAsync(LabOperation lab, ConfigurationReads reads)
    {
        var identity = await lab.Call("STS", () => lab.Session.Sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), lab.Token), null);
        var parts = identity.Arn.Split(':', 6);
        return parts[5].Split('/') switch
        {
            ["assumed-role", var role, var session] => await RoleAsync(lab, reads, parts[4], role, session),
            ["user", .., _] => await UserAsync(lab, reads, identity.Arn),
            ["root"] => new(new Caller(identity.Arn)) { PrincipalArn = identity.Arn },
            _ => Elsewhere(reads, new Caller(identity.Arn), identity.Arn, "GetUser", "its session alone has them"),
        };
    }

    /// <summary>A session of a role.</summary>
    /// <param name="role">The role's name, without its path.</param>
    public static async Task<CallerConfiguration> RoleAsync(
        LabOperation lab, ConfigurationReads reads, string account, string role, string session, string? roleArn = null)
    {
        var partition = Regions.PartitionOf(lab.Session.Region);
        var caller = new Caller($"arn:{partition}:sts::{account}:assumed-role/{role}/{session}");
        var arn = roleArn ?? $"arn:{partition}:iam::{account}:role/{role}";
        if (account != lab.Session.AccountId)
        {
            return Elsewhere(reads, caller, arn, "GetRole", OnlyThere);
        }

        var found = await reads.TryAsync(
            () => Identities.GetRoleAsync(lab, role), $"who may assume {role}, and what its permissions boundary is");
        arn = found?.Arn ?? arn;
        var read = await PoliciesAsync(lab, reads, new(IamEntityKind.Role, role), found?.BoundaryArn, found is not null);
        return read with
        {
            Caller = caller with { RoleArn = arn },
            PrincipalArn = arn,
            Context = found is null
                ? []
                : [.. found.Tags.Select(tag => KeyValuePair.Create($"aws:PrincipalTag/{tag.Key}", new[] { tag.Value }))],
            Trust = found is null ? null : new(
                new(PolicyKind.Trust, arn, $"the trust policy of {role}", edit => new AmendTrustPolicy(role, edit)), found.TrustPolicy),
        };
    }

    public static async Task<CallerConfiguration> UserAsync(LabOperation lab, ConfigurationReads reads, string arn)
    {
        var caller = new Caller(arn);
        if (arn.Split(':')[4] != lab.Session.AccountId)
        {
            return Elsewhere(reads, caller, arn, "GetUser", OnlyThere);
        }

        var name = IamEntity.NameIn(arn);
        var found = await reads.TryAsync(() => Identities.GetUserAsync(lab, name), $"what the permissions boundary of {name} is");
        var read = await PoliciesAsync(lab, reads, new(IamEntityKind.User, name), found?.BoundaryArn, found is not null);
        return read with
        {
            Caller = caller,
            PrincipalArn = arn,
            Context = [KeyValuePair.Create("aws:username", new[] { name })],
        };
    }

    /// <summary>Somebody whose policies can't be read here: of another account, or a federated user.</summary>
    private static CallerConfiguration Elsewhere(ConfigurationReads reads, Caller caller, string arn, string call, string why)
    {
        reads.Add(new UnreadConfiguration(
            $"iam:{call}", arn, "Elsewhere", $"It is not known what {arn} may do by its own policies: {why}."));
        return new(caller)
        {
            PrincipalArn = arn,
            Identity = new(PolicyKind.Identity, arn, $"the policies of {arn}", Amend: null),
            Unread = new HashSet<PolicyKind> { PolicyKind.Identity, PolicyKind.PermissionsBoundary },
        };
    }

    private static async Task<CallerConfiguration> PoliciesAsync(
        LabOperation lab, ConfigurationReads reads, IamEntity entity, string? boundaryArn, bool knowsBoundary)
    {
        HashSet<PolicyKind> unread = knowsBoundary ? [] : [PolicyKind.PermissionsBoundary];
        List<HeldPolicy> held = [];
        foreach (var policy in await Identities.ReadPoliciesAsync(lab, entity, error =>
        {
            unread.Add(PolicyKind.Identity);
            reads.Add(error, $"all that {entity.Name} may do");
        }))
        {
            Add(Place(PolicyKind.Identity, policy), policy.Document);
        }

        if (boundaryArn is not null)
        {
            var boundary = await reads.TryAsync(
                () => Identities.GetManagedPolicyAsync(lab, boundaryArn), $"what the permissions boundary leaves {entity.Name}");
            if (boundary is not null)
            {
                Add(Place(PolicyKind.PermissionsBoundary, boundary), boundary.Document);
            }
            else
            {
                unread.Add(PolicyKind.PermissionsBoundary);
            }
        }

        return new(Policy.Caller.Anonymous)
        {
            Policies = held,
            Unread = unread,
            Identity = new(
                PolicyKind.Identity,
                entity.Name,
                $"the policies of {entity.Name}",
                edit => new AmendInlinePolicy($"{entity.Kind}", entity.Name, OwnPolicy, edit)),
        };

        void Add(PolicyPlace place, string document)
        {
            try
            {
                held.Add(new(place, document));
            }
            catch (PolicyFormatException error)
            {
                unread.Add(place.Kind);
                reads.Add(new UnreadConfiguration("iam:GetPolicyVersion", place.ResourceId, "NotUnderstood", error.Message));
            }
        }
    }

    private static PolicyPlace Place(PolicyKind kind, IamPolicy policy) => policy.Owner is { } owner
        ? new(
            kind,
            owner.Name,
            $"the inline policy {policy.Name} of {owner.Name}",
            edit => new AmendInlinePolicy($"{owner.Kind}", owner.Name, policy.Name, edit),
            IsShared: owner.Kind is IamEntityKind.Group)
        : new(
            kind,
            policy.Name,
            $"{(kind is PolicyKind.Identity ? "the managed policy" : "the permissions boundary")} {IamEntity.NameIn(policy.Name)}",
            policy.Name.Split(':')[4] is "aws" ? null : edit => new AmendManagedPolicy(policy.Name, edit),
            IsShared: true);
}
