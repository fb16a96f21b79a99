using System.Net;
using EndpointLab.Simulator.Iam;

namespace EndpointLab.Simulator.Administration;

/// <summary>
/// <c>/_lab/credentials</c>: the keys that an instance gets from its metadata, or those of a user or role, without asking STS. Secrets
/// stay with whoever asked for them: nothing shows them again.
/// </summary>
internal sealed class CredentialRoutes(Cloud cloud)
{
    private const string Form =
        "The body is {\"from\": a network interface of an instance}, or {\"principal\": the ARN of a user or role}.";

    private const string Ec2 = "ec2.amazonaws.com";

    /// <summary>About how long those last that instance metadata gives.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(6);

    public IEnumerable<LabRoute> Routes => [LabRoute.Change<Asked>("POST", "credentials", Form, Answer)];

    private Credentials Answer(Asked asked) => asked switch
    {
        { From: { } from, Principal: null } => Write(OfInstance(from)),
        { From: null, Principal: { } arn } => Write(Of(arn)),
        _ => throw new LabRefusal(Form),
    };

    private AccessKey OfInstance(string from)
    {
        var region = cloud.Regions.FirstOrDefault(region => region.NetworkInterfaces.TryGet(from, out _))
            ?? throw Missing($"There is no network interface {from}.");
        var instance = region.NetworkInterfaces[from].Attachment?.Instance
            ?? throw Missing($"{from} belongs to no instance, so it has no credentials.");
        var profile = region.ProfileOf(instance)?.Profile
            ?? throw Missing($"{instance.Id} has no instance profile, so it has no credentials.");
        var role = profile.Role ?? throw Missing($"{profile.Name}, the instance profile of {instance.Id}, has no role.");
        if (!IsTrusted(role))
            throw Missing($"{role.Name}, the role of {instance.Id}, is not trusted to {Ec2}.");
        return Session(role, instance.Id);
    }

    private static bool IsTrusted(Role role)
    {
        Policy.AuthorizationRequest asked = new(Policy.Caller.Service(Ec2), "sts:AssumeRole", role.Arn, role.AccountId);
        return Policy.Authorization.Decide(asked, [role.Trust.Document]).IsAllowed;
    }

    private AccessKey Of(string arn) => cloud.Iam.Find(arn) switch
    {
        Role role => Session(role, "endpointlab"),
        User user => cloud.Iam.Keys.Add(AccessKey.Of(user, cloud.Now.Time)),
        _ => throw Missing($"There is no user or role {arn}."),
    };

    private AccessKey Session(Role role, string name)
    {
        var keys = cloud.Iam.Keys;
        return keys.Add(AccessKey.Of(role, name, keys.Now, Lifetime));
    }

    private static Credentials Write(AccessKey key) => new(key.Id, key.Secret, key.Session?.Token, key.Session?.Expiration, key.Arn);

    private static LabRefusal Missing(string reason) => new(reason, HttpStatusCode.NotFound);

    private sealed record Asked(string? From, string? Principal);

    private sealed record Credentials(
        string AccessKeyId, string SecretAccessKey, string? Token, DateTimeOffset? Expiration, string PrincipalArn);
}
