namespace EndpointLab.Core.Tests.Catalogue;

/// <summary>9, 10, 16, 18, 21 and 22: the policies of the endpoint and of the bucket, and what a policy gets wrong about a request.</summary>
internal static class PolicyFaults
{
    private const string BucketArn = $"arn:aws:s3:::{WorkingLab.Bucket}";
    private const string NoEndpointAllow = "because no VPC endpoint policy allows the s3:GetObject action";
    private const string BucketDenies = "with an explicit deny in a resource-based policy";

    private static Asked Reading => new() { Bucket = WorkingLab.Bucket, Action = S3Action.GetObject };

    public static IEnumerable<Fault> All =>
    [
        .. new[] { Way.GatewayEndpoint, Way.InterfaceEndpoint }.SelectMany(OfEndpoint),
        Allows("allows the account's root user, whom nobody is", "Principal", $$"""{"AWS":"{{WorkingLab.Account}}"}"""),
        Allows("allows the account's root, by its ARN", "Principal", $$"""{"AWS":"arn:aws:iam::{{WorkingLab.Account}}:root"}"""),
        OfBucket(10, "the bucket policy requires another endpoint", """
            "Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-0123456789abcdef0"}}
            """),
        OfBucket(10, "the bucket policy requires another VPC", """
            "Condition":{"StringNotEquals":{"aws:SourceVpc":"vpc-0123456789abcdef0"}}
            """),
        OfBucket(10, "the bucket policy requires another endpoint", """
            "Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-0123456789abcdef0"}}
            """) with { Over = Way.InterfaceEndpoint },
        OfBucket(10, "the bucket policy requires another address in the VPC", """
            "Condition":{"NotIpAddress":{"aws:VpcSourceIp":"10.0.7.0/24"}}
            """),
        OfBucket(18, "the bucket policy requires a public address", """
            "Condition":{"NotIpAddress":{"aws:SourceIp":"198.51.100.0/24"}}
            """),
        OfBucket(18, "the bucket policy requires the VPC's address as if it were a public one", """
            "Condition":{"NotIpAddress":{"aws:SourceIp":"10.0.0.0/16"}}
            """),
        new(18, "the role's policy allows from a public address only", lab => lab.AmendRolePolicyAsync(statements => statements.Narrow(
            "Condition", """{"IpAddress":{"aws:SourceIp":"198.51.100.0/24"}}""")))
        {
            Fails = ProbeResult.Denied,
            Cause = Cause.IdentityPolicy,
            Says = "because no identity-based policy allows the s3:GetObject action",
            Blames = WorkingLab.Role,
            Concerns = Reading with { Principal = WorkingLab.RoleArn },
            At = ["role/allow"],
        },
        new(18, "the role's policy denies from elsewhere than a public address", lab => lab.AmendRolePolicyAsync(statements => statements.Append(
            """{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"NotIpAddress":{"aws:SourceIp":"198.51.100.0/24"}}}""")))
        {
            Fails = ProbeResult.Denied,
            Cause = Cause.IdentityPolicy,
            Says = "with an explicit deny in an identity-based policy",
            Blames = WorkingLab.Role,
            Concerns = new() { Principal = WorkingLab.RoleArn },
            At = ["role/deny"],
        },
        Repositories(Way.GatewayEndpoint),
        Repositories(Way.InterfaceEndpoint),
        new(21, "all buckets are listed, and the endpoint policy names one", lab => lab.AmendEndpointPolicyAsync(statements =>
            statements.Narrow("Resource", $"""["{BucketArn}","{BucketArn}/*"]""")))
        {
            Prepare = lab => lab.AllowListingAllAsync(),
            Asks = new() { Action = S3Action.ListAllMyBuckets },
            Fails = ProbeResult.Denied,
            Cause = Cause.EndpointPolicy,
            Says = "because no VPC endpoint policy allows the s3:ListAllMyBuckets action",
            Blames = "endpoint",
            At = ["endpoint/policy/allow"],
        },
        new(21, "all buckets are listed, and the role's policy allows it on one", lab => lab.AmendRolePolicyAsync(statements => statements.Append(
            $$"""{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"{{BucketArn}}"}""")))
        {
            Asks = new() { Action = S3Action.ListAllMyBuckets },
            Concerns = new() { Principal = WorkingLab.RoleArn },
            Fails = ProbeResult.Denied,
            Cause = Cause.IdentityPolicy,
            Says = "because no identity-based policy allows the s3:ListAllMyBuckets action",
            Blames = WorkingLab.Role,
            At = ["role/allow"],
        },
        Misplaced("GetObject", S3Action.GetObject, BucketArn),
        Misplaced("ListBucket", S3Action.ListBucket, BucketArn + "/*"),
        MisplacedInEndpoint("GetObject", S3Action.GetObject, BucketArn),
        MisplacedInEndpoint("ListBucket", S3Action.ListBucket, BucketArn + "/*"),
    ];

    private static Fault Repositories(Way over) => new(16, "the endpoint policy names the lab's bucket, and Amazon Linux has another", lab =>
        lab.AmendEndpointPolicyAsync(statements => statements.Narrow("Resource", $"""["{BucketArn}","{BucketArn}/*"]""")))
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
        At = ["endpoint/policy/allow"],
    };

    private static IEnumerable<Fault> OfEndpoint(Way over) =>
    [
        Allows("allows another action only", "Action", "\"s3:ListBucket\"") with { Over = over },
        Allows("allows another bucket only", "Resource", "\"arn:aws:s3:::another-bucket/*\"") with { Over = over },
        Allows("allows another role only", "Principal", $$"""{"AWS":"arn:aws:iam::{{WorkingLab.Account}}:role/other"}""") with { Over = over },
        Allows("allows another account only", "Condition", """{"StringEquals":{"aws:PrincipalAccount":"210987654321"}}""") with { Over = over },
        new(9, "the endpoint policy denies", lab => lab.AmendEndpointPolicyAsync(statements => statements.Append(
            """{"Effect":"Deny","Principal":"*","Action":"s3:Get*","Resource":"*"}""")))
        {
            Over = over,
            Fails = ProbeResult.Denied,
            Cause = Cause.EndpointPolicy,
            Says = "with an explicit deny in a VPC endpoint policy",
            Blames = "endpoint",
            Concerns = new() { Action = S3Action.GetObject },
            At = ["endpoint/policy/deny"],
        },
    ];

    private static Fault Allows(string name, string element, string json) => new(9, $"the endpoint policy {name}", lab =>
        lab.AmendEndpointPolicyAsync(statements => statements.Narrow(element, json)))
    {
        Fails = ProbeResult.Denied,
        Cause = Cause.EndpointPolicy,
        Says = NoEndpointAllow,
        Blames = "endpoint",
        Concerns = new() { Action = S3Action.GetObject },
        At = ["endpoint/policy/allow"],
    };

    private static Fault OfBucket(int number, string name, string condition) => new(number, name, lab => lab.AmendBucketPolicyAsync(
        statements => statements.Append(
            $$"""{"Sid":"{{name}}","Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"{{BucketArn}}/*",{{condition}}}""")))
    {
        Fails = ProbeResult.Denied,
        Cause = Cause.BucketPolicy,
        Says = BucketDenies,
        Blames = WorkingLab.Bucket,
        Concerns = Reading,
        At = ["bucket/policy", "endpoint/itself"],
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
}
