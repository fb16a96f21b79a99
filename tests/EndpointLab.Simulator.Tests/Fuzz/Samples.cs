namespace EndpointLab.Simulator.Tests.Fuzz;

/// <summary>What requests are made of, right and wrong.</summary>
internal static class Samples
{
    public static readonly string[] S3Methods = ["GET", "PUT", "POST", "DELETE", "HEAD", "OPTIONS", "PATCH"];

    public static readonly string[] S3Paths =
        ["", "fuzz-bucket", "fuzz-bucket/", "fuzz-bucket/a", "fuzz-bucket/a%2Fb//../c", "other-bucket/a", "A"];

    public static readonly string[] S3Queries =
    [
        "", "", "policy", "tagging", "location", "list-type=2", "delete", "versioning", "uploads",
        "list-type=2&prefix=a&delimiter=/&max-keys=1",
        "list-type=2&continuation-token=YQ==", "max-keys=-1", "marker=a&encoding-type=url", "versionId=1", "response-content-type=x",
        "max-buckets=0",
    ];

    public static readonly string[] S3Bodies =
    [
        "", "text", "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>",
        "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>",
        "<Delete><Object><Key>a</Key></Object><Quiet>x</Quiet></Delete>",
        "<!DOCTYPE a [<!ENTITY b \"c\">]><Delete>&b;</Delete>",
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":"
        + "{\"AWS\":\"*\"},\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::fuzz-bucket/*\","
        + "\"Condition\":{\"Bool\":{\"a\":\"b\"}}}]}",
        "4;chunk-signature=0\r\ntext\r\n0;chunk-signature=0\r\nx-amz-checksum-crc32:O8fYKQ==\r\n\r\n", "ffffffff\r\n", "-1\r\n\r\n",
    ];

    public static readonly (string Name, string[] Values)[] S3Headers =
    [
        ("x-amz-content-sha256", ["UNSIGNED-PAYLOAD", "STREAMING-UNSIGNED-PAYLOAD-TRAILER", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "0"]),
        ("x-amz-trailer", ["x-amz-checksum-crc32", ""]), ("x-amz-decoded-content-length", ["4", "-1", "x"]),
        ("Content-MD5", ["1B2M2Y8AsgTpgAmY7PhCfg==", "x", ""]),
        ("Range", ["bytes=0-0", "bytes=-0", "bytes=5-", "bytes=9-1", "bytes=999999999999999999-", "x"]), ("If-Match", ["*", "\"x\""]),
        ("If-None-Match", ["*", "\"x\"", ""]), ("If-Modified-Since", ["Thu, 01 Jan 2026 00:00:00 GMT", "yesterday",
        "9999-12-31T23:59:59-14:00"]),
        ("x-amz-copy-source", ["/fuzz-bucket/a", "fuzz-bucket/%zz", "/", "x"]), ("x-amz-checksum-crc32", ["AAAAAA==", "x"]),
        ("x-amz-checksum-algorithm", ["CRC32", "SHA1", "x"]), ("x-amz-expected-bucket-owner", ["123456789012", "x"]),
        ("x-amz-meta-a", ["b", "\u00e9", "\u0001"]), ("Content-Encoding", ["aws-chunked", "gzip,aws-chunked", ","]),
        ("Content-Type", ["", "a/b", "\u0001"]),
        ("X-EndpointLab-From", ["203.0.113.10", "eni-0123456789abcdef0", "x", "::1"]), ("Expires", ["0"]),
    ];

    public static readonly string[] SsmBodies =
    [
        "{\"Name\":\"/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64\"}", "{\"Names\":[\"/a\",null,\"/b\"]}",
        "{\"Names\":[]}",
        "{\"Path\":\"/aws/service/ami-amazon-linux-latest\",\"Recursive\":true,\"NextToken\":\"x\"}", "{}", "null", "", "{\"Path\":\"\"}",
    ];

