using EndpointLab.Analysis;
using EndpointLab.Policy;

namespace EndpointLab.Core.Tests.Analysis;

/// <summary>A role's request to a bucket, and the policies that decide it. What isn't set allows it.</summary>
internal sealed record AccessScene
{
    public const string Account = "111111111111", OtherAccount = "222222222222";
    public const string Role = $"arn:aws:iam::{Account}:role/reader", Endpoint = "vpce-b";
    public const string BucketArn = "arn:aws:s3:::lab", Key = BucketArn + "/hello.txt";

    private const string Everything = """{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""";

    public string Action { get; init; } = "s3:GetObject";

    public string Resource { get; init; } = Key;

    public string Owner { get; init; } = Account;

    public bool IsAnonymous { get; init; }

    /// <summary>The condition keys of the way: over the endpoint, unless it is set otherwise.</summary>
    public (string Key, string Value)[] Way { get; init; } =
        [("aws:SourceVpce", Endpoint), ("aws:SourceVpc", "vpc-1"), ("aws:VpcSourceIp", "10.0.2.5")];

    public string? EndpointPolicy { get; init; } = """{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}""";

    public string? BucketPolicy { get; init; }

    public string? Identity { get; init; } = Everything;

    public string? Boundary { get; init; }

    public bool RestrictsPublic { get; init; }

    /// <summary>What could not be read, in which nobody knows what stands.</summary>
    public PolicyKind[] Unread { get; init; } = [];

    public bool IsOwnerKnown { get; init; } = true;

    /// <summary>Whether others have the identity policy as well; what is added goes elsewhere then.</summary>
    public bool IsIdentityShared { get; init; }

    public AccessCase Case => new()
    {
        Request = Request(IsAnonymous ? Caller.Anonymous : Session(Role), Action, Resource, Way),
        PrincipalArn = IsAnonymous ? null : Role,
        Policies = [.. from held in new[]
            {
                (PolicyKind.GatewayEndpoint, EndpointPolicy), (PolicyKind.Identity, IsAnonymous ? null : Identity),
                (PolicyKind.PermissionsBoundary, IsAnonymous ? null : Boundary), (PolicyKind.Resource, BucketPolicy),
            } where held.Item2 is not null select new HeldPolicy(
                Place(held.Item1) with { IsShared = IsIdentityShared && held.Item1 is PolicyKind.Identity }, held.Item2)],
        Identity = IsAnonymous ? null : Place(PolicyKind.Identity),
        Resource = Place(PolicyKind.Resource),
        RestrictsPublic = RestrictsPublic,
        Unread = Unread.ToHashSet(),
        IsOwnerKnown = IsOwnerKnown,
    };

    public IReadOnlyList<TraceFinding> Findings => AccessJudge.Judge(Case).Findings;

    public TraceFinding Finding => Assert.Single(Findings);

    /// <summary>With all that the findings propose.</summary>
    public AccessScene Mended => Findings.SelectMany(finding => finding.Fix).Cast<Amend>().Aggregate(this, Mend);

    private static AccessScene Mend(AccessScene scene, Amend amend) => amend.Policy switch
    {
        PolicyKind.Identity => scene with { Identity = amend.Edit.Apply(scene.Identity) },
        PolicyKind.PermissionsBoundary => scene with { Boundary = amend.Edit.Apply(scene.Boundary) },
        PolicyKind.Resource => scene with { BucketPolicy = amend.Edit.Apply(scene.BucketPolicy) },
        _ => scene with { EndpointPolicy = amend.Edit.Apply(scene.EndpointPolicy) },
    };

    public bool IsAllowed => AccessJudge.Judge(Case).Findings.Count == 0 && Decide(Case.Request);

    /// <summary>Decides another request. Callers that aren't the role may do everything, as far as it lies with them.</summary>
    public bool Decide(AuthorizationRequest request) => Authorization.Decide(request,
    [
        .. Case.Policies.Where(policy => IsRole(request.Caller) || policy.Place.Kind is PolicyKind.Resource or PolicyKind.GatewayEndpoint)
        .Select(policy => policy.Document)
        .Concat(IsRole(request.Caller) || request.Caller.Arn is null ? [] : [PolicyDocument.Parse(Everything, PolicyKind.Identity)]),
    ]).IsAllowed;

    public static bool IsRole(Caller caller) => caller.Arn == Session(Role).Arn;

    public AuthorizationRequest Request(Caller caller, string action, string resource, (string Key, string Value)[] way) =>
        new(caller, action, resource, Owner) { Context = way.Select(pair => KeyValuePair.Create(pair.Key, new[] { pair.Value })) };

    public static Caller Session(string role) =>
        new($"arn:aws:sts::{role.Split(':')[4]}:assumed-role/{role.Split('/')[^1]}/i-1");

    private static PolicyPlace Place(PolicyKind kind) => new(kind, $"{kind}", $"the {kind} policy", edit => new Amend(kind, edit));

    /// <summary>An edit that is applied to the scene.</summary>
    internal sealed record Amend(PolicyKind Policy, PolicyEdit Edit) : Change
    {
        public override string Target => $"{Policy}";

        public override string ToString() => Edit.Describe(Target);

        internal override Task ApplyAsync(LabOperation lab) => throw new NotSupportedException();
    }
}
