namespace EndpointLab.Cmdlets.Tests.Instances;

/// <summary>What needs no machine behind an instance. Logins to real servers are tested in the core's tests.</summary>
public sealed class InstanceCommandTests : IDisposable
{
    private readonly LabShell shell = new();

    public InstanceCommandTests() => shell.Run(
        """
        $null = Connect-LabSession
        $instance = New-LabVpc 10.0.0.0/16 | New-LabSubnet -CidrBlock 10.0.1.0/24 | New-LabInstance | Wait-LabInstance
        """).ShouldSucceed();

    public void Dispose() => shell.Dispose();

    [Theory]
    [InlineData("$instance | Invoke-LabInstanceCommand 'echo hello'")]
    [InlineData("$instance | Enter-LabInstance")]
    public void Nothing_runs_on_a_simulated_instance(string script)
    {
        var error = shell.Run(script).ShouldFail("NoMachine");

        Assert.Contains("Test-LabS3Access", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$instance.InstanceId | Invoke-LabInstanceCommand hostname")]
    [InlineData("Enter-LabInstance $instance.InstanceId")]
    public void Nor_on_one_of_another_server(string script)
    {
        shell.Run("$null = Connect-LabSession -EndpointUrl (Start-LabSimulator -Port 0).EndpointUrl").ShouldSucceed();

        var error = shell.Run(script).ShouldFail("NoMachine");

        Assert.Contains("on http://127.0.0.1:", error.Exception.Message, StringComparison.Ordinal);
        shell.Run("Stop-LabSimulator").ShouldSucceed();
    }

    [Fact]
    public void Each_instance_of_the_pipeline_has_its_own_error() =>
        Assert.Equal(2, shell.Run("$instance, $instance.InstanceId | Invoke-LabInstanceCommand hostname").Errors.Count);

    [Theory]
    [InlineData("Invoke-LabInstanceCommand true $instance -KeyPair lab -KeyPath lab.pem", "InvalidArgument")]
    [InlineData("Invoke-LabInstanceCommand true $instance -KeyPath function:prompt", "InvalidArgument")]
    [InlineData("Invoke-LabInstanceCommand true $instance -Timeout 0", "InvalidDuration")]
    [InlineData("Invoke-LabInstanceCommand true vpc-12345678", "MalformedId")]
    [InlineData("Get-LabVpc -Filter @{ cidr = '10.0.0.0/16' } | Invoke-LabInstanceCommand true", "WrongResource")]
    [InlineData("Enter-LabInstance $instance -Via subnet-12345678", "MalformedId")]
    public void Wrong_arguments_are_refused(string script, string errorId) => shell.Run(script).ShouldFail(errorId);

    [Fact]
    public void A_passphrase_shows_in_no_stream()
    {
        var run = shell.Run(
            "Invoke-LabInstanceCommand true $instance -Passphrase opensesame -Verbose -Debug *>&1 | ForEach-Object { \"$_\" }");

        Assert.NotEmpty(run.Output);
        Assert.DoesNotContain(run.Output, line => $"{line}".Contains("opensesame", StringComparison.Ordinal));
    }
}
