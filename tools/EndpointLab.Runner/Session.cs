using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.InteropServices;
using EndpointLab.Runner.Host;
using Microsoft.PowerShell;

namespace EndpointLab.Runner;

/// <summary>One run of the engine with EndpointLab imported: output as in a PowerShell window, and pwsh's exit code.</summary>
internal sealed class Session : IDisposable
{
    // The engine forgets $? after a pipeline that doesn't go to the history.
    private static readonly PSInvocationSettings keepsStatus = new() { AddToHistory = true };

    private readonly RunnerHost host = new();
    private readonly Runspace runspace;
    private readonly PosixSignalRegistration[] signals;
    private PowerShell? running;
    private int? stoppedWith;

    private Session()
    {
        var engine = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows()) engine.ExecutionPolicy = ExecutionPolicy.Bypass;
        runspace = RunspaceFactory.CreateRunspace(host, engine);
        runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        runspace.Open();
        signals =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, ExitCode.Interrupted)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, ExitCode.Terminated)),
        ];
    }

    /// <summary>Runs a command to its end.</summary>
    /// <returns>The process's exit code.</returns>
    public static int Run(RunnerCommand command)
    {
        using var session = new Session();
        session.Invoke(pipeline => pipeline.AddCommand("Import-Module").AddArgument(RunnerFiles.Module));
        var succeeded = session.Invoke(command.AddTo);
        var lastSucceeded = !command.EndsAsItsLastStatement || session.runspace.SessionStateProxy.GetVariable("?") is true;
        session.NoteMissingCommands();
        return session.stoppedWith ?? session.host.ExitCode ?? (succeeded && lastSucceeded ? ExitCode.Success : ExitCode.Failure);
    }

    public void Dispose()
    {
        foreach (var signal in signals) signal.Dispose();
        runspace.Dispose();
    }

    /// <returns>False if an error ended it.</returns>
    private bool Invoke(Action<PowerShell> add)
    {
        using var pipeline = PowerShell.Create(runspace);
        try
        {
            add(pipeline);
            pipeline.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
            pipeline.AddCommand("Out-Default");
            running = pipeline;
            if (stoppedWith is null) pipeline.Invoke(null, keepsStatus);
            return true;
        }
        catch (PipelineStoppedException)
        {
            return false;
        }
        catch (RuntimeException error)
        {
            Show(error.ErrorRecord);
            return false;
        }
        finally
        {
            running = null;
            host.Screen.Flush();
        }
    }

    private void Show(ErrorRecord error)
    {
        using var pipeline = PowerShell.Create(runspace);
        var shown = PSObject.AsPSObject(error);
        shown.Properties.Add(new PSNoteProperty("writeErrorStream", true));
        host.Screen.IsShowingError = true;
        pipeline.AddCommand("Out-Default").AddParameter("InputObject", shown).Invoke();
        host.Screen.IsShowingError = false;
    }

    private void NoteMissingCommands()
    {
        var missing = ((ArrayList)runspace.SessionStateProxy.GetVariable("Error")).Cast<object>()
            .Select(error => (error as ErrorRecord ?? (error as IContainsErrorRecord)?.ErrorRecord)?.Exception)
            .OfType<CommandNotFoundException>().Select(error => error.CommandName).Distinct().ToList();
        if (missing.Count == 0) return;

        Console.Error.WriteLine($"Not found: {string.Join(", ", missing)}. This runner is no full PowerShell: it has the language, EndpointLab's cmdlets and "
            + "the engine's own commands. For PowerShell's other commands, run the script in pwsh 7.4 or later (Import-Module output/EndpointLab).");
    }

    // The first signal ends the pipeline, which lets finally blocks clean up; the second one ends the process.
    private void Stop(PosixSignalContext signal, int exitCode)
    {
        if (stoppedWith is not null) return;

        signal.Cancel = true;
        stoppedWith = exitCode;
        running?.BeginStop(null, null);
    }
}
