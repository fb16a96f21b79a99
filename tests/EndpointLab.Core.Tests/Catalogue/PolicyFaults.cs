namespace EndpointLab.Core.Tests.Catalogue;

/// <summary>9, 16, 21 and 22: the endpoint's policy, and requests that are about something else than policies say.</summary>
internal static class PolicyFaults
{
    private const string BucketArn = $"arn:aws:s3:::{WorkingLab.Bucket}";
    private const string Object = $"{WorkingLab.Bucket}/{WorkingLab.Key}";

    private static Asked Reading => new() { Bucket = WorkingLab.Bucket, Action = S3Action.GetObject };

    public static IEnumerable<Fault> All =>
    [
        .. new[] { Way.GatewayEndpoint, Way.InterfaceEndpoint }.SelectMany(OfEndpoint),
        Allows("allows the account's root user, whom nobody is", "Principal", $$"""{"AWS":"{{WorkingLab.Account}}"}"""),
        Allows("allows the account's root, by its ARN", "Principal", $$"""{"AWS":"arn:aws:iam::{{WorkingLab.Account}}:root"}"""),
        new(21, "all buckets are listed, and the endpoint policy names one", AllowOneBucketAsync)
        {
            Prepare = lab => lab.AllowListingAllAsync(),
            Asks = new() { Action = S3Action.ListAllMyBuckets },
            Fails = ProbeResult.Denied,
            Cause = Cause.EndpointPolicy,
            Says = "because no VPC endpoint policy allows the s3:ListAllMyBuckets action",
            Blames = "endpoint",
            Mends = [AllowedToRole("s3:ListAllMyBuckets", "*")],
            At = ["endpoint/policy/allow", "role/list"],
        },
        new(21, "all buckets are listed, and the role's policy allows it on one", lab => lab.AmendRolePolicyAsync(statements =>
            statements.Append($$"""{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"{{BucketArn}}"}""")))
        {
            Asks = new() { Action = S3Action.ListAllMyBuckets },
            Concerns = new() { Principal = WorkingLab.RoleArn },
            Fails = ProbeResult.Denied,
            Cause = Cause.IdentityPolicy,
            Says = "because no identity-based policy allows the s3:ListAllMyBuckets action",
            Blames = WorkingLab.Role,
            Mends = OfRole("Action=s3:ListAllMyBuckets Effect=Allow Resource=lab-bucket", "*"),
            At = ["role/allow", "role/list"],
        },
        Misplaced("GetObject", S3Action.GetObject, BucketArn) with
        {
            Mends = OfRole("Action=s3:GetObject Effect=Allow Resource=lab-bucket", Object),
        },
        Misplaced("ListBucket", S3Action.ListBucket, BucketArn + "/*") with
        {
            Mends = [$"+ Role {WorkingLab.Role} endpointlab: Action=s3:ListBucket Effect=Allow Resource=lab-bucket"],
        },
        MisplacedInEndpoint("GetObject", S3Action.GetObject, BucketArn) with { Mends = [AllowedToRole("s3:GetObject", Object)] },
        MisplacedInEndpoint("ListBucket", S3Action.ListBucket, BucketArn + "/*") with
        {
            Mends = [AllowedToRole("s3:ListBucket", WorkingLab.Bucket)],
        },
    ];

