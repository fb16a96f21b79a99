using System.Management.Automation;

namespace EndpointLab.Cmdlets.Arguments;

/// <summary>Where the private key for a login lies, as -KeyPair and -KeyPath say.</summary>
internal static class LoginFiles
{
    /// <exception cref="LabException">Both are given, or the path is not in the file system.</exception>
    public static string? KeyPath(SessionState state, KeyPairReference? keyPair, string? keyPath)
    {
        if (keyPair is not null && keyPath is not null)
        {
            throw new LabException(
                ErrorId.InvalidArgument, "-KeyPair and -KeyPath can't be used together.", "Give only one of -KeyPair or -KeyPath.");
        }

        return keyPath is null ? keyPair?.As<KeyPair>()?.PrivateKeyPath : FilePath.Resolve(state, keyPath, "-KeyPath");
    }

    /// <summary>Where New-LabKeyPair writes by default.</summary>
    public static string Folder(SessionState state) => state.Path.CurrentFileSystemLocation.ProviderPath;
}
