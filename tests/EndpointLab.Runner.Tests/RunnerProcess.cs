using System.Diagnostics;
using System.Reflection;

namespace EndpointLab.Runner.Tests;

/// <summary>The runner as a process of its own, with its output redirected.</summary>
internal sealed class RunnerProcess : IDisposable
{
    private readonly Process process;

    public RunnerProcess(params string[] arguments)
    {
        var runner = typeof(RunnerProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Runner").Value!;
        var start = new ProcessStartInfo("dotnet", ["exec", runner, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        process = Process.Start(start)!;
    }

    public int Id => process.Id;

    /// <summary>The next line of output.</summary>
    public Task<string?> ReadLine() => process.StandardOutput.ReadLineAsync();

    /// <summary>The rest of what it writes, and its exit code.</summary>
    public async Task<(string Output, string Errors, int ExitCode)> End()
    {
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (output, await errors, process.ExitCode);
    }

    public void Dispose() => process.Dispose();
}
