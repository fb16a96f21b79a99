using System.Management.Automation;
using System.Runtime.InteropServices;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;
using EndpointLab.Cmdlets.Sessions;
using EndpointLab.Simulator;

namespace EndpointLab.Cmdlets.Simulators;

[Cmdlet(VerbsLifecycle.Start, "LabSimulator", SupportsShouldProcess = true)]
[OutputType(typeof(SimulatorServer))]
public sealed class StartLabSimulator : LabCmdlet
{
    [Parameter(Position = 0)]
    [ValidateRange(0, 65535)]
    public int Port { get; set; } = 4566;

    [Parameter]
    public Lifecycle? Lifecycle { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(DelayCompleter))]
    public DelayArgument[] Delay { get; set; } = [];

    [Parameter]
    public SwitchParameter RequireSignature { get; set; }

    [Parameter]
    public SwitchParameter Wait { get; set; }

    protected override void Process()
    {
        var table = SessionTable.OfRunspace();
        var session = Session?.Resolve(table) ?? (table.Current is { Kind: SessionKind.Simulated } current ? current : null);
        var delays = DelayArgument.Read(Delay);
        if (session is not null && RequireSignature)
        {
            throw new LabException(
                ErrorId.InvalidArgument,
                $"-RequireSignature is decided when a cloud is opened, but the session {session.Name} has one already.",
                "Leave it out, or open another session first: Connect-LabSession -RequireSignature.");
        }

        if (ShouldProcess($"127.0.0.1:{Port}", "Serve the simulator"))
        {
            var served = session ?? SimulatedSession.Open(name: null, region: null, accountId: null, Lifecycle, Delay, RequireSignature);
            var server = ServerTable.OfRunspace().Start(served, Port);
            if (session is null)
            {
                table.Add(served);
            }
            else if (Lifecycle is not null || delays.Count > 0)
            {
                SetPace(session, delays);
            }

            if (Wait)
            {
                ServeUntilTheEnd(served, server);
            }
            else
            {
                WriteObject(server);
            }
        }
    }

    private void SetPace(LabSession session, Dictionary<string, TimeSpan?> delays) => Run(session, async lab =>
    {
        using var simulator = new SimulatorAdministration(lab);
        await simulator.SetLifecycleAsync(Lifecycle?.ToString(), delays);
    });

    private void ServeUntilTheEnd(LabSession session, SimulatorServer server)
    {
        var terminated = new TaskCompletionSource();
        using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            terminated.TrySetResult();
        });
        try
        {
            // The pipeline may end under this write, by Ctrl-C or Select-Object -First.
            WriteObject(server);
            Run(session, lab => terminated.Task.WaitAsync(lab.Token));
        }
        finally
        {
            ServerTable.OfRunspace().Stop(server);
        }
    }
}
