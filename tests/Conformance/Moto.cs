using System.Diagnostics;
using System.Text.RegularExpressions;

namespace EndpointLab.Conformance;

/// <summary>A server of moto's, where it is installed.</summary>
internal sealed partial class Moto : IDisposable
{
    private readonly Process process;

    private Moto(Process process, Uri endpoint) => (this.process, Endpoint) = (process, endpoint);

    public Uri Endpoint { get; }

    /// <summary>Skips the test, and says so, where moto isn't found.</summary>
    public static async Task<Moto> RequireAsync()
    {
        var python = ClientProgram.Require("python3", new("http://127.0.0.1"), "-c", "import moto.server");
        var process = python.Start("-m", "moto.server", "-p", "0");
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            if (Address().Match(line) is { Success: true, Value: var address })
            {
                // Read on, or it stops when the pipe is full.
                _ = process.StandardError.ReadToEndAsync();
                return new(process, new(address));
            }
        }

        process.Dispose();
        Assert.Fail("moto.server ended before it had an address");
        return null!;
    }

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
