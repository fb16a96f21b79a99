using System.Diagnostics;

namespace EndpointLab.Bench;

/// <summary>When each resource of a lab was begun and finished, as the progress tells.</summary>
internal sealed class Timeline : ILabReporter
{
    private readonly long started = Stopwatch.GetTimestamp();
    private readonly Dictionary<string, (TimeSpan Begun, TimeSpan Finished)> seen = [];
    private HashSet<string> underWay = [];

    public TimeSpan Whole { get; private set; }

    /// <summary>What all of it would take one after the other.</summary>
    public TimeSpan Sum => Around + seen.Values.Aggregate(TimeSpan.Zero, (sum, one) => sum + (one.Finished - one.Begun));

    /// <summary>What comes before the first resource and after the last: looking what is there.</summary>
    private TimeSpan Around => seen.Values.Min(one => one.Begun) + (Whole - seen.Values.Max(one => one.Finished));

    public void End() => Whole = Stopwatch.GetElapsedTime(started);

    /// <summary>The longest way through the graph, and the time that it takes, with what comes before and after.</summary>
    public (TimeSpan Time, IReadOnlyList<string> Way) CriticalPath(Func<string, IEnumerable<string>> before)
    {
        Dictionary<string, (TimeSpan Time, IReadOnlyList<string> Way)> longest = [];
        var most = seen.Keys.Select(LongestTo).MaxBy(path => path.Time);
        return (most.Time + Around, most.Way);

        (TimeSpan Time, IReadOnlyList<string> Way) LongestTo(string one)
        {
            if (!longest.TryGetValue(one, out var path))
            {
                var first = before(one).Select(LongestTo).DefaultIfEmpty((TimeSpan.Zero, [])).MaxBy(other => other.Item1);
                longest[one] = path = (first.Item1 + (seen[one].Finished - seen[one].Begun), [.. first.Item2, one]);
            }

            return path;
        }
    }

    public void Progress(string activity, string status, int percent = -1)
    {
        if (status.Split("; ") is not [_, var names])
        {
            return;
        }

        var (now, time) = (names.Split(", ", StringSplitOptions.RemoveEmptyEntries).ToHashSet(), Stopwatch.GetElapsedTime(started));
        foreach (var one in now.Except(underWay))
        {
            seen[one] = (time, time);
        }

        foreach (var one in underWay.Except(now))
        {
            seen[one] = (seen[one].Begun, time);
        }

        underWay = now;
    }

    public void Verbose(string message) { }

    public void Warning(string message) => Console.Error.WriteLine(message);

    public void Error(LabException error) => throw error;

    public string Ask(string question) => throw new NotSupportedException();
}
