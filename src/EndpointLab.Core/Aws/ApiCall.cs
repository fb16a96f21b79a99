using System.Diagnostics;
using System.Globalization;

namespace EndpointLab;

/// <summary>
/// One call of a command, as the SDK's pipeline finds it on its way: at whose expense it is repeated, and who hears of it.
/// </summary>
/// <param name="action">Such as EC2 DescribeVpcs.</param>
internal sealed class ApiCall(string action, LabOperation operation)
{
    private static readonly AsyncLocal<ApiCall?> current = new();

    private readonly long started = Stopwatch.GetTimestamp();
    private long attempted = Stopwatch.GetTimestamp();
    private int attempts = 1;

    /// <summary>The call that this asynchronous flow makes; null for the calls that the SDK makes on its own.</summary>
    public static ApiCall? Current => current.Value;

    public LabOperation Operation => operation;

    /// <summary>It failed without an answer, and what it was to make may be there nevertheless.</summary>
    public bool IsInDoubt { get; set; }

    /// <summary>Makes it the current one of the asynchronous method that calls this.</summary>
    public void Begin() => current.Value = this;

    /// <summary>Tells of an attempt that failed, and waits until the next one.</summary>
    public async Task PauseAsync(string why, TimeSpan pause, CancellationToken token)
    {
        Tell($", attempt {attempts}", attempted, $", {why}; again in {Milliseconds(pause)}");
        await Task.Delay(pause, operation.Session.Time, token);
        attempts++;
        attempted = Stopwatch.GetTimestamp();
    }

    public void End(string outcome) => Tell("", started, attempts == 1 ? outcome : $" in {attempts} attempts{outcome}");

    private void Tell(string which, long since, string outcome) =>
        operation.Reporter.Verbose(
            $"{action} in {operation.Session.Region}{which}: {Milliseconds(Stopwatch.GetElapsedTime(since))}{outcome}");

    private static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0} ms");
}
