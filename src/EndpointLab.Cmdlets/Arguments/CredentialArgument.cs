using System.Management.Automation;

namespace EndpointLab.Cmdlets.Arguments;

/// <summary>
/// Credentials as a PSCredential of access key and secret key, or as an AWSCredentials of any version of the AWS SDK. Shows nothing
/// of them.
/// </summary>
public sealed class CredentialArgument(object credential)
{
    internal CredentialSource ToSource() => credential is PSCredential typed
        ? CredentialSource.OfKeys(typed.UserName, typed.GetNetworkCredential().Password, sessionToken: null)
        : CredentialSource.In(credential) ?? throw new LabException(
            ErrorId.InvalidArgument,
            $"-Credential is a {credential?.GetType().FullName ?? "null"}, which holds no AWS credentials.",
            "Give a PSCredential whose user name is the access key and whose password is the secret key, or what Get-AWSCredential "
                + "returns.");

    public override string ToString() => "(credentials)";
}
