using System.Management.Automation.Runspaces;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using EndpointLab.Cmdlets.Sessions;
using EndpointLab.Simulator;

namespace EndpointLab.Cmdlets.Simulators;

/// <summary>The simulators that one runspace serves. They stop with it.</summary>
internal sealed class ServerTable
{
    private static readonly ConditionalWeakTable<Runspace, ServerTable> tables = [];

    private readonly List<SimulatorServer> servers = [];

    private ServerTable(Runspace runspace) => runspace.StateChanged += (_, change) =>
    {
        if (change.RunspaceStateInfo.State is RunspaceState.Closing or RunspaceState.Closed or RunspaceState.Broken)
        {
            foreach (var server in All)
            {
                Stop(server);
            }
        }
    };

    public IReadOnlyList<SimulatorServer> All => [.. servers];

    public static ServerTable OfRunspace() => tables.GetValue(Runspace.DefaultRunspace, runspace => new(runspace));

    /// <exception cref="LabException">The port is taken or may not be used.</exception>
    public SimulatorServer Start(LabSession session, int port)
    {
        try
        {
            var server = new SimulatorServer(session, SimulatedSession.CloudOf(session), port);
            servers.Add(server);
            return server;
        }
        catch (SocketException e)
        {
            throw new LabException(
                ErrorId.PortInUse,
                $"The simulator can't listen on port {port} of 127.0.0.1: {e.Message}.",
                servers.Exists(server => server.Port == port)
                    ? $"It serves one there already: Stop-LabSimulator -Port {port}, or take another -Port (0 for any that is free)."
                    : "Stop the program that uses it, or take another -Port (0 for any that is free).",
                port,
                e);
        }
    }

    public void Stop(SimulatorServer server)
    {
        servers.Remove(server);
        server.Stop();
    }
}
