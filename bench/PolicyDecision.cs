using BenchmarkDotNet.Attributes;
using EndpointLab.Policy;

namespace EndpointLab.Bench;

/// <summary>One decision for a role's session over a gateway endpoint: its policy, the bucket's and two of the role's.</summary>
[MemoryDiagnoser]
public class PolicyDecision
{
    private static readonly PolicyDocument[] Policies =
    [
        PolicyDocument.Parse(
            """
            {"Version":"2012-10-17","Statement":[
              {"Sid":"Repositories","Effect":"Allow","Principal":"*","Action":"s3:GetObject",
               "Resource":["arn:aws:s3:::al2023-repos-us-east-1-de612dc2/*","arn:aws:s3:::amazonlinux-2-repos-us-east-1/*"]},
              {"Sid":"Lab","Effect":"Allow","Principal":"*","Action":["s3:GetObject","s3:PutObject","s3:ListBucket"],
               "Resource":["arn:aws:s3:::lab","arn:aws:s3:::lab/*"],
               "Condition":{"StringEquals":{"aws:PrincipalAccount":"111122223333"}}}]}
            """, PolicyKind.GatewayEndpoint),
        PolicyDocument.Parse(
            """
            {"Version":"2012-10-17","Statement":[
              {"Sid":"OnlyOverTheEndpoint","Effect":"Deny","Principal":"*","Action":"s3:*",
               "Resource":["arn:aws:s3:::lab","arn:aws:s3:::lab/*"],
               "Condition":{"StringNotEquals":{"aws:SourceVpce":["vpce-0123456789abcdef0","vpce-0123456789abcdef1"]},
                            "ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/admin-*"}}},
              {"Sid":"Tls","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*",
               "Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}
            """, PolicyKind.Resource),
        PolicyDocument.Parse(
            """
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Action":"ec2:Describe*","Resource":"*"},
              {"Effect":"Allow","Action":["ssm:GetParameter","kms:Decrypt"],"Resource":"*"}]}
            """, PolicyKind.Identity),
        PolicyDocument.Parse(
            """
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Action":["s3:Get*","s3:List*"],
               "Resource":["arn:aws:s3:::lab","arn:aws:s3:::lab/${aws:PrincipalTag/team, 'everybody'}/*"]}]}
            """, PolicyKind.Identity),
    ];

    private readonly AuthorizationRequest request = new(
        new Caller("arn:aws:sts::111122223333:assumed-role/reader/i-0123456789abcdef0"),
        "s3:GetObject", "arn:aws:s3:::lab/everybody/hello.txt", "111122223333")
    {
        Context = new Dictionary<string, string[]>
        {
            ["aws:SourceVpce"] = ["vpce-0123456789abcdef1"],
            ["aws:SourceVpc"] = ["vpc-0123456789abcdef0"],
            ["aws:SecureTransport"] = ["true"],
        },
    };

    [Benchmark]
    public bool Decide() => Authorization.Decide(request, Policies).IsAllowed;
}
