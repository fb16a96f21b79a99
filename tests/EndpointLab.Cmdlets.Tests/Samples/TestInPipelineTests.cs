namespace EndpointLab.Cmdlets.Tests.Samples;

/// <summary>The step of a pipeline, on a served simulator, so that what it leaves can be seen from another session.</summary>
public sealed class TestInPipelineTests : IDisposable
{
    private const string InPipeline = "& $script -Name lab-1 -EndpointUrl $url";

    private static readonly string Script = Path.Join(Repository.Folder, "samples", "Test-InPipeline.ps1");

    private readonly LabShell shell = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("endpointlab-pipeline-");

    public TestInPipelineTests() => shell.Run(
        """
        $script, $folder = $args
        $PSDefaultParameterValues = @{ '*-EndpointLab:KeyFolder' = $folder }
        $null = $ExecutionContext.SessionState.Path.SetLocation($folder)
        $cloud = Connect-LabSession -Lifecycle Instant
        $url = (Start-LabSimulator -Port 0).EndpointUrl
        """,
        Script, folder.FullName).ShouldSucceed();

    public void Dispose()
    {
        shell.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public void It_needs_no_account()
    {
        var run = shell.Run("& $script -Name lab-1 -InterfaceService ssm").ShouldSucceed();

        Assert.Contains(run.Output, check => $"{check.Properties["Check"].Value}" == "private-instance → bucket:443 by gateway-s3");
        Assert.Contains(run.Output, check => $"{check.Properties["Check"].Value}" == "interface-ssm");
        Assert.All(run.Output, check => Assert.True((bool?)check.Properties["Pass"].Value));
        ShouldBeGone();
    }

    [Fact]
    public void The_checks_are_appended_to_the_summary()
    {
        var summary = Path.Join(folder.FullName, "summary.md");
        File.WriteAllText(summary, "# Before\n");

        shell.Run("& $script -Name lab-1 -SummaryPath summary.md -Region eu-central-1").ShouldSucceed();

        var lines = File.ReadAllLines(summary);
        Assert.Equal("# Before", lines[0]);
        Assert.Equal("### Lab lab-1 in account 123456789012 in eu-central-1", lines[1]);
        Assert.Contains("| ✅ | Probe | private-instance → bucket:443 by gateway-s3 | Reachable | Reachable |  |", lines);
        Assert.All(lines.Skip(3).SkipLast(1), line => Assert.Equal(7, line.Count(c => c == '|')));
    }

    [Fact]
    public void A_lab_that_does_not_hold_is_an_error_that_says_why_and_is_removed()
    {
        shell.Run(
            """
            $lab = New-EndpointLab lab-1 -WithInstance -WithBucket -CallerCidr 198.51.100.9/32
            Get-LabEndpoint -Vpc $lab.VpcId | Set-EndpointPolicy -Policy (New-EndpointPolicy -Bucket another-bucket)
            """).ShouldSucceed();

        var run = shell.Run(InPipeline + " -CallerCidr 198.51.100.9/32 -SummaryPath summary.md");

        Assert.Equal("2 of 17 checks of the lab lab-1 don't hold.", $"{Assert.Single(run.Errors)}");
        Assert.StartsWith("The lab lab-1 was begun before ", run.Warnings[0], StringComparison.Ordinal);
        Assert.StartsWith("Probe private-instance → bucket:443 by gateway-s3: Denied, not Reachable. User: ", run.Warnings[1], StringComparison.Ordinal);
        Assert.StartsWith("Trace private-instance → bucket:443 by gateway-s3: Denied, not Reachable. Allowed (", run.Warnings[2], StringComparison.Ordinal);
        Assert.Contains("\n| ❌ | Trace | ", File.ReadAllText(Path.Join(folder.FullName, "summary.md")), StringComparison.Ordinal);
        ShouldBeGone();
    }

    [Theory]
    [InlineData("RunInstances")]
    [InlineData("CreateVpcEndpoint")]
    public void A_lab_that_cannot_be_built_is_an_error_and_what_there_is_of_it_is_removed(string action)
    {
        shell.Run("$null = Set-LabSimulator -Fault accessDenied -Action $args[0]", action).ShouldSucceed();

        shell.Run(InPipeline).ShouldFail("UnauthorizedOperation");

        ShouldBeGone();
    }

    [Fact]
    public void A_lab_that_cannot_be_removed_is_an_error()
    {
        shell.Run("$null = Set-LabSimulator -Fault accessDenied -Action DeleteVpc").ShouldSucceed();

        var errors = shell.Run(InPipeline).Errors;

        Assert.Equal("UnauthorizedOperation", errors[0].FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal("The lab lab-1 could not be removed.", $"{errors[^1]}");
        Assert.Equal("lab-1", shell.Run("(Get-EndpointLab -Session $cloud).Name").Single<string>());
    }

    [Fact]
    public void A_list_of_labs_that_fails_hides_no_error_and_leaves_no_session_open()
    {
        shell.Run("$null = Set-LabSimulator -Fault accessDenied -Action DescribeVpcs").ShouldSucceed();

        var errors = shell.Run(InPipeline).Errors;

        Assert.Equal(["GetEndpointLab", "NewEndpointLab"], errors.Select(error => error.FullyQualifiedErrorId.Split('.')[^1]));
        ShouldBeGone();
    }

    [Theory]
    [InlineData("-EndpointUrl $url", "")]
    [InlineData("-Aws -AllowedAccount 123456789012 -CallerCidr 203.0.113.10/32", "1 of 1 checks of the lab lab-1 don't hold.")]
    public void On_AWS_it_takes_what_was_not_sent_for_unproven(string where, string error)
    {
        shell.Run(
            """
            function Connect-LabSession { EndpointLab\Connect-LabSession -EndpointUrl $url }
            function Test-EndpointLab {
                @{ By = 'Probe'; Check = 'a request'; Expected = 'Reachable'; Result = 'NotRun'; Pass = $null; Reason = 'Nobody can log in.' }
            }
            """).ShouldSucceed();

        var run = shell.Run($"& $script -Name lab-1 {where}");

        Assert.Equal(error, string.Join(' ', run.Errors));
        ShouldBeGone();
    }

    [Fact]
    public async Task Stopped_midway_it_still_removes_the_lab()
    {
        var run = shell.Start(InPipeline);
        await run.UntilProgress();

        Assert.True(run.Stop().Stopped);

        ShouldBeGone();
    }

    private void ShouldBeGone() => Assert.Equal(
        "0 0 1",
        shell.Run(
            """
            $null = Set-LabSimulator -ClearFault -Session $cloud
            "$(@(Get-EndpointLab -Session $cloud).Count) $([System.IO.Directory]::GetFiles($folder, '*.pem').Count) $(@(Get-LabSession).Count)"
            """).Single<string>());
}
