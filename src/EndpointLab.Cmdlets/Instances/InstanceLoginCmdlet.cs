using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Instances;

/// <summary>Logs in to instances.</summary>
public abstract class InstanceLoginCmdlet : LabCmdlet
{
    private protected TimeSpan AllTime { get; private set; }

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

    [Parameter]
    [ValidateRange(1, 65535)]
    public int Port { get; set; } = 22;

    [Parameter]
    public Duration Timeout { get; set; } = new("10m");

    protected sealed override void Prepare() => AllTime = Timeout.ToTimeSpan();

    private protected InstanceLogin NewLogin(
        SecretText? passphrase = null, string[]? hostKeyFingerprints = null, string[]? viaHostKeyFingerprints = null) => new()
    {
        Via = Via?.OwnId,
        UserName = UserName,
        Port = Port,
        KeyName = KeyPair?.Id,
        KeyPath = LoginFiles.KeyPath(SessionState, KeyPair, KeyPath),
        KeyFolder = LoginFiles.Folder(SessionState),
        Passphrase = passphrase?.Reveal(),
        HostKeyFingerprints = hostKeyFingerprints ?? [],
        ViaHostKeyFingerprints = viaHostKeyFingerprints ?? [],
    };
}
