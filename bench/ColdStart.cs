using System.Diagnostics;

namespace EndpointLab.Bench;

/// <summary>Whole processes, from their start to their end.</summary>
internal static class ColdStart
{
    /// <summary>Importing the module into pwsh, against pwsh alone: medians of interleaved runs.</summary>
    public static int Import()
    {
        const int Runs = 21;
        List<double> bare = [];
        List<double> import = [];
        for (var run = 0; run <= Runs; run++)
        {
            var one = Time("pwsh", ["-NoProfile", "-Command", "1"]);
            var other = Time("pwsh", ["-NoProfile", "-Command", $"Import-Module '{Repository.Manifest}'; 1"]);
            if (run == 0) continue; // The first of each warms the disk cache.
            bare.Add(one);
            import.Add(other);
        }
        Console.WriteLine($"pwsh alone {Statistics.Median(bare):0} ms, with Import-Module {Statistics.Median(import):0} ms: "
            + $"{Statistics.Median(import) / Statistics.Median(bare):0.00} x (medians of {Runs} interleaved runs)");
        return 0;
    }

    /// <summary>The built runner and the whole sample on the embedded simulator.</summary>
    public static int Runner()
    {
        const int Runs = 11;
        var times = Enumerable.Range(0, Runs).Select(_ => Time("dotnet", [Repository.Runner])).ToList();
        Console.WriteLine(
            $"the built runner, cold, with the whole sample: median {Statistics.Median(times):0} ms, slowest {times.Max():0} ms of {Runs}");
        return 0;
    }

    /// <summary>How many milliseconds a program takes.</summary>
    /// <param name="settings">What is set in its environment besides.</param>
    public static double Time(string program, string[] arguments, Dictionary<string, string>? settings = null)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in settings ?? [])
        {
            start.Environment[name] = value;
        }

        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? Stopwatch.GetElapsedTime(started).TotalMilliseconds : throw new InvalidOperationException(error);
    }
}
