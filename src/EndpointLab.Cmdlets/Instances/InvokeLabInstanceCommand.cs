using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Instances;

[Cmdlet(VerbsLifecycle.Invoke, "LabInstanceCommand")]
[OutputType(typeof(InstanceCommandResult))]
public sealed class InvokeLabInstanceCommand : InstanceLoginCmdlet
{
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [Alias("InstanceId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public InstanceReference[] Instance { get; set; } = [];

    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Command { get; set; } = "";

    [Parameter]
    public SecretText? Passphrase { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] HostKeyFingerprint { get; set; } = [];

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] ViaHostKeyFingerprint { get; set; } = [];

    protected override void Process()
    {
        var login = NewLogin(Port, Passphrase, HostKeyFingerprint, ViaHostKeyFingerprint);
        foreach (var instance in Instance)
        {
            PerItem(() => Emit(
                OpenSession(instance, Via), lab => InstanceCommands.RunAsync(lab, instance.OwnId, login, Command, AllTime)));
        }
    }
}
