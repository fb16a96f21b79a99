namespace EndpointLab.Cmdlets.Tests.Network;

public sealed class NetworkInterfaceTests : IDisposable
{
    private readonly LabShell shell = new();

    public NetworkInterfaceTests() =>
        shell.Run("""
        $null = Connect-LabSession
        $vpc = New-LabVpc 10.0.0.0/16
        $null = New-LabInternetGateway | Add-LabInternetGateway $vpc
        $subnet = $vpc | New-LabSubnet 10.0.1.0/24
        $nat = $subnet | New-LabNatGateway
        """).ShouldSucceed();

    public void Dispose() => shell.Dispose();

    [Theory]
    [InlineData("$vpc | Get-LabNetworkInterface")]
    [InlineData("$subnet | Get-LabNetworkInterface")]
    [InlineData("$nat | Get-LabNetworkInterface")]
    [InlineData("Get-LabNetworkInterface $nat.NetworkInterfaceId")]
    [InlineData("Get-LabNetworkInterface -Filter @{ 'addresses.private-ip-address' = $nat.PrivateIp }")]
    public void It_is_found_and_shows_its_addresses(string script) => Assert.Equal(
        "True True in-use nat_gateway",
        shell.Run(
            $"""
            $found = {script}
            "$($found.PrivateIpAddress -eq $nat.PrivateIp) $($found.PublicIp -eq $nat.PublicIp) $($found.Status) $($found.InterfaceType)"
            """).Single<string>());

    [Fact]
    public void One_that_does_not_exist_is_an_error() =>
        shell.Run("Get-LabNetworkInterface eni-12345678").ShouldFail("InvalidNetworkInterfaceID.NotFound");
}
