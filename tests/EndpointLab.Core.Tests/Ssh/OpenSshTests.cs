using System.Diagnostics;

namespace EndpointLab.Core.Tests.Ssh;

/// <summary>What OpenSSH's own client is given, and that it does with it what it should.</summary>
public sealed class OpenSshTests
{
    private static readonly SshHost Host = new("i-22222222", "10.0.2.5", Keys("ssh-ed25519 AAAAhost"), 22);
    private static readonly SshHost Jump = new("i-11111111", "203.0.113.7", Keys("ssh-ed25519 AAAAjump", "ssh-rsa AAAAolder"), 22);

    private static readonly SshKey Key = new("ec2-user", "/home/me/100% \"mine\"/lab.pem", passphrase: "secret");

    [Fact]
    public void The_jump_host_is_an_argument_and_all_else_is_in_the_configuration()
    {
        Assert.Equal(["-F", "/tmp/x/config", "-J", "i-11111111", "i-22222222"], OpenSsh.Arguments(new(Host, Jump, Key), "/tmp/x/config"));
        Assert.Equal(["-F", "/tmp/x/config", "i-22222222"], OpenSsh.Arguments(new(Host, null, Key), "/tmp/x/config"));
    }

    [Fact]
    public void Both_hosts_have_to_show_the_keys_that_they_printed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The paths are those of others.");
        var text = OpenSshSettings.Configuration(new(Host, Jump, Key), "/tmp/x/known_hosts");

        Assert.Equal(
            """
            Host i-22222222
              HostName 10.0.2.5
              Port 22
              HostKeyAlias i-22222222
            Host i-11111111
              HostName 203.0.113.7
              Port 22
              HostKeyAlias i-11111111
            Host *
              User ec2-user
              IdentityFile "/home/me/100%% \"mine\"/lab.pem"
              IdentitiesOnly yes
              UserKnownHostsFile "/tmp/x/known_hosts"
              GlobalKnownHostsFile "/tmp/x/known_hosts"
              StrictHostKeyChecking yes
              UpdateHostKeys no

            """.ReplaceLineEndings("\n"),
            text);
        Assert.Equal(
            "i-22222222 ssh-ed25519 AAAAhost\ni-11111111 ssh-ed25519 AAAAjump\ni-11111111 ssh-rsa AAAAolder\n",
            OpenSshSettings.KnownHosts(new(Host, Jump, Key)));
    }

    [Fact]
    public void Fingerprints_alone_are_not_enough() =>
        Assert.Equal(
            ErrorId.HostKeyUnknown,
            Assert.Throws<LabException>(
                () => OpenSshSettings.KnownHosts(new(Host with { Keys = HostKeys.Known([new('A', 43)]) }, Jump, Key))).ErrorId);

    [Fact]
    public void A_client_that_is_not_installed_is_one_error() =>
        Assert.Equal(ErrorId.ClientNotFound, Assert.Throws<LabException>(() => OpenSsh.Find(Path.GetTempPath())).ErrorId);

    [Fact]
    public void The_files_are_the_owners_and_go_again()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        string folder;
        using (var settings = OpenSshSettings.Write(new(Host, Jump, Key)))
        {
            folder = Path.GetDirectoryName(settings.ConfigurationPath)!;
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
            foreach (var file in Directory.GetFiles(folder))
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }
        }

        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task OpenSSH_logs_in_through_the_jump_host()
    {
        using var lab = await SshLab.StartAsync();

        var (exitCode, output, _) = await SshAsync(await RouteAsync(lab));

        Assert.Equal((0, $"127.0.0.1 127.0.0.2 {lab.Behind.Port}"), (exitCode, output));
    }

    [Theory]
    [InlineData(SshLab.Public)]
    [InlineData(SshLab.Private)]
    public async Task OpenSSH_refuses_another_host_key(string instanceId)
    {
        using var lab = await SshLab.StartAsync();
        lab.Consoles[instanceId] = SshLab.Console(SshServer.NewKey(Path.Join(lab.KnownHostsFolder, "elsewhere")));

        var (exitCode, _, error) = await SshAsync(await RouteAsync(lab));

        Assert.Equal(255, exitCode);
        Assert.Contains("Host key verification failed", error, StringComparison.Ordinal);
    }

    private static HostKeys Keys(params string[] publicKeys) => new(new HashSet<string>(), publicKeys);

    private static Task<SshRoute> RouteAsync(SshLab lab) =>
        lab.Login().FindAsync(lab.Lab, SshLab.Private, TestContext.Current.CancellationToken);

    private static async Task<(int ExitCode, string Output, string Error)> SshAsync(SshRoute route)
    {
        using var settings = OpenSshSettings.Write(route);
        ProcessStartInfo start = new(
            SshServer.Find("ssh")!, [.. OpenSsh.Arguments(route, settings.ConfigurationPath), "set -- $SSH_CONNECTION; echo $1 $3 $4"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var client = Process.Start(start)!;
        var error = client.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await client.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await client.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (client.ExitCode, output.Trim(), await error);
    }
}
