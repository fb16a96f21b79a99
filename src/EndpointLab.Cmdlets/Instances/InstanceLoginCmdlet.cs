using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;

namespace EndpointLab.Cmdlets.Instances;

/// <summary>Logs in to instances and works there.</summary>
public abstract class InstanceLoginCmdlet : LoginCmdlet
{
    private protected TimeSpan AllTime { get; private set; }

    [Parameter]
    [ValidateRange(1, 65535)]
    public int Port { get; set; } = InstanceLogin.DefaultPort;

    [Parameter]
    public Duration Timeout { get; set; } = new("10m");

    protected sealed override void Prepare() => AllTime = Timeout.ToTimeSpan();
}
