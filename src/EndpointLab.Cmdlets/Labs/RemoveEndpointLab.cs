using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;
using EndpointLab.Labs;

namespace EndpointLab.Cmdlets.Labs;

[Cmdlet(VerbsCommon.Remove, "EndpointLab", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveEndpointLab : LabKeysCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(LabNameCompleter))]
    public LabReference[] Name { get; set; } = [];

    [Parameter]
    public Duration Timeout { get; set; } = new("15m");

    protected override void Process()
    {
        var timeout = Timeout.ToTimeSpan();
        foreach (var reference in Name)
        {
            PerItem(() =>
            {
                var session = SessionOf(reference);
                if (Run(session, lab => LabInventory.ReadAsync(lab, reference.Name)) is { IsEmpty: true, HiddenBucket: null })
                {
                    throw EndpointLabs.NoSuch(session, reference.Name);
                }

                if (ShouldProcess(reference.Name, $"Remove the lab, and all that is in it, from {session.Describe()}"))
                {
                    Run(session, lab => EndpointLabs.RemoveAsync(lab, reference.Name, timeout, KeyFolderPath));
                }
            });
        }
    }
}
