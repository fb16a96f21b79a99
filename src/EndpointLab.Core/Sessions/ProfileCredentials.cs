using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;

namespace EndpointLab;

/// <summary>
/// Credentials of a profile in the AWS CLI's files, which may need the user: to sign in, or for the code of an MFA device.
/// </summary>
internal static class ProfileCredentials
{
    /// <param name="location">The credentials file; null for the usual one.</param>
    /// <exception cref="LabException">There is no such profile, or none that can be used.</exception>
    public static AWSCredentials Get(string name, string? location)
    {
        CredentialProfileStoreChain chain = new(location);
        if (chain.TryGetProfile(name, out _) && chain.TryGetAWSCredentials(name, out var credentials))
        {
            LetAsk(credentials);
            return credentials;
        }

        throw new LabException(
            ErrorId.MissingCredentials,
            $"There is no usable profile '{name}' in the shared AWS files.",
            "aws configure list-profiles names them.",
            name);
    }

    public static bool Exists(string name) =>
        new CredentialProfileStoreChain().TryGetProfile(name, out var profile) && profile.CanCreateAWSCredentials;

    public static string? RegionOf(string name, string? location) =>
        new CredentialProfileStoreChain(location).TryGetProfile(name, out var profile) ? profile.Region?.SystemName : null;

    private static void LetAsk(AWSCredentials credentials)
    {
        switch (credentials)
        {
            case SSOAWSCredentials { Options: var options }:
                options.ClientName = "EndpointLab";
                options.SupportsGettingNewToken = true;
                options.SsoVerificationCallback = TellToSignIn;
                break;
            case AssumeRoleAWSCredentials role:
                role.Options.MfaTokenCodeCallback = () => Reporter.Ask($"Code of the MFA device {role.Options.MfaSerialNumber}");
                LetAsk(role.SourceCredentials);
                break;
        }
    }

    /// <summary>Whoever makes the call that needs the credentials.</summary>
    private static ILabReporter Reporter => ApiCall.Current!.Operation.Reporter;

    private static void TellToSignIn(SsoVerificationArguments device) => Reporter.Warning(
        $"Sign in with any browser, on this computer or another: open {device.VerificationUri} and enter the code {device.UserCode}. "
        + "This command goes on as soon as you have.");
}
