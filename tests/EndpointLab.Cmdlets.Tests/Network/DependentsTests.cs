namespace EndpointLab.Cmdlets.Tests.Network;

public sealed class DependentsTests : IDisposable
{
    private readonly LabShell shell = new();

    public DependentsTests() => shell.Run(
        """
        $null = Connect-LabSession -Lifecycle Instant
        $vpc = New-LabVpc 10.0.0.0/16
        $subnet = $vpc | New-LabSubnet 10.0.1.0/24
        $group = $vpc | New-LabSecurityGroup -Name lab
        """).ShouldSucceed();

    public void Dispose() => shell.Dispose();

    [Theory]
    [InlineData("$subnet | New-LabInstance -SecurityGroup $group", "$group", "Remove-LabInstance $($it.InstanceId).")]
    [InlineData("$subnet | New-LabInstance", "$subnet", "Remove-LabInstance $($it.InstanceId).")]
    [InlineData("$subnet | Add-InterfaceEndpoint sqs -SecurityGroup $group", "$group", "Remove-LabEndpoint $($it.VpcEndpointId).")]
    [InlineData("$vpc | Add-InterfaceEndpoint sqs -SecurityGroup $group", "$group", "Remove-LabEndpoint $($it.VpcEndpointId).")]
    [InlineData("$subnet | Add-InterfaceEndpoint sqs", "$subnet", "Remove-LabEndpoint $($it.VpcEndpointId).")]
    [InlineData("$vpc | Add-GatewayEndpoint s3", "$vpc", "Remove-LabEndpoint $($it.VpcEndpointId); Remove-LabSubnet $($subnet.SubnetId); ")]
    [InlineData("$vpc | New-LabRouteTable", "$vpc", "Remove-LabSecurityGroup $($group.GroupId); Remove-LabRouteTable $($it.RouteTableId).")]
    [InlineData("New-LabInternetGateway | Add-LabInternetGateway $vpc", "$vpc", "; Dismount-LabInternetGateway $($it.InternetGatewayId); ")]
    [InlineData(
        "$null = New-LabInternetGateway | Add-LabInternetGateway $vpc; $subnet | New-LabNatGateway",
        "$subnet",
        "Remove-LabNatGateway $($it.NatGatewayId).")]
    [InlineData(
        "$other = $vpc | New-LabSecurityGroup other; ($other | Add-LabSecurityGroupRule -Ingress -Port 22 -ReferencedGroup "
            + "$group).Rules[0]",
        "$group",
        "Remove-LabSecurityGroupRule $($it.SecurityGroupRuleId).")]
    [InlineData(
        "$vpc | New-LabRouteTable | Register-LabRouteTable $subnet",
        "$it",
        "Unregister-LabRouteTable $($subnet.SubnetId) -RouteTable $($it.RouteTableId).")]
    public void The_refusal_names_what_to_remove_first(string user, string removed, string step)
    {
        var run = shell.Run($$"""
            $it = & { {{user}} }
            {{removed}} | & "Remove-Lab$({{removed}}.GetType().Name)" -ErrorAction SilentlyContinue -ErrorVariable refusal
            $refusal[0].FullyQualifiedErrorId
            $refusal[0].ErrorDetails.RecommendedAction
            "{{step}}"
            """).ShouldSucceed();
        var texts = run.Output.Select(text => $"{text}").ToList();
        Assert.StartsWith("DependencyViolation,", texts[0], StringComparison.Ordinal);
        Assert.StartsWith("Remove first what still uses it: ", texts[1], StringComparison.Ordinal);
        Assert.Contains(texts[2], texts[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$subnet")]
    [InlineData("$group")]
    public void Interfaces_of_endpoints_that_are_gone_go_by_themselves(string removed)
    {
        shell.Run(
            """
            $endpoint = $subnet | Add-InterfaceEndpoint sqs -SecurityGroup $group
            $card = $endpoint.NetworkInterfaceIds[0]
            $null = Set-LabSimulator -FreezeClock -Lifecycle Realistic
            $endpoint | Remove-LabEndpoint
            """).ShouldSucceed();
        var card = shell.Run("$card").Single<string>();
        Assert.Equal(
            $"Network interfaces that go by themselves, as what they belonged to is gone, but not yet: {card}.",
            Step($"{removed} | & \"Remove-Lab$({removed}.GetType().Name)\""));
    }

    [Fact]
    public void A_main_table_goes_with_its_VPC() => Assert.Equal(
        $"It is the main table of {shell.Run("$vpc.VpcId").Single<string>()} and goes with it: Remove-LabVpc.",
        Step("$vpc | Get-LabRouteTable | Remove-LabRouteTable"));

    [Fact]
    public void Where_nobody_may_look_the_advice_is_general()
    {
        shell.Run("$null = Set-LabSimulator -Fault notFound -Action ec2:DescribeSubnets -ResourceId $subnet.SubnetId").ShouldSucceed();
        var step = Step("$null = $subnet | New-LabInstance; $subnet | Remove-LabSubnet");
        Assert.StartsWith("Remove what still uses it first", step, StringComparison.Ordinal);
    }

    private string Step(string script) => shell.Run(script).ShouldFail("DependencyViolation").ErrorDetails.RecommendedAction;
}
