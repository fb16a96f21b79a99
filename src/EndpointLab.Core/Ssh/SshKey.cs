using Renci.SshNet.Common;

namespace EndpointLab;

/// <summary>As whom to log in, and by which private key. Shows nothing of a secret.</summary>
/// <param name="passphrase">What the file is encrypted with; null where it isn't.</param>
internal sealed class SshKey(string userName, string path, string? passphrase)
{
    public string UserName => userName;

    public string Path => path;

    /// <exception cref="LabException">The file can't be read, or is no private key, or has another passphrase.</exception>
    public Renci.SshNet.PrivateKeyFile Read()
    {
        try
        {
            return new(path, passphrase);
        }
        catch (SshPassPhraseNullOrEmptyException e)
        {
            throw Unusable("it is encrypted", "Give its passphrase: -Passphrase (Read-Host -AsSecureString).", e);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Unusable("there is no such file", "Name the file that New-LabKeyPair wrote, -KeyPath, or its object, -KeyPair.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable(e.Message, "Give a -KeyPath that you may read.", e);
        }
        catch (Exception e) when (
            e is SshException or FormatException or ArgumentException or NotSupportedException or InvalidOperationException)
        {
            throw Unusable(
                passphrase is null ? "it is no private key in a known format" : "it is no private key, or has another passphrase",
                "Give the file with the private half: New-LabKeyPair writes one.",
                e);
        }
    }

    private LabException Unusable(string reason, string nextStep, Exception e) =>
        new(ErrorId.PrivateKeyUnusable, $"The private key {path} can't be used: {reason}.", nextStep, path, e);
}
