using System.Management.Automation;

namespace EndpointLab.Cmdlets.Tests.Samples;

/// <summary>The sample as a user runs it, on a served simulator, so that what it leaves can be seen from another session.</summary>
public sealed class BuildEndpointLabTests : IDisposable
{
    private const string Inventory = """
        $all = @(
            Get-LabVpc; Get-LabSubnet; Get-LabInternetGateway; Get-LabRouteTable; Get-LabSecurityGroup; Get-LabNetworkInterface
            Get-LabNatGateway; Get-LabEndpoint; Get-LabInstance; Get-LabBucket; Get-LabKeyPair
        )
        $all | Where-Object { -not $_.PSObject.Properties['State'] -or $_.State -notin 'deleted', 'terminated' } | ForEach-Object { "$_" }
        """;

    private static readonly string Script = Path.Join(Repository.Folder, "samples", "Build-EndpointLab.ps1");

    private readonly LabShell shell = new();
    private readonly string name = $"lab-{Guid.NewGuid():N}"[..12];

    public BuildEndpointLabTests() => shell.Run(
        """
        $script, $name = $args
        $session = Connect-LabSession -Lifecycle Instant
        $server = Start-LabSimulator -Port 0
        $served = @{ EndpointUrl = $server.EndpointUrl; CallerCidr = '203.0.113.10/32'; Name = $name }
        """,
        Script, name).ShouldSucceed();

    private IEnumerable<string> KeyFiles => Directory.EnumerateFiles(Path.GetTempPath(), $"{name}-*.pem");

    public void Dispose()
    {
        shell.Dispose();
        foreach (var file in KeyFiles)
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void It_proves_the_lab_in_eleven_steps_and_ten_probes()
    {
        var run = shell.Run("& $script @served").ShouldSucceed();

        Assert.Equal(Enumerable.Range(1, 11), run.Progress.Where(record => record.Activity == $"Endpoint lab {name}")
            .Select(record => int.Parse(record.StatusDescription.Split(' ')[0], null)));
        Assert.Equal(
            [
                "internet -> public:22 Reachable igw",
                "198.51.100.9 -> public:22 Blocked sg",
                "internet -> private:22 Blocked private address",
                "public -> private:22 Reachable local",
                "private -> public:22 Blocked sg",
                "private -> internet:443 Blocked sg",
                "private -> s3:443 Reachable vpce Hello through the endpoint",
                "public -> s3:443 Reachable igw Hello through the endpoint",
                "private -> s3:443 Blocked rtb",
                "private -> s3:443 Reachable vpce Hello through the endpoint",
            ],
            run.Output.Select(Summary));
        Assert.All(run.Output, probe => Assert.True((bool?)probe.Properties["Pass"].Value));
    }

    [Theory]
    [InlineData("& $script @served")]
    [InlineData("& $script @served -UseNatGateway")]
    public void It_leaves_the_account_as_it_was(string script)
    {
        var before = shell.Run(Inventory).ShouldSucceed().Output;

        shell.Run(script).ShouldSucceed();

        Assert.Equal(before.Select(one => $"{one}"), shell.Run(Inventory).ShouldSucceed().Output.Select(one => $"{one}"));
        Assert.Empty(KeyFiles);
        Assert.Single(shell.Run("Get-LabSession").Output);
    }

    [Theory]
    [InlineData("$served.VpcCidr = '10.0.0.0/8'", "InvalidVpc.Range")]
    [InlineData("$served.PrivateCidr = '192.168.0.0/24'", "InvalidCidrBlock")]
    [InlineData("$served.CallerCidr = 'nobody'", "InvalidCidrBlock")]
    [InlineData("$served.CallerCidr = '203.0.113.10/33'", "InvalidCidrBlock")]
    public void A_step_that_fails_ends_it_and_leaves_the_account_as_it_was(string fault, string errorId)
    {
        var before = shell.Run(Inventory).ShouldSucceed().Output;

        shell.Run(fault + "; & $script @served -UseNatGateway").ShouldFail(errorId);

        Assert.Equal(before.Select(one => $"{one}"), shell.Run(Inventory).ShouldSucceed().Output.Select(one => $"{one}"));
        Assert.Empty(KeyFiles);
    }

    [Fact]
    public void With_a_NAT_gateway_the_private_subnet_is_shown_as_not_private()
    {
        var run = shell.Run("& $script @served -UseNatGateway").ShouldSucceed();

        Assert.Contains("not private", Assert.Single(run.Warnings), StringComparison.Ordinal);
        Assert.Equal("private -> internet:443 Reachable nat", Summary(run.Output[5]));
        Assert.Equal("private -> s3:443 Reachable nat Hello through the endpoint", Summary(run.Output[8]));
        Assert.All(run.Output, probe => Assert.True((bool?)probe.Properties["Pass"].Value));
    }

    [Fact]
    public void Keep_leaves_the_lab_and_its_session_in_place()
    {
        shell.Run("& $script @served -Keep").ShouldSucceed();

        Assert.Equal(
            ["running running", "Available", "2"],
            shell.Run(
                """
                "$((Get-LabInstance).State)"
                (Get-LabEndpoint | Where-Object State -ne deleted).State
                @(Get-LabSession).Count
                """).ShouldSucceed().Output.Select(one => $"{one}"));
        Assert.Single(KeyFiles);
    }

    [Theory]
    [InlineData("Instant")]
    [InlineData("Quick")]
    public void It_runs_on_a_cloud_of_its_own(string lifecycle)
    {
        var run = shell.Run("& $script -Name $name -Lifecycle $args[0]", lifecycle).ShouldSucceed();

        Assert.Equal(10, run.Output.Count(probe => (bool?)probe.Properties["Pass"].Value == true));
    }

    [Fact]
    public void The_exit_code_tells_that_a_probe_went_otherwise() => Assert.Equal(
        1,
        shell.Run("$served.CallerCidr = '198.51.100.9/32'; $null = & $script @served; $LASTEXITCODE").Single<int>());

    /// <summary>Such as "private -> s3:443 Reachable vpce Hello".</summary>
    private string Summary(PSObject probe)
    {
        string Text(string property) => $"{probe.Properties[property].Value}".Replace(name + "-", "", StringComparison.Ordinal);
        var to = Text("To").Split(':')[0];
        var decided = Text("DecidedBy").Split('-')[0];
        return $"{Text("From")} -> {to}:{Text("Port")} {Text("Result")} {decided} {Text("Content")}".TrimEnd();
    }
}
