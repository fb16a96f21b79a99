using System.Management.Automation;

namespace EndpointLab.Cmdlets.Tests;

/// <summary>One script under way or done: what came out of each of its streams.</summary>
internal sealed class LabRun
{
    private readonly PowerShell shell;
    private readonly PSDataCollection<PSObject> output = [];
    private readonly IAsyncResult started;
    private ErrorRecord? terminating;

    public LabRun(PowerShell shell)
    {
        this.shell = shell;
        started = shell.BeginInvoke<PSObject, PSObject>(null, output);
    }

    public IReadOnlyList<PSObject> Output => [.. output];

    /// <summary>The error stream, and last the error that ended the script, if one did.</summary>
    public IReadOnlyList<ErrorRecord> Errors => terminating is null ? [.. shell.Streams.Error] : [.. shell.Streams.Error, terminating];

    public IReadOnlyList<string> Warnings => [.. shell.Streams.Warning.Select(record => record.Message)];

    public IReadOnlyList<string> Verbose => [.. shell.Streams.Verbose.Select(record => record.Message)];

    public IReadOnlyList<ProgressRecord> Progress => [.. shell.Streams.Progress];

    /// <summary>The script was ended from outside, as Ctrl-C does.</summary>
    public bool Stopped => shell.InvocationStateInfo.State == PSInvocationState.Stopped;

    public LabRun Wait()
    {
        try
        {
            shell.EndInvoke(started);
        }
        catch (PipelineStoppedException)
        {
            // Stopped tells.
        }
        catch (RuntimeException error)
        {
            terminating = error.ErrorRecord;
        }
        return this;
    }

    /// <summary>What Ctrl-C does. Returns when the script has ended.</summary>
    public LabRun Stop()
    {
        shell.Stop();
        return Wait();
    }

    /// <summary>Completes when the script has written a progress record, for stopping it midway.</summary>
    /// <param name="of">What the record has to tell of.</param>
    public Task UntilProgress(string of = "")
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var progress = shell.Streams.Progress;
        progress.DataAdded += (_, added) => Look(added.Index);
        for (var index = 0; index < progress.Count; index++) Look(index);
        return seen.Task;

        void Look(int index)
        {
            if (progress[index].StatusDescription.Contains(of, StringComparison.Ordinal)) seen.TrySetResult();
        }
    }

    public LabRun ShouldSucceed()
    {
        Assert.True(
            Errors.Count == 0,
            string.Join('\n', Errors.Select(error => $"{error.FullyQualifiedErrorId}: {error}\n{error.ScriptStackTrace}")));
        return this;
    }

    /// <summary>The one object of a script that succeeded.</summary>
    public T Single<T>() => (T)Assert.Single(ShouldSucceed().Output).BaseObject;

    /// <summary>The one error of a script that wrote one, with the id its cmdlet gives it.</summary>
    public ErrorRecord ShouldFail(string errorId)
    {
        var error = Assert.Single(Errors);
        Assert.Equal(errorId, error.FullyQualifiedErrorId.Split(',')[0]);
        return error;
    }
}
