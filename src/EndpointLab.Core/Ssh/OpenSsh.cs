using System.Diagnostics;

namespace EndpointLab;

/// <summary>OpenSSH's client on this computer, set up to accept the known host keys of one route and no others.</summary>
internal static class OpenSsh
{
    private const int Failed = 255;

    /// <summary>Opens a session in this terminal, and returns when it has ended.</summary>
    /// <exception cref="LabException">There is no client, or it could not log in; it has said why by then.</exception>
    public static async Task EnterAsync(SshRoute route, CancellationToken token)
    {
        var program = Find(Environment.GetEnvironmentVariable("PATH") ?? "");
        using var settings = OpenSshSettings.Write(route);
        using var client = Process.Start(
            new ProcessStartInfo(program, Arguments(route, settings.ConfigurationPath)) { UseShellExecute = false })!;
        try
        {
            await client.WaitForExitAsync(token);
        }
        finally
        {
            if (!client.HasExited)
            {
                client.Kill(entireProcessTree: true);
            }
        }

        if (client.ExitCode == Failed)
        {
            throw new LabException(
                ErrorId.LoginRefused,
                $"OpenSSH's client could not log in to {route.Host.Name}, or lost the connection.",
                "It has said why. Invoke-LabInstanceCommand goes the same way, and explains what stops it.",
                route.Host.Name);
        }
    }

    /// <summary>
    /// The client's arguments. It hands its configuration on to the client that it starts for the jump host, which no other option is.
    /// </summary>
    public static IReadOnlyList<string> Arguments(SshRoute route, string configurationPath)
    {
        List<string> arguments = ["-F", configurationPath];
        if (route.Via is { } via)
        {
            arguments.AddRange(["-J", via.Name]);
        }

        arguments.Add(route.Host.Name);
        return arguments;
    }

    /// <param name="path">Folders, as in the environment's PATH.</param>
    /// <exception cref="LabException">None of them has the client.</exception>
    public static string Find(string path) =>
        path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Join(folder, OperatingSystem.IsWindows() ? "ssh.exe" : "ssh"))
            .FirstOrDefault(File.Exists)
        ?? throw new LabException(
            ErrorId.ClientNotFound,
            "OpenSSH's client, ssh, is not on the PATH.",
            "Install it: it is the package openssh-client or openssh-clients, or on Windows the optional feature OpenSSH Client. "
                + "Invoke-LabInstanceCommand needs none.");
}