    public static readonly (string Service, string Action, string Parameters)[] JsonRequests =
    [
        ("route53resolver", "CreateFirewallDomainList",
            "{\"Name\":\"a\",\"CreatorRequestId\":\"b\",\"Tags\":[{\"Key\":\"c\",\"Value\":null},null]}"),
        ("route53resolver", "CreateFirewallRuleGroup",
            "{\"Name\":\"a\",\"CreatorRequestId\":\"b\",\"Tags\":[{\"Key\":\"c\"},{\"Key\":\"c\"}]}"),
        ("route53resolver", "CreateFirewallRule", "{\"FirewallRuleGroupId\":\"a\",\"FirewallDomainListId\":\"b\",\"Priority\":1e9}"),
        ("route53resolver", "ListFirewallRuleGroups", "{\"MaxResults\":-1,\"NextToken\":\"\\ud800\"}"),
        ("route53resolver", "ListFirewallDomainLists", "[]"),
        ("route53resolver", "UpdateFirewallDomains", "{\"Domains\":[1],\"Domains\":null}"),
        ("route53resolver", "ListTagsForResource", "{\"ResourceArn\":\"a\"}"),
        ("kms", "CreateKey", "{\"Policy\":\"{\\\"Statement\\\":[]}\",\"Tags\":[{\"TagKey\":\"a\",\"TagValue\":\"b\"}]}"),
        ("kms", "DescribeKey", "{\"KeyId\":\"alias/aws/s3\"}"), ("kms", "GetKeyPolicy", "{\"KeyId\":\"arn:aws:kms:::\"}"),
        ("kms", "CreateAlias", "{\"AliasName\":\"alias/a\",\"TargetKeyId\":\"arn:aws:kms:us-east-1:123456789012:alias/aws/s3\"}"),
        ("kms", "ListAliases", "{\"Limit\":0,\"Marker\":\"1\"}"),
        ("kms", "ScheduleKeyDeletion", "{\"KeyId\":\"alias/aws/s3\",\"PendingWindowInDays\":-1}"),
    ];

    public static readonly string[] Route53Paths =
    [
        "hostedzone", "hostedzone/Z1", "hostedzone/%01/rrset?name=%5C052.a&type=A", "hostedzone?maxitems=0&marker=%01", "change/%00",
        "hostedzonesbyvpc?vpcid=a&vpcregion=us-east-1", "tags/hostedzone/Z1", "hostedzone/Z1/associatevpc", "", "/",
    ];

    public static readonly string[] Route53Bodies =
    [
        "", "<CreateHostedZoneRequest><Name>a.b</Name><CallerReference>c</CallerReference><VPC><VPCRegion>us-east-1</VPCRegion>"
        + "<VPCId>vpc-0123456789abcdef0</VPCId></VPC></CreateHostedZoneRequest>", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
        "<ChangeResourceRecordSetsRequest><ChangeBatch><Changes><Change/></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>",
    ];

    /// <summary>Few names, so that calls speak of what earlier ones created.</summary>
    public static readonly (string Name, string[] Values)[] IamParameters =
    [
        ("RoleName", ["a", "b"]), ("UserName", ["a", "endpointlab"]), ("InstanceProfileName", ["a", "b"]), ("PolicyName", ["a", "b"]),
        ("Path", ["/", "/x/"]), ("PathPrefix", ["/", "/x"]), ("Description", ["a"]), ("MaxSessionDuration", ["3600", "43200", "1"]),
        ("AssumeRolePolicyDocument", [Trust, "{}"]), ("PolicyDocument", [Allow, Trust]), ("SetAsDefault", ["true", "false"]),
        (
            "PolicyArn",
            [
                "arn:aws:iam::123456789012:policy/a", "arn:aws:iam::123456789012:policy/x/a",
                "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
            ]),
        ("PermissionsBoundary", ["arn:aws:iam::123456789012:policy/a", "arn:aws:iam::aws:policy/AdministratorAccess"]),
        ("VersionId", ["v1", "v2", "v3"]), ("Tags.member.1.Key", ["a"]), ("Tags.member.1.Value", ["b", ""]), ("TagKeys.member.1", ["a"]),
        ("Scope", ["All", "AWS", "Local"]), ("MaxItems", ["1", "2"]), ("Marker", ["YQ==", "!"]), ("AccessKeyId", ["AKIA"]),
        ("RoleArn", ["arn:aws:iam::123456789012:role/a", "arn:aws:iam::123456789012:role/x/b"]), ("RoleSessionName", ["me"]),
        ("DurationSeconds", ["900", "3600", "43200"]), ("ExternalId", ["x"]),
    ];

    private const string Trust =
        """{"Statement":{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sts:AssumeRole"}}""";

    private const string Allow = """{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}""";

    public static readonly string[] HttpRequests =
    [
        "GET /?Action=DescribeVpcs HTTP/1.1\r\nHost: ec2.us-east-1.amazonaws.com\r\nConnection: close\r\n\r\n",
        "PUT /bucket/key?x=%41 HTTP/1.1\r\nHost: localhost:4566\r\nContent-Length: 5\r\nx-amz-meta-a: b\r\n\r\nhello",
        "PUT /b/k HTTP/1.1\r\nHost: s3.amazonaws.com\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\na: b\r\n\r\n",
        "POST http://sts.amazonaws.com/ HTTP/1.1\r\nHost: sts.amazonaws.com\r\nExpect: 100-continue\r\nContent-Length: 24\r\n\r\n"
        + "Action=GetCallerIdentity",
        "POST /_lab/connect HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
        "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        + "Authorization: AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/ssm/aws4_request, Signature=0\r\n\r\n",
    ];
}
