namespace EndpointLab.Policy.Tests;

/// <summary>Policies that AWS publishes, and what it says of them. Each names its page; placeholders are filled in.</summary>
public sealed class PublishedExamples
{
    private const string Account = "123456789012";
    private static readonly Caller Carlos = User("carlossalazar");

    private static Caller User(string name, string account = Account) => new($"arn:aws:iam::{account}:user/{name}");

    private static Outcome Decide(
        Caller caller, string action, string resource, PolicyDocument[] policies, params (string Key, string[] Values)[] context) =>
        Authorization.Decide(new(caller, action, resource, Account)
        {
            Context = context.ToDictionary(pair => pair.Key, pair => pair.Values),
        }, policies).Outcome;

    private static PolicyDocument Policy(PolicyKind kind, string json) => PolicyDocument.Parse(json, kind);

    private static PolicyDocument Admin { get; } = Policy(PolicyKind.Identity, """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}
        """);

    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
    [Fact]
    public void Carlos_saves_to_his_own_bucket_but_not_to_the_logs()
    {
        var identity = Policy(PolicyKind.Identity, """
            {"Version": "2012-10-17", "Statement": [
                {"Sid": "AllowS3ListRead", "Effect": "Allow",
                 "Action": ["s3:GetBucketLocation", "s3:GetAccountPublicAccessBlock", "s3:ListAccessPoints", "s3:ListAllMyBuckets"],
                 "Resource": "arn:aws:s3:::*"},
                {"Sid": "AllowS3Self", "Effect": "Allow", "Action": "s3:*",
                 "Resource": ["arn:aws:s3:::carlossalazar/*", "arn:aws:s3:::carlossalazar"]},
                {"Sid": "DenyS3Logs", "Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::*log*"}]}
            """);
        var bucket = Policy(PolicyKind.Resource, """
            {"Version": "2012-10-17", "Statement": [
                {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:user/carlossalazar"}, "Action": "s3:*",
                 "Resource": ["arn:aws:s3:::carlossalazar/*", "arn:aws:s3:::carlossalazar"]}]}
            """);
        Assert.Equal(Outcome.ExplicitlyDenied, Decide(Carlos, "s3:PutObject", "arn:aws:s3:::carlossalazar-logs/x", [identity]));
        Assert.Equal(Outcome.Allowed, Decide(Carlos, "s3:PutObject", "arn:aws:s3:::carlossalazar/x", [identity, bucket]));
        Assert.Equal(Outcome.Allowed, Decide(Carlos, "s3:PutObject", "arn:aws:s3:::carlossalazar/x", [bucket]));
        Assert.Equal(Outcome.Allowed, Decide(Carlos, "s3:ListAllMyBuckets", "arn:aws:s3:::*", [identity]));
    }

    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_AccessPolicyLanguage_Interplay.html
    [Theory]
    [InlineData("iam:GetUser", Outcome.Allowed)]
    [InlineData("iam:CreatePolicy", Outcome.ImplicitlyDenied)]
    [InlineData("iam:GetOrganizationsAccessReport", Outcome.ExplicitlyDenied)]
    public void Denials_are_explicit_and_implicit(string action, Outcome outcome) =>
        Assert.Equal(outcome, Decide(Carlos, action, "*", [Policy(PolicyKind.Identity, """
            {"Version": "2012-10-17", "Statement": [
                {"Sid": "AllowGetList", "Effect": "Allow", "Action": ["iam:Get*", "iam:List*"], "Resource": "*"},
                {"Sid": "DenyReports", "Effect": "Deny", "Action": "iam:*Report", "Resource": "*"}]}
            """)]));

    // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
    [Theory]
    [InlineData("iam:CreateUser")]
    [InlineData("s3:ListAllMyBuckets")]
    public void Shirley_can_neither_do_what_her_policy_lacks_nor_what_her_boundary_does(string action) =>
        Assert.Equal(Outcome.ImplicitlyDenied, Decide(User("ShirleyRodriguez"), action, "*", [
            Policy(PolicyKind.PermissionsBoundary, """
                {"Version": "2012-10-17", "Statement": [
                    {"Effect": "Allow", "Action": ["s3:*", "cloudwatch:*", "ec2:*"], "Resource": "*"}]}
                """),
            Policy(PolicyKind.Identity, """
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "iam:CreateUser", "Resource": "*"}}
                """)]));

    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String
    [Theory]
    [InlineData("", Outcome.Allowed)]
    [InlineData("home/", Outcome.Allowed)]
    [InlineData("home/carlossalazar/", Outcome.Allowed)]
    [InlineData("home/other/", Outcome.ImplicitlyDenied)]
    public void A_user_lists_the_own_home_directory(string prefix, Outcome outcome) =>
        Assert.Equal(outcome, Decide(Carlos, "s3:ListBucket", "arn:aws:s3:::BUCKET-NAME", [Policy(PolicyKind.Identity, """
            {"Version": "2012-10-17", "Statement": [
                {"Effect": "Allow", "Action": ["s3:ListAllMyBuckets", "s3:GetBucketLocation"], "Resource": "arn:aws:s3:::*"},
                {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::BUCKET-NAME",
                 "Condition": {"StringLike": {"s3:prefix": ["", "home/", "home/${aws:username}/"]}}},
                {"Effect": "Allow", "Action": "s3:*",
                 "Resource": ["arn:aws:s3:::BUCKET-NAME/home/${aws:username}", "arn:aws:s3:::BUCKET-NAME/home/${aws:username}/*"]}]}
            """)], ("s3:prefix", [prefix])));

    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Numeric
    [Theory]
    [InlineData("10", Outcome.Allowed)]
    [InlineData("11", Outcome.ImplicitlyDenied)]
    [InlineData(null, Outcome.ImplicitlyDenied)]
    public void Up_to_ten_objects_are_listed(string? keys, Outcome outcome) =>
        Assert.Equal(outcome, Decide(Carlos, "s3:ListBucket", "arn:aws:s3:::example_bucket", [Policy(PolicyKind.Identity, """
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::example_bucket",
             "Condition": {"NumericLessThanEquals": {"s3:max-keys": "10"}}}}
            """)], keys is null ? [] : [("s3:max-keys", [keys])]));

    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Boolean
    [Theory]
    [InlineData("false", Outcome.ExplicitlyDenied)]
    [InlineData("true", Outcome.Allowed)]
    public void Requests_without_TLS_are_denied(string secure, Outcome outcome) =>
        Assert.Equal(outcome, Decide(Carlos, "s3:GetObject", "arn:aws:s3:::DOC-EXAMPLE-BUCKET/x", [Admin, Policy(PolicyKind.Identity, """
            {"Version": "2012-10-17", "Statement": [{"Sid": "BooleanExample", "Action": "s3:*", "Effect": "Deny",
             "Resource": ["arn:aws:s3:::DOC-EXAMPLE-BUCKET", "arn:aws:s3:::DOC-EXAMPLE-BUCKET/*"],
             "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}
            """)], ("aws:SecureTransport", [secure])));

    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
    [Theory]
    [InlineData("203.0.113.77", Outcome.Allowed)]
    [InlineData("2001:db8:1234:5678::9", Outcome.Allowed)]
    [InlineData("2001:db8:1234:5679::9", Outcome.ImplicitlyDenied)]
    [InlineData(null, Outcome.ImplicitlyDenied)]
    public void Addresses_of_both_families_stand_side_by_side(string? address, Outcome outcome) =>
        Assert.Equal(outcome, Decide(Carlos, "someservice:Do", "*", [Policy(PolicyKind.Identity, """
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "someservice:*", "Resource": "*",
             "Condition": {"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "2001:DB8:1234:5678::/64"]}}}}
            """)], address is null ? [] : [("aws:SourceIp", [address])]));

    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Null
    [Fact]
    public void Temporary_credentials_are_told_by_a_key_that_only_they_have()
    {
        PolicyDocument[] policies = [Policy(PolicyKind.Identity, """
            {"Version": "2012-10-17", "Statement": {"Action": "ec2:*", "Effect": "Allow", "Resource": "*",
             "Condition": {"Null": {"aws:TokenIssueTime": "true"}}}}
            """)];
        Assert.Equal(Outcome.Allowed, Decide(Carlos, "ec2:RunInstances", "*", policies));
        Assert.Equal(Outcome.ImplicitlyDenied,
            Decide(Carlos, "ec2:RunInstances", "*", policies, ("aws:TokenIssueTime", ["2026-01-01T00:00:00Z"])));
    }

    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IfExists
    [Theory]
    [InlineData("t2.micro", Outcome.Allowed)]
    [InlineData("x1.32xlarge", Outcome.ImplicitlyDenied)]
    [InlineData(null, Outcome.Allowed)]
    public void An_image_has_no_instance_type_to_be_held_to(string? type, Outcome outcome) =>
        Assert.Equal(outcome, Decide(Carlos, "ec2:RunInstances", "arn:aws:ec2:us-east-2::image/ami-1", [Policy(PolicyKind.Identity, """
            {"Version": "2012-10-17", "Statement": [{"Sid": "RunInstance", "Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "*",
             "Condition": {"StringLikeIfExists": {"ec2:InstanceType": ["t1.*", "t2.*", "m3.*"]}}}]}
            """)], type is null ? [] : [("ec2:InstanceType", [type])]));

