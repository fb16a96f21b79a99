using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace EndpointLab.Core.Tests.Ssh;

/// <summary>OpenSSH's server on a loopback address, as its own process, with a host key of its own, for whoever runs the tests.</summary>
internal sealed class SshServer : IDisposable
{
    private static readonly string[] Folders =
        [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), "/usr/local/sbin", "/usr/sbin"];

    private readonly Process server;
    private readonly List<string> log = [];
    private event Action<string>? Logged;

    private SshServer(Process server, string address, int port, string hostKey)
    {
        (this.server, Address, Port, HostKey) = (server, address, port, hostKey);
        server.ErrorDataReceived += (_, line) =>
        {
            lock (log)
            {
                log.Add(line.Data ?? "(ended)");
                Logged?.Invoke(line.Data ?? "(ended)");
            }
        };
        server.BeginErrorReadLine();
    }

    public string Address { get; }

    public int Port { get; }

    /// <summary>The public half: type and key.</summary>
    public string HostKey { get; }

    /// <summary>Null where it is not installed.</summary>
    public static string? Program { get; } = Find("sshd");

    public static string? Find(string program) => Folders.Select(folder => Path.Join(folder, program)).FirstOrDefault(File.Exists);

    /// <param name="folder">An empty one, for its files.</param>
    /// <param name="authorizedKey">A line of authorized_keys.</param>
    /// <param name="within">A program with its arguments that starts the one named after them; null for none.</param>
    public static async Task<SshServer> StartAsync(
        DirectoryInfo folder, string address, int port, string authorizedKey, bool forwards = true, string[]? within = null)
    {
        // Where the system's own service makes it, if that ever ran.
        if (Environment.IsPrivilegedProcess)
        {
            Directory.CreateDirectory("/run/sshd");
        }

        var hostKey = Path.Join(folder.FullName, "host");
        var publicKey = NewKey(hostKey);
        await File.WriteAllTextAsync(Path.Join(folder.FullName, "authorized_keys"), authorizedKey + "\n");
        var configuration = Path.Join(folder.FullName, "sshd_config");
        await File.WriteAllTextAsync(
            configuration,
            $"""
            ListenAddress {address}:{port}
            HostKey {hostKey}
            AuthorizedKeysFile {folder.FullName}/authorized_keys
            AllowTcpForwarding {(forwards ? "yes" : "no")}
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PermitRootLogin yes
            StrictModes no
            PidFile none
            LogLevel VERBOSE

            """);
        string[] command = [.. within ?? [], Program!, "-D", "-e", "-f", configuration];
        ProcessStartInfo start = new(command[0], command[1..]) { RedirectStandardError = true };
        SshServer server = new(Process.Start(start)!, address, port, publicKey);
        var first = await server.UntilLoggedAsync(line => line.Contains("listening on", StringComparison.Ordinal) || line == "(ended)");
        Assert.True(first != "(ended)", $"sshd didn't start: {string.Join('\n', server.log)}");
        return server;
    }

    /// <summary>A new ed25519 key in OpenSSH's format, whose public half is given back.</summary>
    public static string NewKey(string path)
    {
        KeyGen("-t", "ed25519", "-N", "", "-C", "", "-f", path);
        return string.Join(' ', File.ReadAllText(path + ".pub").Split(' ')[..2]).Trim();
    }

    /// <summary>A line of authorized_keys for the private key in a file.</summary>
    public static string PublicKeyOf(string path) => KeyGen("-y", "-f", path).Trim();

    public static void Encrypt(string path, string passphrase) => KeyGen("-p", "-P", "", "-N", passphrase, "-f", path);

    /// <summary>A port that is free on loopback.</summary>
    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Completes when a command has been started.</summary>
    public Task UntilCommandAsync() => UntilLoggedAsync(line => line.Contains("Starting session: command", StringComparison.Ordinal));

    public void Stop()
    {
        server.Kill(entireProcessTree: true);
        server.WaitForExit();
    }

    public void Dispose()
    {
        Stop();
        server.Dispose();
    }

    private static string KeyGen(params string[] arguments)
    {
        using var keygen = Process.Start(new ProcessStartInfo(Find("ssh-keygen")!, ["-q", .. arguments]) { RedirectStandardOutput = true })!;
        var output = keygen.StandardOutput.ReadToEnd();
        keygen.WaitForExit();
        return output;
    }

    private async Task<string> UntilLoggedAsync(Func<string, bool> isIt)
    {
        TaskCompletionSource<string> seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (log)
        {
            Logged += line => _ = isIt(line) && seen.TrySetResult(line);
            if (log.Find(line => isIt(line)) is { } before)
            {
                seen.TrySetResult(before);
            }
        }

        return await seen.Task.WaitAsync(TestContext.Current.CancellationToken);
    }
}
