using System.Management.Automation;

namespace EndpointLab.Cmdlets.Tests.Sessions;

public sealed class SessionTests : IDisposable
{
    private readonly LabShell shell = new();

    public void Dispose() => shell.Dispose();

    [Fact]
    public void A_simulated_session_needs_no_arguments()
    {
        var session = PSObject.AsPSObject(shell.Run("Connect-LabSession").Single<object>());
        Assert.Equal("Simulated", $"{session.Properties["Kind"].Value}");
        Assert.Equal("123456789012", session.Properties["AccountId"].Value);
        Assert.Equal("us-east-1", session.Properties["Region"].Value);
        Assert.Equal("Open", session.Properties["State"].Value);
    }

    [Fact]
    public void The_session_opened_last_is_the_current_one_until_it_is_closed()
    {
        shell.Run("$null = Connect-LabSession -Name first -Region us-east-1; $null = Connect-LabSession -Name second -Region "
            + "eu-west-1").ShouldSucceed();
        Assert.Equal("eu-west-1", shell.Run("(New-LabVpc 10.0.0.0/16).Region").Single<string>());
        Assert.Equal("us-east-1", shell.Run("Disconnect-LabSession; (New-LabVpc 10.0.0.0/16).Region").Single<string>());
    }

    [Fact]
    public void Without_a_session_a_simulated_one_opens_and_says_so_once()
    {
        var run = shell.Run("Get-LabVpc; Get-LabVpc").ShouldSucceed();
        Assert.Contains("simulated", Assert.Single(run.Warnings), StringComparison.Ordinal);
        Assert.Equal(2, run.Output.Count);
    }

    [Fact]
    public void Two_sessions_are_two_clouds()
    {
        shell.Run(
            "$a = Connect-LabSession -Name a; $b = Connect-LabSession -Name b; $vpc = New-LabVpc 10.0.0.0/16 -Session a").ShouldSucceed();
        Assert.Equal(1, shell.Run("@(Get-LabVpc -Session $a -Filter @{ isDefault = 'false' }).Count").Single<int>());
        Assert.Equal(0, shell.Run("@(Get-LabVpc -Session $b -Filter @{ isDefault = 'false' }).Count").Single<int>());
    }

    [Fact]
    public void A_session_that_joins_a_cloud_sees_what_is_in_it() => Assert.True(shell.Run(
        "$a = Connect-LabSession -Name a; $vpc = New-LabVpc 10.0.0.0/16; $null = Connect-LabSession -Name b -Cloud a; (Get-LabVpc "
            + "$vpc.VpcId).VpcId -eq $vpc.VpcId").Single<bool>());

    [Fact]
    public void An_object_is_used_in_its_own_session() => Assert.Equal("a", shell.Run(
        """
        $a = Connect-LabSession -Name a; $vpc = New-LabVpc 10.0.0.0/16; $null = Connect-LabSession -Name b
        $seen = $vpc | Get-LabVpc
        if ($seen.SessionId -eq $a.SessionId) { 'a' } else { 'b' }
        """).Single<string>());

