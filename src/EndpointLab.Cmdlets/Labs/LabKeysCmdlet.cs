using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Labs;

namespace EndpointLab.Cmdlets.Labs;

/// <summary>Works on whole labs with the private keys to their instances.</summary>
public abstract class LabKeysCmdlet : WholeLabCmdlet
{
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? KeyFolder { get; set; }

    private protected string KeyFolderPath => KeyFolder is null
        ? LabKeys.Home
        : FilePath.Resolve(SessionState, KeyFolder, "-KeyFolder");
}
