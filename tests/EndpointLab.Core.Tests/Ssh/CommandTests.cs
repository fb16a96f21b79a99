using System.Net;
using System.Net.Sockets;

namespace EndpointLab.Core.Tests.Ssh;

/// <summary>Commands over real OpenSSH servers: one that stands for the public instance, and one behind it.</summary>
public sealed class CommandTests
{
    [Fact]
    public async Task A_command_runs_behind_the_jump_host()
    {
        using var lab = await SshLab.StartAsync();

        var result = await lab.RunAsync("echo \"to $SSH_CONNECTION\"; echo aside >&2");

        Assert.Equal((SshLab.Private, 0), (result.Instance, result.ExitCode));
        // What else starts with a shell may have said something before.
        Assert.EndsWith("aside", result.Error, StringComparison.Ordinal);
        Assert.EndsWith($" 127.0.0.2 {lab.Behind.Port}", result.Output, StringComparison.Ordinal);
        Assert.Equal("to 127.0.0.1", result.Output[..12]);
    }

    [Fact]
    public async Task A_host_in_reach_needs_no_other()
    {
        using var lab = await SshLab.StartAsync();

        var result = await InstanceCommands.RunAsync(lab.Lab, SshLab.Public, lab.Login(via: null), "echo here", TimeSpan.FromMinutes(5));

        Assert.Equal((SshLab.Public, "here"), (result.Instance, result.Output));
    }

    [Theory]
    [InlineData("exit 3", 3, null)]
    [InlineData("kill -TERM $$", null, "TERM")]
    public async Task How_a_command_ends_is_no_error(string command, int? exitCode, string? signal)
    {
        using var lab = await SshLab.StartAsync();

        var result = await lab.RunAsync(command);

        Assert.Equal((exitCode, signal), (result.ExitCode, result.Signal));
    }

