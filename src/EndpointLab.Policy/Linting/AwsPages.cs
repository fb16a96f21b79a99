namespace EndpointLab.Policy.Linting;

/// <summary>The pages of AWS's documentation that findings rest on.</summary>
internal static class AwsPages
{
    private const string Iam = "https://docs.aws.amazon.com/IAM/latest/UserGuide/";
    private const string S3 = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/";

    public const string EndpointPolicies = "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html";
    public const string Grammar = Iam + "reference_policies_grammar.html";
    public const string Evaluation = Iam + "reference_policies_evaluation-logic.html";
    public const string Variables = Iam + "reference_policies_variables.html";
    public const string Principal = Iam + "reference_policies_elements_principal.html";
    public const string NotPrincipal = Iam + "reference_policies_elements_notprincipal.html";
    public const string UniqueIds = Iam + "reference_identifiers.html";
    public const string ConditionKeys = Iam + "reference_policies_condition-keys.html";
    public const string BucketPolicies = S3 + "bucket-policies.html";
    public const string BucketsAndEndpoints = S3 + "example-bucket-policies-vpc-endpoint.html";

    public static string Service(string prefix) =>
        $"https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazon{prefix}.html";
}
