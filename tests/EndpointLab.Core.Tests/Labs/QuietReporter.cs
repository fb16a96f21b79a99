using System.Collections.Concurrent;

namespace EndpointLab.Core.Tests.Labs;

/// <summary>Keeps the errors and warnings that many resources at once report.</summary>
internal sealed class QuietReporter : ILabReporter
{
    public ConcurrentQueue<LabException> Errors { get; } = [];

    public ConcurrentQueue<string> Warnings { get; } = [];

    public ConcurrentQueue<string> Details { get; } = [];

    public void Verbose(string message) => Details.Enqueue(message);

    public void Warning(string message) => Warnings.Enqueue(message);

    public void Error(LabException error) => Errors.Enqueue(error);

    public string Ask(string question) => throw new NotSupportedException();

    public void Progress(string activity, string status, int percent = -1) { }
}
