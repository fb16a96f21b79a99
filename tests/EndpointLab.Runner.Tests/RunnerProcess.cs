using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace EndpointLab.Runner.Tests;

/// <summary>The runner as a process of its own, with its output redirected.</summary>
internal sealed class RunnerProcess : IDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private readonly Process process;

    public RunnerProcess(params string[] arguments) : this(arguments, [])
    {
    }

    /// <param name="environment">Instead of all that the tests' own environment says of AWS and proxies.</param>
    public RunnerProcess(IEnumerable<string> arguments, IReadOnlyCollection<(string Name, string Value)> environment)
    {
        var runner = typeof(RunnerProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "Runner").Value!;
        var start = new ProcessStartInfo("dotnet", ["exec", runner, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (environment.Count > 0)
        {
            foreach (var name in start.Environment.Keys.Where(IsOfConnections).ToList())
            {
                start.Environment.Remove(name);
            }
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
    }

    public int Id => process.Id;

    /// <summary>Whether it was started with the signal ignored, as under nohup or in a script's background, and keeps to that.</summary>
    public bool Ignores(int signal) => OperatingSystem.IsLinux()
        && File.ReadLines($"/proc/{Id}/status").First(
            line => line.StartsWith("SigIgn:", StringComparison.Ordinal)).Split('\t') is [_, var mask]
        && (ulong.Parse(mask, NumberStyles.HexNumber, CultureInfo.InvariantCulture) >> (signal - 1) & 1) == 1;

    /// <summary>The next line of output.</summary>
    public async Task<string?> ReadLine() => await process.StandardOutput.ReadLineAsync(Cancel);

    /// <summary>The rest of what it writes, and its exit code.</summary>
    public async Task<(string Output, string Errors, int ExitCode)> End()
    {
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(Cancel);
        var output = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        return (output, await errors, process.ExitCode);
    }

    private static bool IsOfConnections(string variable) =>
        variable.StartsWith("AWS_", StringComparison.Ordinal) || variable.EndsWith("_PROXY", StringComparison.OrdinalIgnoreCase);

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.Dispose();
    }
}
