using System.Collections;
using System.Net.Sockets;

namespace EndpointLab.Cmdlets.Tests.Simulators;

public sealed class SimulatorServerTests : IDisposable
{
    private readonly LabShell shell = new();

    public void Dispose() => shell.Dispose();

    [Fact]
    public void Other_clients_see_what_the_session_made() => Assert.Equal("lab", shell.Run(
        """
        $null = Connect-LabSession -Region eu-central-1 -AccountId 210987654321
        $vpc = New-LabVpc 10.0.0.0/16 -Name lab
        $server = Start-LabSimulator -Port 0
        $account = $server.Environment['AWS_ACCESS_KEY_ID']
        $client = Connect-LabSession -EndpointUrl $server.EndpointUrl -Region eu-central-1 -AccountId $account
        (Get-LabVpc $vpc.VpcId -Session $client).Name
        $server | Stop-LabSimulator
        """).Single<string>());

    [Fact]
    public void The_environment_points_a_client_at_it()
    {
        var run = shell.Run("$server = Start-LabSimulator -Port 0; $server.Environment; $server.Port; $server.Shell").ShouldSucceed();

        var environment = (IDictionary)run.Output[0].BaseObject;
        Assert.Equal($"http://127.0.0.1:{run.Output[1]}", environment["AWS_ENDPOINT_URL"]);
        Assert.Equal("123456789012", environment["AWS_ACCESS_KEY_ID"]);
        Assert.Equal("us-east-1", environment["AWS_REGION"]);
        Assert.Equal(environment["AWS_REGION"], environment["AWS_DEFAULT_REGION"]);
        Assert.Contains($"export AWS_ENDPOINT_URL='http://127.0.0.1:{run.Output[1]}'\n", $"{run.Output[2]}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_client_must_sign_with_the_secret_that_only_the_environment_shows()
    {
        var run = shell.Run(
            """
            $VerbosePreference = 'Continue'
            $server = Start-LabSimulator -Port 0 -RequireSignature
            $null = New-LabVpc 10.0.0.0/16 -Session $server.SessionName
            $server.Environment['AWS_SECRET_ACCESS_KEY']
            "$server", $server.PowerShell, $server.Shell
            Connect-LabSession -EndpointUrl $server.EndpointUrl -AccountId $server.AccountId
            """);
        var secret = $"{run.Output[0]}";
        Assert.Equal(40, secret.Length);
        string[] views = [.. shell.Render("$server"), .. shell.Render("Get-LabSession $server.SessionName")];
        Assert.DoesNotContain(
            secret, string.Join('\n', [.. run.Output.Skip(1), .. run.Errors, .. run.Verbose, .. views]), StringComparison.Ordinal);
        run.ShouldFail("SignatureDoesNotMatch");
    }

    [Fact]
    public void Without_a_simulated_session_a_new_one_is_served_and_becomes_the_current_one() => Assert.Equal(
        "Simulated",
        shell.Run("\"$((Start-LabSimulator -Port 0 -Lifecycle Instant | ForEach-Object { Get-LabSession $_.SessionName }).Kind)\"")
            .Single<string>());

    [Fact]
    public void Signatures_can_be_required_of_a_new_cloud_only() =>
        shell.Run("$null = Connect-LabSession; Start-LabSimulator -Port 0 -RequireSignature").ShouldFail("InvalidArgument");

    [Theory]
    [InlineData("")]
    [InlineData("$null = Connect-LabSession")]
    public void The_pace_applies_to_a_cloud_that_is_new_or_open_already(string before) => Assert.Equal("Instant VpcCreation=5s", shell.Run(
        $$"""
        {{before}}
        $null = Start-LabSimulator -Port 0 -Lifecycle Instant -Delay VpcCreation=5s
        $settings = Set-LabSimulator
        "$($settings.Lifecycle) $($settings.Delays | Where-Object Name -eq VpcCreation)"
        """).Single<string>());

    [Fact]
    public void A_session_that_is_not_simulated_has_nothing_to_serve() => shell.Run(
        """
        $server = Start-LabSimulator -Port 0
        $client = Connect-LabSession -EndpointUrl $server.EndpointUrl
        Start-LabSimulator -Port 0 -Session $client
        """).ShouldFail("SessionConflict");

    [Fact]
    public void A_port_in_use_is_an_error_that_leaves_no_session_behind()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;

        var error = shell.Run("Start-LabSimulator -Port $args[0]", port).ShouldFail("PortInUse");

        Assert.Contains($"{port}", error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(shell.Run("Get-LabSession").ShouldSucceed().Output);
    }

    [Theory]
    [InlineData("$server | Stop-LabSimulator")]
    [InlineData("Stop-LabSimulator $server")]
    [InlineData("Stop-LabSimulator $server.Port")]
    [InlineData("Stop-LabSimulator -Session $server.SessionName")]
    [InlineData("Stop-LabSimulator")]
    public void It_serves_until_it_is_stopped(string stop)
    {
        var port = shell.Run("($server = Start-LabSimulator -Port 0).Port").Single<int>();
        Assert.True(Listens(port));

        shell.Run(stop).ShouldSucceed();

        Assert.False(Listens(port));
        Assert.Equal("Stopped", shell.Run("$server.State").Single<string>());
        shell.Run("Stop-LabSimulator -Port $args[0]", port).ShouldFail("SimulatorNotFound");
    }

    [Fact]
    public void It_stops_with_its_runspace()
    {
        int port;
        using (var other = new LabShell())
        {
            port = other.Run("(Start-LabSimulator -Port 0).Port").Single<int>();
            Assert.True(Listens(port));
        }

        Assert.False(Listens(port));
    }

    [Fact]
    public void WhatIf_serves_nothing() =>
        Assert.Empty(shell.Run("Start-LabSimulator -Port 0 -WhatIf; Get-LabSession").ShouldSucceed().Output);

    [Fact]
    public async Task Waiting_ends_with_the_pipeline_and_so_does_the_server()
    {
        var port = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var run = shell.Start("$port = $args[0]; Start-LabSimulator -Port 0 -Wait | ForEach-Object { $port.SetResult($_.Port) }", port);
        var listening = await port.Task;
        Assert.True(Listens(listening));

        Assert.True(run.Stop().Stopped);

        Assert.False(Listens(listening));
    }

    [Fact]
    public void A_server_that_waits_ends_with_a_pipeline_that_takes_no_more_than_its_object() => Assert.Equal("Stopped", shell.Run(
        """
        $server = @{}
        try { Start-LabSimulator -Port 0 -Wait | ForEach-Object { $server.Is = $_; throw 'enough' } } catch { }
        $server.Is.State
        """).Single<string>());

    private static bool Listens(int port)
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
