using System.Diagnostics;

namespace EndpointLab.Conformance;

/// <summary>A client of AWS that may be installed on this computer, run against a server on loopback.</summary>
/// <param name="endpoint">Null for AWS's own, which <see cref="Settings"/> then lead to loopback.</param>
internal sealed class ClientProgram(string program, Uri? endpoint)
{
    /// <summary>Longer than any run takes, even on a computer that is busy with others.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The access key that it signs with: by default one that only a server which looks at no signature takes.</summary>
    public (string Id, string Secret) AccessKey { get; set; } = ("test", "test");

    /// <summary>Where it runs.</summary>
    public string Folder { get; init; } = "";

    /// <summary>What is set in its environment besides.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Skips the test, and says so, where the program is not installed.</summary>
    public static ClientProgram Require(string program, Uri endpoint, params string[] probe)
    {
        var client = new ClientProgram(program, endpoint);
        try
        {
            if (client.Run(probe).ExitCode == 0) return client;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // Not on PATH.
        }
        Assert.Skip($"skipped: {string.Join(' ', [program, .. probe])} not found");
        return client;
    }

    public ClientRun Run(params string[] arguments)
    {
        using var process = Start(arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(' ', arguments)} took more than {Patience}\n{output.GetAwaiter().GetResult()}");
        }
        return new(process.ExitCode, output.GetAwaiter().GetResult().Trim(), error.GetAwaiter().GetResult().Trim());
    }

    /// <summary>Starts it, for whoever is to end it.</summary>
    public Process Start(params string[] arguments)
    {
        var process = Process.Start(Describe(arguments))!;
        process.StandardInput.Close();
        return process;
    }

    // Nothing of the user's own configuration may reach the client, least of all credentials; nor may its calls leave this computer.
    private ProcessStartInfo Describe(string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder,
        };
        foreach (var name in start.Environment.Keys.Where(IsForeign).ToList())
        {
            start.Environment.Remove(name);
        }
        if (endpoint is not null)
        {
            start.Environment["AWS_ENDPOINT_URL"] = endpoint.ToString();
        }
        start.Environment["AWS_ACCESS_KEY_ID"] = AccessKey.Id;
        start.Environment["AWS_SECRET_ACCESS_KEY"] = AccessKey.Secret;
        start.Environment["AWS_DEFAULT_REGION"] = "us-east-1";
        start.Environment["AWS_CONFIG_FILE"] = start.Environment["AWS_SHARED_CREDENTIALS_FILE"] =
            Path.Join(Path.GetTempPath(), "endpointlab-no-such-file");
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        start.Environment["AWS_PAGER"] = "";
        foreach (var (name, value) in Settings)
        {
            start.Environment[name] = value;
        }
        return start;
    }

    private static bool IsForeign(string name) =>
        name.StartsWith("AWS_", StringComparison.Ordinal)
        || name.StartsWith("TF_", StringComparison.Ordinal)
        || name.EndsWith("_proxy", StringComparison.OrdinalIgnoreCase);
}

internal sealed record ClientRun(int ExitCode, string Output, string Error)
{
    public string ShouldSucceed()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}\n{Output}\n{Error}");
        return Output;
    }
}
