using System.Text.Json.Nodes;

namespace EndpointLab.Core.Tests.Catalogue;

/// <summary>10 and 18: policies of the bucket and the role that want the request to come another way.</summary>
internal static class WayPolicyFaults
{
    private const string AnotherEndpoint = "vpce-0123456789abcdef0";
    private const string AnotherVpc = "vpc-0123456789abcdef0";
    private const string PublicBlock = "198.51.100.0/24";
    private const string OverEndpoint = "Condition.StringNotEquals.aws:SourceVpce=endpoint";

    private static Asked Reading => new() { Bucket = WorkingLab.Bucket, Action = S3Action.GetObject };

    public static IEnumerable<Fault> All =>
    [
        OfBucket(10, "another endpoint", "StringNotEquals", "aws:SourceVpce", AnotherEndpoint),
        OfBucket(10, "another endpoint", "StringNotEquals", "aws:SourceVpce", AnotherEndpoint) with { Over = Way.InterfaceEndpoint },
        OfBucket(10, "another VPC", "StringNotEquals", "aws:SourceVpc", AnotherVpc, and: "vpc"),
        OfBucket(10, "another address in the VPC", "NotIpAddress", "aws:VpcSourceIp", "10.0.7.0/24", and: "10.0.1.4"),
        OfBucket(18, "a public address", "NotIpAddress", "aws:SourceIp", PublicBlock, and: null),
        OfBucket(18, "an address of the VPC as if it were a public one", "NotIpAddress", "aws:SourceIp", "10.0.0.0/16", and: null),
        new(18, "the role's policy allows from a public address only", lab => lab.AmendRolePolicyAsync(statements => statements.Narrow(
            "Condition", $$$"""{"IpAddress":{"aws:SourceIp":"{{{PublicBlock}}}"}}""")))
        {
            Fails = ProbeResult.Denied,
            Cause = Cause.IdentityPolicy,
            Says = "because no identity-based policy allows the s3:GetObject action",
            Blames = WorkingLab.Role,
            Concerns = Reading with { Principal = WorkingLab.RoleArn },
            Mends =
            [
                $"+ Role {WorkingLab.Role} endpointlab: Action=s3:GetObject Condition.StringEquals.aws:SourceVpce=endpoint Effect=Allow "
                    + $"Resource={WorkingLab.Bucket}/{WorkingLab.Key}",
            ],
            At = ["role/allow", "endpoint/itself"],
        },
        new(18, "the role's policy denies from elsewhere than a public address", lab => lab.AmendRolePolicyAsync(statements =>
            statements.Append(Denial("s3:*", "*", "NotIpAddress", "aws:SourceIp", PublicBlock))))
        {
            Fails = ProbeResult.Denied,
            Cause = Cause.IdentityPolicy,
            Says = "with an explicit deny in an identity-based policy",
            Blames = WorkingLab.Role,
            Concerns = new() { Principal = WorkingLab.RoleArn },
            Mends =
            [
                $"- Role {WorkingLab.Role} read-bucket: Action=s3:* Condition.NotIpAddress.aws:SourceIp={PublicBlock} "
                    + "Effect=Deny Resource=*",
                $"+ Role {WorkingLab.Role} read-bucket: Action=s3:* Condition.NotIpAddress.aws:SourceIp={PublicBlock} {OverEndpoint} "
                    + "Effect=Deny Resource=*",
            ],
            At = ["role/deny", "endpoint/itself"],
        },
    ];

    /// <param name="and">What a repair adds to the values, by the lab's name; null where it adds a condition.</param>
    private static Fault OfBucket(int number, string wanted, string test, string key, string value, string? and = "endpoint")
    {
        var (name, condition) = ($"the bucket policy requires {wanted}", $"Condition.{test}.{key}={value}");
        return new(number, name, async lab =>
        {
            lab.Know("another endpoint", AnotherEndpoint);
            lab.Know("another vpc", AnotherVpc);
            await lab.AmendBucketPolicyAsync(statements => statements.Append(
                Denial("s3:GetObject", $"arn:aws:s3:::{WorkingLab.Bucket}/*", test, key, value, principal: "*")));
        })
        {
            Fails = ProbeResult.Denied,
            Cause = Cause.BucketPolicy,
            Says = "with an explicit deny in a resource-based policy",
            Blames = WorkingLab.Bucket,
            Concerns = Reading,
            Mends = [$"- {Statement(condition)}", $"+ {Statement(condition + (and is null ? $" {OverEndpoint}" : $",{and}"))}"],
            At = ["bucket/policy", "endpoint/itself"],
        };

        static string Statement(string condition) =>
            $"{WorkingLab.Bucket} policy: Action=s3:GetObject {condition} Effect=Deny Principal=* Resource={WorkingLab.Bucket}/*";
    }

    private static string Denial(string action, string resource, string test, string key, string value, string? principal = null)
    {
        JsonObject denial = new()
        {
            ["Effect"] = "Deny",
            ["Action"] = action,
            ["Resource"] = resource,
            ["Condition"] = new JsonObject { [test] = new JsonObject { [key] = value } },
        };
        if (principal is not null)
        {
            denial["Principal"] = principal;
        }

        return denial.ToJsonString();
    }
}
