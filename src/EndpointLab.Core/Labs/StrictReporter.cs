namespace EndpointLab.Labs;

/// <summary>Takes the first error of one of several items for the end of the work.</summary>
internal sealed class StrictReporter(ILabReporter inner) : ILabReporter
{
    private LabException? first;

    /// <exception cref="LabException">One of the items failed.</exception>
    public static async Task RunAsync(LabOperation lab, Func<LabOperation, Task> work)
    {
        StrictReporter strict = new(lab.Reporter);
        await work(new(lab.Session, strict, lab.Token));
        if (strict.first is { } error)
        {
            throw error;
        }
    }

    public void Verbose(string message) => inner.Verbose(message);

    public void Warning(string message) => inner.Warning(message);

    public void Error(LabException error) => first ??= error;

    public string Ask(string question) => inner.Ask(question);

    public void Progress(string activity, string status, int percent = -1) => inner.Progress(activity, status, percent);
}
