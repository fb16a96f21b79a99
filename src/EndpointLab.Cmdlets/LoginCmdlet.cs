using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets;

/// <summary>Works on instances that it may have to log in to.</summary>
public abstract class LoginCmdlet : LabCmdlet
{
    [Parameter]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public InstanceReference? Via { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public KeyPairReference? KeyPair { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? KeyPath { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string UserName { get; set; } = InstanceLogin.DefaultUser;

    /// <summary>Null where nothing says that somebody is to log in.</summary>
    /// <inheritdoc cref="PrivateKeyPath"/>
    private protected InstanceLogin? Login => Via is null && KeyPair is null && KeyPath is null ? null : NewLogin();

    /// <inheritdoc cref="PrivateKeyPath"/>
    private protected InstanceLogin NewLogin(
        int port = InstanceLogin.DefaultPort,
        SecretText? passphrase = null,
        string[]? hostKeyFingerprints = null,
        string[]? viaHostKeyFingerprints = null) => new()
    {
        Via = Via?.OwnId,
        UserName = UserName,
        Port = port,
        KeyName = KeyPair?.Id,
        KeyPath = PrivateKeyPath(),
        // Where New-LabKeyPair writes by default.
        KeyFolder = SessionState.Path.CurrentFileSystemLocation.ProviderPath,
        Passphrase = passphrase?.Reveal(),
        HostKeyFingerprints = hostKeyFingerprints ?? [],
        ViaHostKeyFingerprints = viaHostKeyFingerprints ?? [],
    };

    /// <exception cref="LabException">Both -KeyPair and -KeyPath are given, or the path is not in the file system.</exception>
    private string? PrivateKeyPath()
    {
        if (KeyPair is not null && KeyPath is not null)
        {
            throw new LabException(
                ErrorId.InvalidArgument, "-KeyPair and -KeyPath can't be used together.", "Give only one of -KeyPair or -KeyPath.");
        }

        return KeyPath is null ? KeyPair?.As<KeyPair>()?.PrivateKeyPath : FilePath.Resolve(SessionState, KeyPath, "-KeyPath");
    }
}