    private static IEnumerable<Fault> OfEndpoint(Way over) =>
    [
        Allows("allows another action only", "Action", "\"s3:ListBucket\"") with { Over = over },
        Allows("allows another bucket only", "Resource", "\"arn:aws:s3:::another-bucket/*\"") with { Over = over },
        Allows("allows another role only", "Principal", $$"""
            {"AWS":"arn:aws:iam::{{WorkingLab.Account}}:role/other"}
            """) with { Over = over },
        Allows("allows another account only", "Condition", """
            {"StringEquals":{"aws:PrincipalAccount":"210987654321"}}
            """) with { Over = over },
        new(9, "the endpoint policy denies", lab => lab.AmendEndpointPolicyAsync(statements => statements.Append(
            """{"Effect":"Deny","Principal":"*","Action":"s3:Get*","Resource":"*"}""")))
        {
            Over = over,
            Fails = ProbeResult.Denied,
            Cause = Cause.EndpointPolicy,
            Says = "with an explicit deny in a VPC endpoint policy",
            Blames = "endpoint",
            Concerns = Reading,
            Mends =
            [
                "- endpoint.PolicyDocument: Action=s3:Get* Effect=Deny Principal=* Resource=*",
                "+ endpoint.PolicyDocument: Action=s3:Get* Condition.ArnNotEquals.aws:PrincipalArn=role Effect=Deny Principal=* Resource=*",
            ],
            At = ["endpoint/policy/deny"],
        },
        new(16, "the endpoint policy names the lab's bucket, and Amazon Linux has another", AllowOneBucketAsync)
        {
            Over = over,
            Asks = new()
            {
                Bucket = $"al2023-repos-{WorkingLab.Region}-de612dc2",
                Key = "core/mirrors/latest/x86_64/mirror.list",
                Principal = ProbeCaller.Anonymous,
            },
            Fails = ProbeResult.Denied,
            Cause = Cause.SystemRepositories,
            Says = "Access Denied",
            Blames = "endpoint",
            Mends =
            [
                "+ endpoint.PolicyDocument: Action=s3:GetObject Effect=Allow Principal=* "
                    + $"Resource=al2023-repos-{WorkingLab.Region}-de612dc2/*",
            ],
            At = ["endpoint/policy/allow"],
        },
    ];

    private static Fault Allows(string name, string element, string json) => new(9, $"the endpoint policy {name}", lab =>
        lab.AmendEndpointPolicyAsync(statements => statements.Narrow(element, json)))
    {
        Fails = ProbeResult.Denied,
        Cause = Cause.EndpointPolicy,
        Says = "because no VPC endpoint policy allows the s3:GetObject action",
        Blames = "endpoint",
        Concerns = new() { Action = S3Action.GetObject },
        Mends = [AllowedToRole("s3:GetObject", Object)],
        At = ["endpoint/policy/allow"],
    };

    private static Fault Misplaced(string name, S3Action action, string resource) => new(
        22,
        $"the role's policy allows {name} on {(action is S3Action.GetObject ? "the bucket" : "its objects")}",
        lab => lab.AmendRolePolicyAsync(statements => statements.Narrow("Resource", $"\"{resource}\"", $"s3:{name}")))
    {
        Asks = new() { Action = action },
        Concerns = new() { Bucket = WorkingLab.Bucket, Principal = WorkingLab.RoleArn },
        Fails = ProbeResult.Denied,
        Cause = Cause.IdentityPolicy,
        Says = $"because no identity-based policy allows the s3:{name} action",
        Blames = WorkingLab.Role,
        At = ["role/allow"],
    };

    private static Fault MisplacedInEndpoint(string name, S3Action action, string resource) => new(
        22,
        $"the endpoint policy allows {name} on {(action is S3Action.GetObject ? "the bucket" : "its objects")}",
        lab => lab.AmendEndpointPolicyAsync(statements => statements.Narrow("Resource", $"\"{resource}\"")))
    {
        Asks = new() { Action = action },
        Fails = ProbeResult.Denied,
        Cause = Cause.EndpointPolicy,
        Says = $"because no VPC endpoint policy allows the s3:{name} action",
        Blames = "endpoint",
        At = ["endpoint/policy/allow"],
    };

    private static Task AllowOneBucketAsync(WorkingLab lab) => lab.AmendEndpointPolicyAsync(statements =>
        statements.Narrow("Resource", $"""["{BucketArn}","{BucketArn}/*"]"""));

    private static string AllowedToRole(string action, string resource) =>
        $"+ endpoint.PolicyDocument: Action={action} Condition.ArnEquals.aws:PrincipalArn=role Effect=Allow Principal=* "
            + $"Resource={resource}";

    /// <summary>A statement of the role's policy, to which a resource is added.</summary>
    private static string[] OfRole(string statement, string resource) =>
        [$"- Role {WorkingLab.Role} read-bucket: {statement}", $"+ Role {WorkingLab.Role} read-bucket: {statement},{resource}"];
}