    // "Creating a condition that tests multiple key values" in the IAM User Guide of 2016, in today's names of actions and keys;
    // now https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
    [Theory]
    [InlineData("dynamodb:GetItem", "PostDateTime,Message", Outcome.Allowed)]
    [InlineData("dynamodb:GetItem", "PostDateTime,UserName", Outcome.ImplicitlyDenied)]
    [InlineData("dynamodb:PutItem", "UserName,Message,PostDateTime", Outcome.ExplicitlyDenied)]
    [InlineData("dynamodb:PutItem", "UserName", Outcome.ImplicitlyDenied)]
    public void Attributes_of_a_table_are_held_to_a_list(string action, string attributes, Outcome outcome) =>
        Assert.Equal(outcome, Decide(Carlos, action, "arn:aws:dynamodb:us-east-2:123456789012:table/Thread", [
            Policy(PolicyKind.Identity, """
                {"Version": "2012-10-17", "Statement": [
                    {"Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:us-east-2:123456789012:table/Thread",
                     "Condition": {"ForAllValues:StringLike": {"dynamodb:Attributes": ["PostDateTime", "Message", "Tags"]}}},
                    {"Effect": "Deny", "Action": "dynamodb:PutItem", "Resource": "arn:aws:dynamodb:us-east-2:123456789012:table/Thread",
                     "Condition": {"ForAnyValue:StringLike": {"dynamodb:Attributes": ["ID", "PostDateTime"]}}}]}
                """)], ("dynamodb:Attributes", attributes.Split(','))));

    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html, with the Allow that it says Bob needs
    [Theory]
    [InlineData("arn:aws:iam::444455556666:user/Bob", Outcome.Allowed)]
    [InlineData("arn:aws:iam::444455556666:user/Alice", Outcome.ExplicitlyDenied)]
    public void Everybody_but_Bob_is_denied(string caller, Outcome outcome) =>
        Assert.Equal(outcome, Decide(new(caller), "s3:GetObject", "arn:aws:s3:::BUCKETNAME/x", [Admin, Policy(PolicyKind.Resource, """
            {"Version": "2012-10-17", "Statement": [
                {"Effect": "Deny", "NotPrincipal": {"AWS": ["arn:aws:iam::444455556666:user/Bob", "arn:aws:iam::444455556666:root"]},
                 "Action": "s3:*", "Resource": ["arn:aws:s3:::BUCKETNAME", "arn:aws:s3:::BUCKETNAME/*"]},
                {"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::BUCKETNAME/*"}]}
            """)]));

    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html
    [Theory]
    [InlineData("vpce-1a2b3c4d", Outcome.Allowed)]
    [InlineData("vpce-5e6f7a8b", Outcome.ExplicitlyDenied)]
    [InlineData(null, Outcome.ExplicitlyDenied)]
    public void A_bucket_is_reached_over_one_endpoint_only(string? endpoint, Outcome outcome) =>
        Assert.Equal(outcome, Decide(Carlos, "s3:GetObject", "arn:aws:s3:::awsexamplebucket1/x", [Admin, Policy(PolicyKind.Resource, """
            {"Version": "2012-10-17", "Id": "Policy1415115909152", "Statement": [
                {"Sid": "Access-to-specific-VPCE-only", "Principal": "*", "Action": "s3:*", "Effect": "Deny",
                 "Resource": ["arn:aws:s3:::awsexamplebucket1", "arn:aws:s3:::awsexamplebucket1/*"],
                 "Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-1a2b3c4d"}}}]}
            """)], endpoint is null ? [] : [("aws:SourceVpce", [endpoint])]));

    // https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#vpc-endpoint-policies-gateway,
    // its condition on the default policy
    [Theory]
    [InlineData("endpointuser", Outcome.Allowed)]
    [InlineData("carlossalazar", Outcome.ImplicitlyDenied)]
    public void A_gateway_endpoint_names_its_user_by_condition(string user, Outcome outcome) =>
        Assert.Equal(outcome, Decide(User(user), "s3:GetObject", "arn:aws:s3:::lab/x", [Admin, Policy(PolicyKind.GatewayEndpoint, """
            {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*",
             "Condition": {"StringEquals": {"aws:PrincipalArn": "arn:aws:iam::123456789012:user/endpointuser"}}}]}
            """)]));

    // https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/vpc-vpce.policy.html
    [Theory]
    [InlineData("elasticbeanstalk:DescribeEnvironments", Outcome.Allowed)]
    [InlineData("elasticbeanstalk:TerminateEnvironment", Outcome.ExplicitlyDenied)]
    public void Environments_are_not_terminated_through_the_endpoint(string action, Outcome outcome) =>
        Assert.Equal(outcome, Decide(Carlos, action, "*", [Admin, Policy(PolicyKind.InterfaceEndpoint, """
            {"Statement": [{"Action": "*", "Effect": "Allow", "Resource": "*", "Principal": "*"},
                           {"Action": "elasticbeanstalk:TerminateEnvironment", "Effect": "Deny", "Resource": "*", "Principal": "*"}]}
            """)]));

    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-default-values
    [Theory]
    [InlineData("yellow", "yellow", Outcome.Allowed)]
    [InlineData("yellow", "company-wide", Outcome.ImplicitlyDenied)]
    [InlineData(null, "company-wide", Outcome.Allowed)]
    public void Who_has_no_team_reaches_the_company_s_bucket(string? team, string bucket, Outcome outcome) =>
        Assert.Equal(outcome, Decide(Carlos, "s3:ListBucket", $"arn:aws:s3:::amzn-s3-demo-bucket-{bucket}", [Policy(PolicyKind.Identity, """
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:ListBucket",
             "Resource": "arn:aws:s3:::amzn-s3-demo-bucket-${aws:PrincipalTag/team, 'company-wide'}"}}
            """)], team is null ? [] : [("aws:PrincipalTag/team", [team])]));
}
