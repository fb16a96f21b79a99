using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace EndpointLab.Bench;

/// <summary>The sample in a process that has run it before: the eleven steps, the proof and the cleanup.</summary>
internal static class WarmSample
{
    public static int Measure()
    {
        const int WarmUps = 10;
        const int Runs = 31;
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        Invoke(runspace, $"Import-Module '{Repository.Manifest}'");
        foreach (var lifecycle in new[] { "Quick", "Instant" })
        {
            var whole = Enumerable.Range(0, WarmUps + Runs).Select(_ => Time(runspace, lifecycle)).Skip(WarmUps).ToList();
            Console.WriteLine($"the whole sample, warm, lifecycle {lifecycle}: median {Median.Of(whole):0.0} ms, slowest {whole.Max():0.0} ms of {Runs}");
        }
        return 0;
    }

    private static double Time(Runspace runspace, string lifecycle)
    {
        var started = Stopwatch.GetTimestamp();
        Invoke(runspace, $"& '{Repository.Sample}' -Lifecycle {lifecycle}");
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static void Invoke(Runspace runspace, string script)
    {
        using var shell = PowerShell.Create(runspace);
        shell.AddScript(script).Invoke();
        if (shell.HadErrors) throw new InvalidOperationException(string.Join('\n', shell.Streams.Error));
    }
}
