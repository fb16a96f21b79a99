using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Labs;

[Cmdlet(VerbsDiagnostic.Test, "EndpointLab")]
[OutputType(typeof(LabCheck), typeof(bool))]
public sealed class TestEndpointLab : LabKeysCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(LabNameCompleter))]
    public LabReference[] Name { get; set; } = [];

    [Parameter]
    public SwitchParameter Quiet { get; set; }

    protected override void Process()
    {
        foreach (var reference in Name)
        {
            PerItem(() =>
            {
                var checks = Run(SessionOf(reference), lab => EndpointLabs.TestAsync(lab, reference.Name, KeyFolderPath));
                WriteObject(Quiet ? checks.All(check => check.Pass is true) : checks, enumerateCollection: true);
            });
        }
    }
}
