namespace EndpointLab;

/// <summary>
/// The next step for the AWS error codes that people meet most while building a VPC. Services word one refusal in several ways.
/// </summary>
internal static class AwsNextSteps
{
    public const string FixId = "Check the id, the Region and the account: Get-LabSession shows where you are.";

    private const string Wait = "AWS throttles the account or its organization: wait a little and run it again.";
    private const string SignIn = "The session token has expired: sign in again, and connect again (Connect-LabSession).";
    private const string KeyUnknown = "The access key is not known to AWS: check the profile or sign in again.";
    private const string Quota = "Remove one that is no longer needed, or ask AWS for a higher quota.";

    private static readonly Dictionary<string, string> Steps = new(StringComparer.Ordinal)
    {
        ["CannotDelete"] = "A VPC's default group and main route table go with the VPC: Remove-LabVpc.",
        ["InternalError"] = "Something failed inside AWS's service: wait a little and run it again.",
        ["DependencyViolation"] = "Remove what still uses it first; endpoint network interfaces linger for a while after their endpoint "
            + "is gone.",
        ["UnauthorizedOperation"] = "Ask for an IAM permission on this action, or connect with another profile.",
        ["AccessDeniedException"] = "Ask for an IAM permission on this action, or connect with another profile.",
        ["AccessDenied"] = "Check the identity's, the bucket's and the endpoint's policy for this action.",
        ["AuthFailure"] = "Check the credentials and that the Region is enabled for the account.",
        ["InvalidClientTokenId"] = KeyUnknown,
        ["InvalidAccessKeyId"] = KeyUnknown,
        ["UnrecognizedClientException"] = KeyUnknown,
        ["ExpiredToken"] = SignIn,
        ["ExpiredTokenException"] = SignIn,
        ["RequestExpired"] = "The credentials or the clock are out of date: sign in again and check the system time.",
        ["SignatureDoesNotMatch"] = "Check the secret key and the system time.",
        ["OptInRequired"] = "Enable the service or the Region for this account.",
        ["RequestLimitExceeded"] = Wait,
        ["Throttling"] = Wait,
        ["ThrottlingException"] = Wait,
        ["SlowDown"] = Wait,
        ["VpcLimitExceeded"] = Quota,
        ["VpcEndpointLimitExceeded"] = Quota,
        ["AddressLimitExceeded"] = Quota,
        ["InternetGatewayLimitExceeded"] = Quota,
        ["NatGatewayLimitExceeded"] = Quota,
        ["InstanceLimitExceeded"] = Quota,
        ["VcpuLimitExceeded"] = Quota,
        ["InvalidVpc.Range"] = "Use a CIDR block between /16 and /28, such as 10.0.0.0/16.",
        ["InvalidSubnet.Range"] = "Choose a block between /16 and /28 inside the VPC's own: Get-LabVpc shows it.",
        ["InvalidSubnet.Conflict"] = "Choose a block that overlaps no other subnet: Get-LabSubnet lists them.",
        ["RouteAlreadyExists"] = "Remove the route first (Remove-LabRoute, or Remove-LabEndpoint for an endpoint's), or use another route "
            + "table.",
        ["Resource.AlreadyAssociated"] = "Dismount it where it is now (Dismount-LabInternetGateway), then run the command again.",
        ["InvalidRoute.NotFound"] = "Get-LabRouteTable shows the table's Routes.",
        ["InvalidPermission.Duplicate"] = "The group has this rule already, so there is nothing to add: Get-LabSecurityGroup shows its "
            + "Rules.",
        ["InvalidPermission.NotFound"] = "The group has no such rule: Get-LabSecurityGroup shows its Rules, which can be piped to "
            + "Remove-LabSecurityGroupRule.",
        ["InvalidGroup.Duplicate"] = "Use another -Name, or the group that has it: Get-LabSecurityGroup -Name.",
        ["InvalidGroup.Reserved"] = "Use another -Name: AWS keeps this one for the VPC's own group.",
        ["InvalidParameterValue"] = "The message says which value AWS refuses, and why.",
        ["InvalidAction"] = "Whatever answers at this endpoint URL doesn't know the action: use AWS or the simulator.",
        ["Gateway.NotAttached"] = "Attach the internet gateway to the VPC first: Add-LabInternetGateway.",
        ["ExistingVpcEndpointConnections"] =
            "Remove-EndpointService -RejectConnections rejects them first. Their endpoints stay with the consumers.",
        ["InvalidConnectionNotification"] = FixId,
        ["InvalidPrincipal"] = "Give the ARN of an account, user or role without a path, the twelve digits of an account, or * for "
            + "everybody.",
        ["IncorrectState"] =
            "Get-LabEndpoint and Get-EndpointConnection show the state, about_EndpointLab_States what can follow; Wait-EndpointState "
                + "waits for another.",
        ["InvalidServiceName"] = "Find-EndpointService lists the services that this Region offers.",
        ["InvalidPolicyDocument"] = "Check the JSON: a policy needs Statement with Effect, Principal, Action and Resource.",
        ["InvalidKeyPair.Duplicate"] = "Use another name, or remove that key pair first: Remove-LabKeyPair.",
        ["BucketAlreadyExists"] = "Bucket names are global: choose another one.",
        ["BucketAlreadyOwnedByYou"] = "You own this bucket already: Get-LabBucket finds it.",
        ["NoSuchBucket"] = "Check the name and the Region: Get-LabBucket lists the session's buckets.",
        ["PermanentRedirect"] = "The bucket is in another Region: connect there (Connect-LabSession -Region).",
        ["NoSuchKey"] = "Check the key: upper and lower case differ.",
        ["BucketNotEmpty"] = "Use Remove-LabBucket -Force to delete the objects as well.",
        ["NoSuchEntity"] = "Check the name and the account: Get-LabSession shows where you are.",
        ["InsufficientInstanceCapacity"] = "Use another instance type or Availability Zone.",
    };

    /// <param name="action">What was refused, such as EC2 CreateVpc.</param>
    public static string For(string code, string action) => (code, action) is ("Resource.AlreadyAssociated", "EC2 AssociateRouteTable")
            ? "Take the route table off first that it has now (Unregister-LabRouteTable), then run the command again."
        : Steps.TryGetValue(code, out var step) ? step
        : code.EndsWith(".NotFound", StringComparison.Ordinal) || code.EndsWith(".Malformed", StringComparison.Ordinal) ? FixId
        : "Look the code up in AWS's API reference, and run the command with -Verbose to see the calls.";
}