    [Fact]
    public async Task Much_output_arrives_whole()
    {
        using var lab = await SshLab.StartAsync();

        var result = await lab.RunAsync("i=0; while [ $i -lt 64 ]; do head -c 131072 /dev/zero | tr '\\0' x; i=$((i+1)); done; echo end");

        Assert.Equal((64 * 131_072) + 3, result.Output.Length);
        Assert.EndsWith("xend", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_key_is_refused()
    {
        using var lab = await SshLab.StartAsync();
        var other = Path.Join(lab.KnownHostsFolder, "other");
        SshServer.NewKey(other);

        var error = await Assert.ThrowsAsync<LabException>(() => lab.RunAsync("true", lab.Login(keyPath: other)));

        Assert.Equal((ErrorId.LoginRefused, SshLab.Public), (error.ErrorId, error.Target));
        Assert.Contains(other, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SshLab.Public)]
    [InlineData(SshLab.Private)]
    public async Task Another_host_key_than_on_the_console_ends_it_before_anything_is_sent(string instanceId)
    {
        using var lab = await SshLab.StartAsync();
        lab.Consoles[instanceId] = SshLab.Console(SshServer.NewKey(Path.Join(lab.KnownHostsFolder, "elsewhere")));

        var error = await Assert.ThrowsAsync<LabException>(() => lab.RunAsync("true"));

        Assert.Equal((ErrorId.HostKeyChanged, instanceId), (error.ErrorId, error.Target));
        // It may have been the first look that was wrong.
        lab.Consoles[instanceId] = SshLab.Console(instanceId == SshLab.Public ? lab.Jump.HostKey : lab.Behind.HostKey);
        Assert.Equal(0, (await lab.RunAsync("true")).ExitCode);
    }

    [Fact]
    public async Task A_fingerprint_that_the_user_knows_counts_instead_of_the_console()
    {
        using var lab = await SshLab.StartAsync();
        var fingerprint = Assert.Single(HostKeys.Printed(lab.Consoles[SshLab.Private])!.Fingerprints);
        lab.Consoles[SshLab.Private] = "";

        Assert.Equal(0, (await lab.RunAsync("true", lab.Login(fingerprints: [$"SHA256:{fingerprint}"]))).ExitCode);
        var error = await Assert.ThrowsAsync<LabException>(() => lab.RunAsync("true", lab.Login(fingerprints: [new('A', 43)])));
        Assert.Equal(ErrorId.HostKeyChanged, error.ErrorId);
    }

    [Fact]
    public async Task A_jump_host_that_forwards_nothing_is_named_with_what_it_says()
    {
        using var lab = await SshLab.StartAsync(jumpForwards: false);

        var error = await Assert.ThrowsAsync<LabException>(() => lab.RunAsync("true"));

        Assert.Equal((ErrorId.InstanceUnreachable, SshLab.Private), (error.ErrorId, error.Target));
        Assert.EndsWith("forwards nothing there", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_jump_host_that_does_not_reach_the_instance_says_why()
    {
        using var lab = await SshLab.StartAsync();
        lab.Behind.Stop();

        var error = await Assert.ThrowsAsync<LabException>(() => lab.RunAsync("true"));

        Assert.Equal((ErrorId.InstanceUnreachable, SshLab.Private), (error.ErrorId, error.Target));
        Assert.EndsWith("Connection refused", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_listens_nobody_logs_in()
    {
        using var lab = await SshLab.StartAsync();
        lab.Jump.Stop();

        var error = await Assert.ThrowsAsync<LabException>(() => lab.RunAsync("true"));

        Assert.Equal((ErrorId.InstanceUnreachable, SshLab.Public), (error.ErrorId, error.Target));
    }

    [Fact]
    public async Task What_takes_longer_than_the_timeout_is_one_error()
    {
        ManualTime time = new();
        using var lab = await SshLab.StartAsync(time: time);

        var run = lab.RunAsync("cat", timeout: TimeSpan.FromSeconds(90));
        await lab.Behind.UntilCommandAsync();
        time.Advance(TimeSpan.FromSeconds(90));

        var error = await Assert.ThrowsAsync<LabException>(() => run);
        Assert.Equal((ErrorId.CommandTimedOut, SshLab.Private), (error.ErrorId, error.Target));
        Assert.Contains("90 s to run the command", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_never_answers_times_out_as_well()
    {
        ManualTime time = new();
        using var lab = await SshLab.StartAsync(time: time);
        lab.Jump.Stop();
        using TcpListener silent = new(IPAddress.Loopback, lab.Jump.Port);
        silent.Start();

        var run = lab.RunAsync("true", timeout: TimeSpan.FromSeconds(90));
        using var caller = await silent.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(90));

        var error = await Assert.ThrowsAsync<LabException>(() => run);
        Assert.Equal(ErrorId.CommandTimedOut, error.ErrorId);
        Assert.Contains("log in", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_ends_it_midway()
    {
        using var lab = await SshLab.StartAsync();

        var run = lab.RunAsync("cat");
        await lab.Behind.UntilCommandAsync();
        await lab.Cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_told_from_a_failed_login()
    {
        using var lab = await SshLab.StartAsync();

        var error = await Assert.ThrowsAsync<LabException>(() => lab.RunAsync("kill -9 $PPID; cat"));

        Assert.Equal(ErrorId.AnswerLost, error.ErrorId);
    }

    [Fact]
    public async Task An_encrypted_key_needs_its_passphrase_which_nothing_tells()
    {
        using var lab = await SshLab.StartAsync();
        SshServer.Encrypt(lab.KeyPath, "open sesame");

        var missing = await Assert.ThrowsAsync<LabException>(() => lab.RunAsync("true"));
        var wrong = await Assert.ThrowsAsync<LabException>(() => lab.RunAsync("true", lab.Login(passphrase: "close sesame")));
        var result = await lab.RunAsync("true", lab.Login(passphrase: "open sesame"));

        Assert.Equal((ErrorId.PrivateKeyUnusable, ErrorId.PrivateKeyUnusable, 0), (missing.ErrorId, wrong.ErrorId, result.ExitCode));
        Assert.Contains("-Passphrase", missing.NextStep, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", $"{wrong}{result}{string.Join('\n', lab.Reporter.Details)}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_that_cannot_be_used_are_told_apart()
    {
        using var lab = await SshLab.StartAsync();
        var text = Path.Join(lab.KnownHostsFolder, "text");
        await File.WriteAllTextAsync(text, "no key", TestContext.Current.CancellationToken);

        Assert.Contains("no such file", await ReasonAsync("nowhere"), StringComparison.Ordinal);
        Assert.Contains("known format", await ReasonAsync(text), StringComparison.Ordinal);

        async Task<string> ReasonAsync(string path)
        {
            var error = await Assert.ThrowsAsync<LabException>(() => lab.RunAsync("true", lab.Login(keyPath: path)));
            Assert.Equal(ErrorId.PrivateKeyUnusable, error.ErrorId);
            return error.Message;
        }
    }
}
