using EndpointLab.Policy.Linting;
using FsCheck;
using FsCheck.Fluent;
using static EndpointLab.Policy.Tests.Requests;

namespace EndpointLab.Policy.Tests;

public sealed class CommonPolicyTests
{
    private const string Organization = "o-a1b2c3d4e5";
    private const string Packages = "arn:aws:s3:::al2023-repos-eu-central-1-de612dc2/core/mirrors/latest/x86_64/mirror.list";

    private static readonly PolicyKind[] Kinds = [PolicyKind.GatewayEndpoint, PolicyKind.InterfaceEndpoint];
    private static readonly PolicyDocument Open = Resource(Statement("Allow"));
    private static readonly PolicyDocument Administrator = Identity("""{"Effect":"Allow","Action":"*","Resource":"*"}""");

    private static readonly Gen<CommonPolicy> Policies =
        from buckets in Gen.Elements<string[]>([], ["lab"], ["lab", "reports"])
        from organization in Gen.Elements(null, Organization)
        from accounts in Gen.Elements<string[]>([], [Account], [Account, OtherAccount])
        from readOnly in Gen.Elements(false, true)
        from repository in Gen.Elements(null, "eu-central-1")
        let policy = new CommonPolicy("aws")
        {
            Buckets = buckets, Organization = organization, Accounts = accounts, ReadOnly = readOnly, RepositoryRegion = repository,
        }
        where policy.ToJson() is not null
        select policy;

    private static readonly Gen<Asked> Requests =
        from caller in Gen.Elements(Alice, Session, Caller.Anonymous, new Caller($"arn:aws:iam::{OtherAccount}:user/mallory"))
        from owner in Gen.Elements(Account, OtherAccount, "333333333333")
        from organizations in Gen.Elements((Organization, Organization), (Organization, "o-f6g7h8i9j0"), ("o-f6g7h8i9j0", Organization))
        from what in Gen.Elements(
            ("s3:GetObject", "arn:aws:s3:::lab/x", "lab"), ("s3:PutObject", "arn:aws:s3:::lab/x", "lab"),
            ("s3:ListBucket", "arn:aws:s3:::lab", "lab"), ("s3:DeleteBucket", "arn:aws:s3:::reports", "reports"),
            ("s3:GetObject", "arn:aws:s3:::lab-2/x", "lab-2"), ("s3:GetObject", Packages, null), ("s3:PutObject", Packages, null))
        select new Asked(caller, owner, organizations, what);

    private sealed record Asked(
        Caller Caller, string Owner, (string? Caller, string Resource) Organizations, (string Action, string Resource, string? Bucket) What)
    {
        // Others that could refuse allow all of it, so that the endpoint's policy decides.
        public bool IsAllowedBy(string json, PolicyKind kind)
        {
            Dictionary<string, string[]> context = new() { ["aws:ResourceOrgID"] = [Organizations.Resource] };
            if (Caller.AccountId is not null)
                context["aws:PrincipalOrgID"] = [Organizations.Caller!];
            var request = new AuthorizationRequest(Caller, What.Action, What.Resource, Owner) { Context = context };
            return Authorization.Decide(request, [Open, Administrator, PolicyDocument.Parse(json, kind)]).IsAllowed;
        }

        public bool IsPromisedBy(CommonPolicy policy)
        {
            var reads = What.Action is "s3:GetObject" or "s3:ListBucket";
            bool limited = policy.Buckets.Count > 0 || policy.Accounts.Count > 0 || policy.Organization is not null || policy.ReadOnly;
            return policy.RepositoryRegion is not null && What is { Resource: Packages, Action: "s3:GetObject" }
                || limited
                && (policy.Buckets.Count == 0 || policy.Buckets.Contains(What.Bucket))
                && (policy.Accounts.Count == 0 || policy.Accounts.Contains(Caller.AccountId) && policy.Accounts.Contains(Owner))
                && (policy.Organization is null || Caller.AccountId is not null && Organizations is (Organization, Organization))
                && (!policy.ReadOnly || reads);
        }
    }

    [Fact]
    public void It_lets_through_what_it_promises_and_no_more() => Prop.ForAll(
        Policies.ToArbitrary(),
        Requests.ToArbitrary(),
        (policy, asked) => Kinds.All(kind => asked.IsAllowedBy(policy.ToJson()!, kind) == asked.IsPromisedBy(policy)))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Nothing_is_found_in_it() => Prop.ForAll(
        Policies.ToArbitrary(), policy => Kinds.All(kind => PolicyLint.Check(policy.ToJson()!, kind).Count == 0))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Buckets_have_their_partitions_ARNs() => Assert.Equal(
        ["arn:aws-cn:s3:::lab", "arn:aws-cn:s3:::lab/*"],
        PolicyDocument.Parse(new CommonPolicy("aws-cn") { Buckets = ["lab"] }.ToJson()!, PolicyKind.GatewayEndpoint)
            .Statements[0].Resource.Patterns.Select(pattern => $"{pattern}"));

    [Fact]
    public void There_is_none_that_says_nothing() => Assert.Null(new CommonPolicy("aws").ToJson());
}
