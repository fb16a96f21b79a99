using System.Management.Automation;

namespace EndpointLab.Cmdlets.Simulators;

[Cmdlet(VerbsCommon.Reset, "LabSimulator", SupportsShouldProcess = true)]
[OutputType(typeof(SimulatorSettings))]
public sealed class ResetLabSimulator : LabCmdlet
{
    protected override void Process()
    {
        var session = OpenSession();
        if (ShouldProcess($"Simulator of session {session.Name}", "Remove all resources of all accounts and reset all settings"))
        {
            Emit(session, async lab =>
            {
                using var simulator = new SimulatorAdministration(lab);
                await simulator.ResetAsync();
                return await simulator.ReadAsync();
            });
        }
    }
}
