namespace EndpointLab.Cmdlets.Tests.Network;

public sealed class SecurityGroupRuleTests : IDisposable
{
    private readonly LabShell shell = new();

    public SecurityGroupRuleTests() =>
        shell.Run("""
        $null = Connect-LabSession
        $vpc = New-LabVpc 10.0.0.0/16
        $other = $vpc | New-LabSecurityGroup other
        $group = $vpc | New-LabSecurityGroup lab -NoDefaultEgress
        function Show($Group) { $Group.Rules | ForEach-Object { "$_".Replace($other.GroupId, 'other') } }
        """).ShouldSucceed();

    public void Dispose() => shell.Dispose();

    [Theory]
    [InlineData("-Ingress -Port 22 -CidrBlock 203.0.113.10/32", "Ingress tcp 22 from 203.0.113.10/32")]
    [InlineData("-Ingress -Protocol udp -Port 8000-8100 -CidrBlock 10.0.0.7/16", "Ingress udp 8000-8100 from 10.0.0.0/16")]
    [InlineData("-Ingress -Port 22 -ReferencedGroup $other", "Ingress tcp 22 from other")]
    [InlineData("-Ingress -Port 22 -ReferencedGroup $other.GroupId", "Ingress tcp 22 from other")]
    [InlineData("-Ingress -Protocol icmp -CidrBlock 0.0.0.0/0", "Ingress icmp from 0.0.0.0/0")]
    [InlineData("-Egress -Protocol all -CidrBlock 0.0.0.0/0", "Egress all to 0.0.0.0/0")]
    [InlineData("-Egress -Protocol ALL -CidrBlock 0.0.0.0/0", "Egress all to 0.0.0.0/0")]
    [InlineData("-Egress -Port 443 -PrefixList s3", "Egress tcp 443 to pl-63a5400a")]
    [InlineData("-Egress -Port 443 -PrefixList S3", "Egress tcp 443 to pl-63a5400a")]
    [InlineData("-Egress -Port 443 -PrefixList com.amazonaws.us-east-1.s3", "Egress tcp 443 to pl-63a5400a")]
    [InlineData("-Egress -Port 443 -PrefixList pl-63a5400a", "Egress tcp 443 to pl-63a5400a")]
    public void A_rule_is_added_shown_and_taken_away_by_the_same_words(string rule, string shown)
    {
        Assert.Equal(shown, shell.Run($"Show ($group | Add-LabSecurityGroupRule {rule})").Single<string>());
        Assert.Equal(shown, shell.Run(
            $"""
            $group | Remove-LabSecurityGroupRule {rule} -WhatIf
            Show ($group | Get-LabSecurityGroup)
            """).Single<string>());
        Assert.Empty(shell.Run(
            $"""
            $group | Remove-LabSecurityGroupRule {rule}
            Show ($group | Get-LabSecurityGroup)
            """).ShouldSucceed().Output);
    }

    [Theory]
    [InlineData("$group.Rules | Where-Object IsEgress | Remove-LabSecurityGroupRule")]
    [InlineData("Remove-LabSecurityGroupRule ($group.Rules | Where-Object IsEgress).SecurityGroupRuleId")]
    [InlineData("Remove-LabSecurityGroupRule -SecurityGroupRuleId ($group.Rules | Where-Object IsEgress)")]
    public void A_rule_is_taken_away_by_its_id_or_object(string script)
    {
        shell.Run(
            """
            $group = $group | Add-LabSecurityGroupRule -Ingress -Port 22 -CidrBlock 0.0.0.0/0 |
                Add-LabSecurityGroupRule -Egress -Port 443 -PrefixList s3
            """).ShouldSucceed();
        Assert.Equal("Ingress tcp 22 from 0.0.0.0/0", shell.Run($"{script}; Show ($group | Get-LabSecurityGroup)").Single<string>());
    }

