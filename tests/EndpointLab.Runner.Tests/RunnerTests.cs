using System.Diagnostics;

namespace EndpointLab.Runner.Tests;

public sealed class RunnerTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("endpointlab-runner-");

    [Fact]
    public async Task Without_arguments_it_runs_the_sample_of_which_every_probe_passes()
    {
        var (output, errors, exitCode) = await Run();

        var probes = output.Split('\n').Where(
            line => line.StartsWith("internet ", StringComparison.Ordinal) || line.StartsWith("lab-", StringComparison.Ordinal));
        Assert.NotEmpty(probes);
        Assert.All(probes, probe => Assert.Contains(" True ", probe, StringComparison.Ordinal));
        Assert.Equal("", errors);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task A_script_gets_its_arguments_and_decides_the_exit_code()
    {
        var script = Script("""
            param([string] $Name, [switch] $Keep, [int] $Number, [switch] $Quiet, [Parameter(ValueFromRemainingArguments)] $Rest)
            "$Name, $Keep, $Quiet, $Number, $Rest, $([System.IO.Path]::GetFileName($PSCommandPath))"
            exit $Number
            "not reached"
            """);

        var (output, _, exitCode) = await Run(script, "-Name", "a b", "-Keep", "-Number:5", "-Quiet:$false", "x", "-1");

        Assert.Equal("a b, True, False, 5, x -1, script.ps1", output.Trim());
        Assert.Equal(5, exitCode);
    }

    [Theory]
    [InlineData("exit 7", 7)]
    [InlineData("throw 'x'; 1", 1)]
    [InlineData("if (", 1)]
    [InlineData("Get-LabVpc vpc-malformed", 1)]
    [InlineData("Get-LabVpc vpc-malformed; 1", 0)]
    public async Task A_command_ends_with_the_exit_code_that_pwsh_gives_it(string command, int expected) =>
        Assert.Equal(expected, (await Run("-Command", command)).ExitCode);

    [Theory]
    [InlineData("Get-LabVpc vpc-malformed", 0)]
    [InlineData("throw 'x'", 1)]
    [InlineData("if (", 1)]
    public async Task A_script_ends_with_the_exit_code_that_pwsh_gives_it(string script, int expected) =>
        Assert.Equal(expected, (await Run(Script(script))).ExitCode);

    [Fact]
    public async Task Redirected_output_is_plain_and_shows_the_modules_views()
    {
        var (output, errors, _) = await Run("-Command", "Connect-LabSession -Name lab; Get-LabVpc vpc-malformed");

        var lines = output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Assert.Matches("^Name +Kind +AccountId +Region +State +EndpointUrl$", lines[0]);
        Assert.Matches("^lab +Simulated +123456789012 +us-east-1 +Open$", lines[2]);
        Assert.StartsWith("Get-LabVpc: 'vpc-malformed' is not the id of a Vpc.", errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', output + errors);
    }

    [Fact]
    public async Task A_missing_command_is_told_from_a_full_PowerShell()
    {
        var (_, errors, exitCode) = await Run("-Command", "Write-Host hello");

        Assert.Contains("Not found: Write-Host. This runner is no full PowerShell", errors, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
    }

    [Theory]
    [InlineData("throw 'the end'")]
    [InlineData("'the end")]
    public async Task An_error_that_ends_a_script_goes_where_errors_go(string script)
    {
        var (output, errors, exitCode) = await Run(Script(script));

        Assert.Empty(output);
        Assert.Contains("the end", errors, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public async Task A_missing_script_is_a_wrong_command_line()
    {
        var (_, errors, exitCode) = await Run("no-such-script.ps1");

        Assert.Contains("no-such-script.ps1", errors, StringComparison.Ordinal);
        Assert.Equal(64, exitCode);
    }

    [Fact]
    public async Task A_question_that_nobody_can_answer_changes_nothing()
    {
        var (output, errors, _) = await Run(
            "-Command", "$null = Connect-LabSession; $vpc = New-LabVpc 10.0.0.0/16 -Name kept; $vpc | Remove-LabVpc -Confirm; (Get-LabVpc "
                + "-Name kept).Name");

        Assert.Contains("asks for input", errors, StringComparison.Ordinal);
        Assert.EndsWith("kept", output.Trim(), StringComparison.Ordinal);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("INT", 2)]
    [InlineData("TERM", 15)]
    public async Task A_signal_stops_the_script_and_lets_it_clean_up(string signal, int number)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send.");
        using var runner = new RunnerProcess(Script("""
            $vpc = New-LabVpc 10.0.0.0/16 -WarningAction Ignore
            try { [Console]::WriteLine('ready'); while ($true) { } }
            finally { $vpc | Remove-LabVpc; [Console]::WriteLine("left: $(@(Get-LabVpc).Count)") }
            'not reached'
            """));
        Assert.Equal("ready", await runner.ReadLine());
        Assert.SkipWhen(runner.Ignores(number), $"SIG{signal} is ignored here, and so in all that is started here.");

        using (var kill = Process.Start("kill", [$"-{signal}", $"{runner.Id}"]))
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        var (output, _, exitCode) = await runner.End();

        Assert.Equal("left: 1", output.Trim());
        Assert.Equal(128 + number, exitCode);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static async Task<(string Output, string Errors, int ExitCode)> Run(params string[] arguments)
    {
        using var runner = new RunnerProcess(arguments);
        return await runner.End();
    }

    private string Script(string text)
    {
        var path = Path.Join(folder.FullName, "script.ps1");
        File.WriteAllText(path, text);
        return path;
    }
}