    [Fact]
    public void An_object_of_another_cloud_conflicts_with_the_session_asked_for()
    {
        var error = shell.Run("$null = Connect-LabSession -Name a; $vpc = New-LabVpc 10.0.0.0/16; $null = Connect-LabSession -Name b; "
            + "$vpc | Remove-LabVpc -Session b")
            .ShouldFail("SessionConflict");
        Assert.Contains("vpc-", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_deserialized_object_is_used_where_it_belongs_and_nowhere_else()
    {
        const string Serialize = """
            $null = Connect-LabSession -Name a; $vpc = New-LabVpc 10.0.0.0/16
            $copy = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($vpc))
            """;
        Assert.True(shell.Run(Serialize + "; ($copy | Get-LabVpc).VpcId -eq $vpc.VpcId").Single<bool>());
        shell.Run("$null = Connect-LabSession -Name b; $copy | Remove-LabVpc").ShouldFail("SessionConflict");
        shell.Run("$copy | Remove-LabVpc -Session a").ShouldSucceed();
        Assert.Equal(0, shell.Run("@(Get-LabVpc -Session a -Filter @{ isDefault = 'false' }).Count").Single<int>());
    }

    [Fact]
    public void No_property_of_an_object_leads_to_its_session() => Assert.DoesNotContain(
        "Credentials", shell.Run("$null = Connect-LabSession; [System.Management.Automation.PSSerializer]::Serialize((New-LabVpc "
            + "10.0.0.0/16), 5)").Single<string>(), StringComparison.Ordinal);

    [Fact]
    public void A_closed_session_is_refused_by_name_and_by_object()
    {
        shell.Run("$a = Connect-LabSession -Name a; $vpc = New-LabVpc 10.0.0.0/16; Disconnect-LabSession").ShouldSucceed();
        shell.Run("Get-LabVpc -Session $a").ShouldFail("SessionClosed");
        shell.Run("$vpc | Get-LabVpc").ShouldFail("SessionClosed");
        shell.Run("Get-LabVpc -Session a").ShouldFail("SessionNotFound");
    }

    [Theory]
    [InlineData("Connect-LabSession -Region mars-1", "UnknownRegion", "mars-1")]
    [InlineData("Connect-LabSession -EndpointUrl nonsense", "InvalidArgument", "nonsense")]
    [InlineData("$null = Connect-LabSession -Name twice; Connect-LabSession -Name twice", "SessionExists", "twice")]
    [InlineData("Connect-LabSession -Aws -Region us-east-1 -ProfileName no-such-profile", "MissingCredentials", "no-such-profile")]
    public void A_session_that_cannot_be_opened_says_why(string script, string errorId, string names)
    {
        var error = shell.Run(script).ShouldFail(errorId);
        Assert.Contains(names, error.Exception.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void An_endpoint_URL_with_a_password_is_refused_without_showing_it()
    {
        var error = shell.Run("Connect-LabSession -EndpointUrl http://me:hunter2@127.0.0.1:1").ShouldFail("InvalidArgument");
        Assert.DoesNotContain("hunter2", $"{error}{error.TargetObject}", StringComparison.Ordinal);
    }

    [Fact]
    public void Sessions_belong_to_their_runspace()
    {
        shell.Run("$null = Connect-LabSession -Name mine").ShouldSucceed();
        using var other = new LabShell();
        Assert.Empty(other.Run("Get-LabSession").ShouldSucceed().Output);
    }

    [Fact]
    public void A_session_goes_along_to_other_threads_when_it_is_named() => Assert.Equal(4, shell.Run(
        """
        $s = Connect-LabSession
        $module = (Get-Module EndpointLab).Path
        $null = 1..4 | ForEach-Object -Parallel { Import-Module $using:module; New-LabVpc "10.$_.0.0/16" -Session $using:s }
        @(Get-LabVpc -Filter @{ isDefault = 'false' }).Count
        """).Single<int>());

    [Fact]
    public void Several_sessions_work_at_once_on_other_threads_each_in_its_own_account() => Assert.Equal("1 1 1 1", shell.Run(
        """
        $sessions = 1..4 | ForEach-Object { Connect-LabSession -AccountId "00000000000$_" }
        $module = (Get-Module EndpointLab).Path
        $vpcs = $sessions | ForEach-Object -Parallel { Import-Module $using:module; New-LabVpc 10.0.0.0/16 -Name its -Session $_ }
        $vpcs | ForEach-Object -Parallel { Import-Module $using:module; $null = $_ | New-LabSubnet 10.0.0.0/24 }
        "$($sessions | ForEach-Object { @(Get-LabSubnet -Session $_ | Where-Object VpcId -eq (Get-LabVpc -Name its -Session $_).VpcId).Count })"
        """).Single<string>());

    [Fact]
    public void Objects_know_their_session_on_other_threads() => Assert.Equal(4, shell.Run(
        """
        $null = Connect-LabSession
        $vpc = New-LabVpc 10.0.0.0/16
        $module = (Get-Module EndpointLab).Path
        $null = 1..4 | ForEach-Object -Parallel { Import-Module $using:module; $using:vpc | New-LabSubnet "10.0.$_.0/24" }
        @($vpc | Get-LabSubnet).Count
        """).Single<int>());

    [Fact]
    public void Sessions_and_regions_complete()
    {
        shell.Run("$null = Connect-LabSession -Name completing").ShouldSucceed();
        Assert.Equal("completing", Complete("Get-LabVpc -Session com"));
        Assert.Equal("eu-central-1", Complete("Connect-LabSession -Region eu-c"));
    }

    private string Complete(string line) => shell.Run(
        "[System.Management.Automation.CommandCompletion]::CompleteInput($args[0], $args[0].Length, "
            + "$null).CompletionMatches[0].CompletionText", line).Single<string>();
}