    [Fact]
    public void The_short_name_of_a_service_is_looked_up_once()
    {
        var run = shell.Run("$null = $group, $other | Add-LabSecurityGroupRule -Egress -Port 443 -PrefixList s3 -Verbose").ShouldSucceed();
        Assert.Single(run.Verbose, message => message.Contains("PrefixLists", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[pscustomobject]@{ GroupId = $group.GroupId } | Add-LabSecurityGroupRule -Ingress -Port 22 -CidrBlock 0.0.0.0/0")]
    [InlineData("Add-LabSecurityGroupRule $group.GroupId -Ingress -Port 22 -CidrBlock 0.0.0.0/0")]
    public void The_group_is_any_object_that_has_its_id(string script) =>
        Assert.Equal(1, shell.Run($"({script}).Rules.Count").Single<int>());

    [Fact]
    public void A_rule_that_is_there_already_says_so()
    {
        var error = shell.Run(
            """
            $group | Add-LabSecurityGroupRule -Ingress -Port 22 -CidrBlock 0.0.0.0/0 |
                Add-LabSecurityGroupRule -Ingress -Port 22 -CidrBlock 0.0.0.0/0
            """)
            .ShouldFail("InvalidPermission.Duplicate");
        Assert.Contains("nothing to add", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Add-LabSecurityGroupRule -Port 22 -CidrBlock 0.0.0.0/0", "InvalidArgument", "-Ingress or -Egress")]
    [InlineData("Add-LabSecurityGroupRule -Ingress -Egress -Port 22 -CidrBlock 0.0.0.0/0", "InvalidArgument", "-Ingress and -Egress")]
    [InlineData("Add-LabSecurityGroupRule -Ingress -Port 22", "InvalidArgument", "-CidrBlock, -ReferencedGroup or -PrefixList")]
    [InlineData(
        "Add-LabSecurityGroupRule -Ingress -Port 22 -CidrBlock 0.0.0.0/0 -PrefixList s3",
        "InvalidArgument", "-CidrBlock and -PrefixList")]
    [InlineData("Add-LabSecurityGroupRule -Ingress -CidrBlock 0.0.0.0/0", "InvalidArgument", "-Port is missing")]
    [InlineData("Add-LabSecurityGroupRule -Ingress -Protocol icmp -Port 8 -CidrBlock 0.0.0.0/0", "InvalidArgument", "icmp has no ports")]
    [InlineData("Add-LabSecurityGroupRule -Ingress -Port ssh -CidrBlock 0.0.0.0/0", "InvalidArgument", "ssh")]
    [InlineData("Add-LabSecurityGroupRule -Ingress -Port 22 -CidrBlock 0.0.0.0", "InvalidCidrBlock", "0.0.0.0")]
    [InlineData("Add-LabSecurityGroupRule -Ingress -Port 22 -ReferencedGroup $vpc", "WrongResource", "SecurityGroup")]
    [InlineData("Add-LabSecurityGroupRule -Ingress -Port 22 -ReferencedGroup sg-12345678", "InvalidGroup.NotFound", "sg-12345678")]
    [InlineData("Add-LabSecurityGroupRule -Egress -Port 443 -PrefixList s4", "ResourceNotFound", "s4")]
    [InlineData("Remove-LabSecurityGroupRule -Ingress -Port 22 -CidrBlock 0.0.0.0/0", "InvalidPermission.NotFound", "does not exist")]
    [InlineData("Remove-LabSecurityGroupRule", "WrongResource", "SecurityGroupRule")]
    public void Bad_input_is_one_error_with_a_next_step_and_changes_nothing(string command, string errorId, string says)
    {
        var error = shell.Run("$group | " + command).ShouldFail(errorId);
        Assert.Contains(says, error.Exception.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Equal(0, shell.Run("($group | Get-LabSecurityGroup).Rules.Count").Single<int>());
    }

    [Fact]
    public void A_rule_that_does_not_exist_is_an_error() =>
        shell.Run("Remove-LabSecurityGroupRule sgr-12345678").ShouldFail("InvalidSecurityGroupRuleId.NotFound");

    [Fact]
    public void Prefix_lists_groups_and_rules_complete()
    {
        Assert.Equal("dynamodb", shell.Run(
            "(TabExpansion2 'Add-LabSecurityGroupRule -PrefixList dy' 39).CompletionMatches[0].CompletionText").Single<string>());
        Assert.True(shell.Run(
            """
            $text = 'Add-LabSecurityGroupRule -ReferencedGroup sg-'
            (TabExpansion2 $text $text.Length).CompletionMatches.CompletionText -contains $other.GroupId
            """).Single<bool>());
        Assert.Equal(
            "Egress all to 0.0.0.0/0",
            shell.Run(
                """
                $text = 'Remove-LabSecurityGroupRule ' + $other.Rules[0].SecurityGroupRuleId
                (TabExpansion2 $text $text.Length).CompletionMatches[0].ToolTip
                """).Single<string>());
    }
}
