using System.Management.Automation;
using EndpointLab.Cmdlets.Sessions;

namespace EndpointLab.Cmdlets.Simulators;

[Cmdlet(VerbsLifecycle.Stop, "LabSimulator", SupportsShouldProcess = true, DefaultParameterSetName = PortSet)]
public sealed class StopLabSimulator : LabCmdlet
{
    private const string PortSet = "Port";
    private const string ServerSet = "Simulator";

    [Parameter(Position = 0, ParameterSetName = PortSet)]
    [ValidateRange(1, 65535)]
    public int? Port { get; set; }

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ServerSet)]
    public SimulatorServer? Simulator { get; set; }

    protected override void Process()
    {
        var table = ServerTable.OfRunspace();
        var cloudId = Session?.Resolve(SessionTable.OfRunspace()).CloudId;
        var chosen = table.All
            .Where(server => Simulator is null || server == Simulator)
            .Where(server => Port is null || server.Port == Port)
            .Where(server => cloudId is null || server.CloudId == cloudId)
            .ToList();
        if (chosen.Count == 0)
        {
            throw new LabException(
                ErrorId.SimulatorNotFound,
                $"This runspace serves no simulator{((Port ?? Simulator?.Port) is { } port ? $" on port {port}" : "")}.",
                "A simulator is stopped where it was started: there, Start-LabSimulator's object or its port stops it.",
                Port);
        }

        foreach (var server in chosen)
        {
            if (ShouldProcess($"127.0.0.1:{server.Port}", "Stop the simulator"))
            {
                table.Stop(server);
            }
        }
    }
}
