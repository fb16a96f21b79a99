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

    /// <summary>The answers to the coming questions.</summary>
    public Queue<string> Answers { get; } = [];

    public List<string> Questions { get; } = [];

    public string Ask(string question)
    {
        Questions.Add(question);
        return Answers.Dequeue();
    }

    public void Progress(string activity, string status, int percent = -1) => Statuses.Add(status);
}
