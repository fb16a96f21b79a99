using EndpointLab.Policy;

namespace EndpointLab.Analysis;

/// <summary>The pages of AWS's documentation that findings about policies rest on.</summary>
internal static class AccessPages
{
    private const string Iam = "https://docs.aws.amazon.com/IAM/latest/UserGuide/";

    private const string ConditionKeys = Iam + "reference_policies_condition-keys.html";
    private const string Principals = Iam + "reference_policies_elements_principal.html";
    private const string Resources = Iam + "reference_policies_elements_resource.html";

    public const string PublicAccess = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html";

    public static string OfDenial(Statement statement) =>
        statement.Conditions.Count > 0 ? ConditionKeys : Iam + "reference_policies_evaluation-logic_AccessPolicyLanguage_Interplay.html";

    public static string OfLack(PolicyKind kind, Mismatch? nearest) => (kind, nearest) switch
    {
        (_, { Key: not null }) => ConditionKeys,
        (PolicyKind.GatewayEndpoint or PolicyKind.InterfaceEndpoint, _) =>
            "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",
        (_, { Element: "Principal" or "NotPrincipal" }) => Principals,
        (_, { Element: "Resource" or "NotResource" }) => Resources,
        (PolicyKind.PermissionsBoundary, _) => Iam + "access_policies_boundaries.html",
        (PolicyKind.Trust, _) => Iam + "troubleshoot_roles.html",
        (PolicyKind.Key, _) => "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html",
        (PolicyKind.Resource, _) => "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html",
        _ => Iam + "access_policies_identity-vs-resource.html",
    };
}
