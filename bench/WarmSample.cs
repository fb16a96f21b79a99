using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace EndpointLab.Bench;

/// <summary>The sample in a process that has run it before: until the last probe is out, and until all is removed again.</summary>
internal static class WarmSample
{
    public static int Measure()
    {
        const int WarmUps = 20;
        const int Runs = 51;
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        Invoke(runspace, $"Import-Module '{Repository.Manifest}'", []);
        foreach (var lifecycle in new[] { "Quick", "Instant" })
        {
            var times = Enumerable.Range(0, WarmUps + Runs).Select(_ => Time(runspace, lifecycle)).Skip(WarmUps).ToList();
            Console.WriteLine($"warm, lifecycle {lifecycle}: "
                + $"the eleven steps with the proof {Statistics.Median(times.Select(time => time.Proof)):0.0} ms, "
                + $"with the cleanup {Statistics.Median(times.Select(time => time.Whole)):0.0} ms (medians of {Runs} runs)");
        }
        return 0;
    }

    private static (double Proof, double Whole) Time(Runspace runspace, string lifecycle)
    {
        var started = Stopwatch.GetTimestamp();
        var proof = 0.0;
        using PSDataCollection<PSObject> probes = [];
        probes.DataAdded += (_, _) => proof = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        Invoke(runspace, $"& '{Repository.Sample}' -Lifecycle {lifecycle}", probes);
        return (proof, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    private static void Invoke(Runspace runspace, string script, PSDataCollection<PSObject> output)
    {
        using var shell = PowerShell.Create(runspace);
        shell.AddScript(script).Invoke(null, output);
        if (shell.HadErrors) throw new InvalidOperationException(string.Join('\n', shell.Streams.Error));
    }
}
