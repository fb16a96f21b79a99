using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using EndpointLab.Core.Tests.Ssh;
using EndpointLab.Simulator;

namespace EndpointLab.Conformance.Aws;

/// <summary>
/// A machine that stands for one of EC2's: a real SSH server on port 22 with the user ec2-user, to which names mean what its own hosts file
/// says, and 169.254.169.254 what the simulator tells an instance.
/// </summary>
internal sealed class Machine : IDisposable
{
    private const int Ssh = 22;

    // Over the files of this computer, but only in the eyes of the server and what it starts.
    private const string Mount = "mount --bind \"$0/hosts\" /etc/hosts && mount --bind \"$0/passwd\" /etc/passwd && exec \"$@\"";

    private readonly DirectoryInfo folder;
    private readonly SshServer server;
    private readonly MetadataService metadata;

    private Machine(DirectoryInfo folder, SshServer server, MetadataService metadata) =>
        (this.folder, this.server, this.metadata) = (folder, server, metadata);

    public string HostKey => server.HostKey;

    /// <summary>Skips the test, and says so, where there can be none.</summary>
    public static void Require()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "skipped: root on Linux not found");
        foreach (var program in new[] { "sshd", "ssh-keygen", "curl", "unshare" })
        {
            Assert.SkipWhen(SshServer.Find(program) is null, $"skipped: {program} not found");
        }

        using var unshare = Process.Start("unshare", ["--mount", "mount", "--bind", "/etc/hosts", "/etc/hosts"]);
        unshare.WaitForExit();
        Assert.SkipWhen(unshare.ExitCode != 0, "skipped: mount namespaces not found");
        using TcpClient somebody = new();
        try
        {
            somebody.Connect(IPAddress.Loopback, Ssh);
            Assert.Skip("skipped: a free port 22 not found");
        }
        catch (SocketException)
        {
            // Nobody listens.
        }
    }

    /// <param name="hosts">What names mean there, as in /etc/hosts.</param>
    /// <param name="networkInterface">The one of the instance that it stands for.</param>
    public static async Task<Machine> StartAsync(string address, string hosts, string authorizedKey, Cloud cloud, string networkInterface)
    {
        var folder = Directory.CreateTempSubdirectory("endpointlab-machine-");
        MetadataService metadata = new("*", "reader", () => ReadKeysAsync(cloud, networkInterface));
        await File.WriteAllTextAsync(Path.Join(folder.FullName, "hosts"), hosts);
        var passwd = $"{await File.ReadAllTextAsync("/etc/passwd")}\nec2-user:x:0:0::{folder.FullName}:/bin/bash\n";
        await File.WriteAllTextAsync(Path.Join(folder.FullName, "passwd"), passwd);
        await File.WriteAllTextAsync(
            Path.Join(folder.FullName, ".curlrc"), $"connect-to = \"169.254.169.254:80:127.0.0.1:{metadata.Port}\"\n");
        var server = await SshServer.StartAsync(
            folder, address, Ssh, authorizedKey, within: ["unshare", "--mount", "sh", "-c", Mount, folder.FullName]);
        return new(folder, server, metadata);
    }

    /// <summary>Changes what names mean there.</summary>
    public void SetHosts(string hosts) => File.WriteAllText(Path.Join(folder.FullName, "hosts"), hosts);

    public void Stop() => server.Stop();

    public void Dispose()
    {
        server.Dispose();
        metadata.Dispose();
        folder.Delete(recursive: true);
    }

    /// <summary>What the simulator gives the instance; its names for it are nearly those of the metadata.</summary>
    private static async Task<string> ReadKeysAsync(Cloud cloud, string networkInterface)
    {
        using HttpClient simulator = new(new CloudHandler(cloud));
        using var answer = await simulator.PostAsJsonAsync("http://simulator/_lab/credentials", new { from = networkInterface });
        var keys = (await answer.Content.ReadFromJsonAsync<Dictionary<string, string>>())!;
        return $$"""
            {
              "Code": "Success",
              "AccessKeyId": "{{keys["accessKeyId"]}}",
              "SecretAccessKey": "{{keys["secretAccessKey"]}}",
              "Token": "{{keys["token"]}}"
            }
            """;
    }
}
