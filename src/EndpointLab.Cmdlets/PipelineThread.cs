using System.Collections.Concurrent;
using System.Management.Automation;

namespace EndpointLab.Cmdlets;

/// <summary>Lets work on other threads write to a cmdlet's streams, which only the pipeline's own thread may do.</summary>
/// <param name="stop">Cancels the work where the pipeline ends before it.</param>
internal sealed class PipelineThread(Cmdlet cmdlet, CancellationTokenSource stop) : ILabReporter, IDisposable
{
    private readonly BlockingCollection<Action> posted = [];

    /// <summary>Runs the work and, on this thread, everything that it posts until it has ended.</summary>
    public T Run<T>(Func<ILabReporter, Task<T>> work)
    {
        var task = Task.Run(() => work(this));
        task.ContinueWith(
            _ => posted.CompleteAdding(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            foreach (var action in posted.GetConsumingEnumerable())
            {
                action();
            }
        }
        catch
        {
            // Ctrl-C, Select-Object -First or -ErrorAction Stop ended the pipeline under a write.
            stop.Cancel();
            ((IAsyncResult)task).AsyncWaitHandle.WaitOne();
            throw;
        }

        return task.GetAwaiter().GetResult();
    }

    public void Post(Action action) => posted.Add(action);

    public void Verbose(string message) => Post(() => cmdlet.WriteVerbose(message));

    public void Warning(string message) => Post(() => cmdlet.WriteWarning(message));

    public void Error(LabException error) => Post(() => cmdlet.WriteError(LabErrorRecord.From(error)));

    public string Ask(string question)
    {
        TaskCompletionSource<string> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            try
            {
                var screen = cmdlet.CommandRuntime.Host.UI;
                screen.Write($"{question}: ");
                answer.SetResult(screen.ReadLine());
            }
            catch (Exception e) when (e is not PipelineStoppedException)
            {
                // Each host without a keyboard says so in its own way.
                answer.SetException(new LabException(
                    ErrorId.NobodyToAsk,
                    $"{question} is needed, and nobody is here to give it.",
                    "Give it beforehand: Connect-LabSession -TokenCode.",
                    inner: e));
            }
        });
        return answer.Task.WaitAsync(stop.Token).GetAwaiter().GetResult();
    }

    public void Progress(string activity, string status, int percent = -1) => Post(() => cmdlet.WriteProgress(
        new ProgressRecord(Math.Abs(activity.GetHashCode(StringComparison.Ordinal) % 10_000), activity, status)
        {
            PercentComplete = percent,
            RecordType = percent == 100 ? ProgressRecordType.Completed : ProgressRecordType.Processing,
        }));

    public void Dispose() => posted.Dispose();
}
