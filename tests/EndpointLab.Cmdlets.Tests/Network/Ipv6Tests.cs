namespace EndpointLab.Cmdlets.Tests.Network;

public sealed class Ipv6Tests : IDisposable
{
    private readonly LabShell shell = new();

    public Ipv6Tests() => shell.Run(
        """
        $null = Connect-LabSession
        $vpc = New-LabVpc 10.0.0.0/16 -AmazonProvidedIpv6CidrBlock
        $part = $vpc.Ipv6CidrBlocks[0] -replace '/56', '/64'
        """).ShouldSucceed();

    public void Dispose() => shell.Dispose();

    [Fact]
    public void A_subnet_has_the_part_that_it_is_given_and_its_interfaces_addresses_of_it() => Assert.Equal(
        "True True True",
        shell.Run(
            """
            $subnet = $vpc | New-LabSubnet 10.0.1.0/24 -Ipv6CidrBlock $part -AssignIpv6AddressOnCreation
            $null = $subnet | New-LabInstance -InstanceType t3.micro
            $address = ($subnet | Get-LabNetworkInterface).Ipv6Addresses[0]
            $prefix = $part -replace '::/64', ':'
            "$($subnet.Ipv6CidrBlock -eq $part) $($subnet.AssignIpv6AddressOnCreation) $($address.StartsWith($prefix))"
            """)
            .Single<string>());

    [Fact]
    public void A_probe_goes_to_an_IPv6_address_and_leaves_from_one() => Assert.Equal(
        "local True Blocked",
        shell.Run(
            """
            $subnet = $vpc | New-LabSubnet 10.0.1.0/24 -Ipv6CidrBlock $part -AssignIpv6AddressOnCreation
            $group = $vpc | New-LabSecurityGroup lab
            $null = $group | Add-LabSecurityGroupRule -Ingress -Port 22 -CidrBlock $part
            $one, $other = 1, 2 | ForEach-Object { $subnet | New-LabInstance -InstanceType t3.micro -SecurityGroup $group }
            $null = $one, $other | Wait-LabInstance
            $near = Test-LabConnection -From $one.Ipv6Address -To $other.Ipv6Address -Port 22
            $far = Test-LabConnection -From 2001:db8::1 -To $other.Ipv6Address -Port 22
            "$($near.Via) $($near.Hops[0] -eq "$($one.NetworkInterfaceId) $($one.Ipv6Address)") $($far.Result)"
            """)
            .Single<string>());

    [Theory]
    [InlineData("$vpc | New-LabSubnet 10.0.1.0/24 -Ipv6CidrBlock 2001:db8::/64", "lies outside of")]
    [InlineData("$vpc | New-LabSubnet 10.0.1.0/24 -Ipv6CidrBlock ($part -replace '/64', '/63')", "not the size of a subnet")]
    [InlineData("$vpc | New-LabSubnet 10.0.1.0/24 -Ipv6CidrBlock 10.0.1.0/24", "not an IPv6 CIDR block")]
    [InlineData("New-LabVpc 10.0.0.0/16 | New-LabSubnet 10.0.1.0/24 -Ipv6CidrBlock $part", "has no IPv6 block")]
    [InlineData("New-LabVpc 2001:db8::/56", "not an IPv4 CIDR block")]
    public void A_block_that_cannot_be_is_refused(string script, string says) =>
        Assert.Contains(says, shell.Run(script).ShouldFail("InvalidCidrBlock").Exception.Message, StringComparison.Ordinal);

    [Fact]
    public void A_route_and_a_rule_may_be_for_IPv6() => Assert.Equal(
        "::/0 → True, ::/0, 0",
        shell.Run(
            """
            $gateway = New-LabInternetGateway | Add-LabInternetGateway -Vpc $vpc
            $table = $vpc | New-LabRouteTable | Add-LabRoute ::/0 -InternetGateway $gateway
            $route = $table.Routes | Where-Object Destination -eq '::/0'
            $group = $vpc | New-LabSecurityGroup lab -NoDefaultEgress
            $group = $group | Add-LabSecurityGroupRule -Egress -Protocol all -CidrBlock ::/0
            $rule = $group.Rules[0]
            $null = $group | Remove-LabSecurityGroupRule -Egress -Protocol all -CidrBlock ::/0
            $left = @(($group.GroupId | Get-LabSecurityGroup).Rules).Count
            "$($route.Destination) → $($route.Target -eq $gateway.InternetGatewayId), $($rule.Peer), $left"
            """)
            .Single<string>());
}
