namespace EndpointLab.Core.Tests;

/// <summary>Keeps what Core reports.</summary>
internal sealed class RecordingReporter : ILabReporter
{
    public List<LabException> Errors { get; } = [];

    public List<string> Statuses { get; } = [];

    public List<string> Details { get; } = [];

    public void Verbose(string message) => Details.Add(message);

    public void Warning(string message) { }

    public void Error(LabException error) => Errors.Add(error);

    public void Progress(string activity, string status, int percent = -1) => Statuses.Add(status);
}
