namespace EndpointLab.Cmdlets.Tests.Proof;

/// <summary>A VPC with a public and a private subnet, an instance in each, and an interface endpoint for STS without private DNS.</summary>
public sealed class TracePathTests : IDisposable
{
    private const string Build = """
        $session = Connect-LabSession -Lifecycle Instant
        $vpc = New-LabVpc 10.0.0.0/16
        $gateway = New-LabInternetGateway | Add-LabInternetGateway -Vpc $vpc
        $publicSubnet = $vpc | New-LabSubnet -CidrBlock 10.0.1.0/24 -MapPublicIpOnLaunch
        $privateSubnet = $vpc | New-LabSubnet -CidrBlock 10.0.2.0/24
        $table = $vpc | New-LabRouteTable | Add-LabRoute -DestinationCidrBlock 0.0.0.0/0 -InternetGateway $gateway |
            Register-LabRouteTable -Subnet $publicSubnet
        $ssh = $vpc | New-LabSecurityGroup -Name ssh -Description ssh | Add-LabSecurityGroupRule -Ingress -Port 22 -CidrBlock 0.0.0.0/0
        $https = $vpc | New-LabSecurityGroup -Name https -Description https
        $public = $publicSubnet | New-LabInstance -Name public -SecurityGroup $ssh | Wait-LabInstance
        $private = $privateSubnet | New-LabInstance -Name private -SecurityGroup $ssh | Wait-LabInstance
        $endpoint = $privateSubnet | Add-InterfaceEndpoint sts -SecurityGroup $https -PrivateDnsEnabled $false | Wait-EndpointState
        """;

    private readonly LabShell shell = new();

    public TracePathTests() => shell.Run(Build).ShouldSucceed();

    public void Dispose() => shell.Dispose();

    [Theory]
    [InlineData("$public", "internet", 443, "Reachable")]
    [InlineData("$private", "internet", 443, "Blocked")]
    [InlineData("$public", "$private", 22, "Reachable")]
    [InlineData("$public", "$private.NetworkInterfaceId", 80, "Blocked")]
    [InlineData("internet", "$public", 22, "Reachable")]
    [InlineData("internet", "$private", 22, "Blocked")]
    [InlineData("198.51.100.7", "$public.PublicIpAddress", 22, "Reachable")]
    [InlineData("$public.PrivateIpAddress", "$private.PrivateIpAddress", 22, "Reachable")]
    [InlineData("$publicSubnet", "example.com", 443, "Reachable")]
    [InlineData("$privateSubnet.SubnetId", "s3", 443, "Blocked")]
    [InlineData("$public", "nothing.invalid", 443, "Blocked")]
    public void A_trace_says_of_any_two_points_what_a_probe_would_find(string from, string to, int port, string verdict)
    {
        to = to[0] is '$' ? to : $"'{to}'";
        from = from[0] is '$' ? from : $"'{from}'";

        Assert.Equal(verdict, shell.Run($"\"$((Trace-LabPath -From {from} -To {to} -Port {port}).Verdict)\"").Single<string>());

        if (!from.Contains("ubnet", StringComparison.Ordinal))
        {
            Assert.Equal(
                verdict is "Reachable",
                shell.Run($"Test-LabConnection -From {from} -To {to} -Port {port} -Quiet").Single<bool>());
        }
    }

    [Fact]
    public void A_service_that_is_not_reached_is_traced_over_its_endpoint_with_every_blocker_and_a_fix_each()
    {
        shell.Run("$trace = $private | Trace-LabPath -To sts").ShouldSucceed();

        Assert.Equal("Blocked", Text("$trace.Verdict"));
        Assert.Equal("PrivateDnsOff SecurityGroupIngress", Text("$trace.Blockers.Cause"));
        Assert.Equal("EnablePrivateDns AuthorizeSecurityGroupRule", Text("$trace.Blockers.Fix.Kind"));
        Assert.Equal("2", Text("($trace.Blockers.Source -like 'https://docs.aws.amazon.com/*').Count"));
        Assert.Equal(Text("$endpoint.VpcEndpointId"), Text("$trace.Via"));
    }

    private string Text(string expression) => shell.Run($"\"$({expression})\"").Single<string>();

    [Fact]
    public void The_view_tells_the_way_and_numbers_what_stops_it()
    {
        var lines = shell.Render("Trace-LabPath -From $private -To $endpoint");

        Assert.StartsWith("Blocked: i-", lines.First(line => line.Length > 0), StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("1. SecurityGroupIngress: ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("   Fix: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Trace-LabPath -From internet -To example.com", "InvalidArgument")]
    [InlineData("Trace-LabPath -From nonsense -To internet", "InvalidArgument")]
    [InlineData("Trace-LabPath -From 10.0.2.99 -To internet", "ResourceNotFound")]
    [InlineData("Trace-LabPath -From $private -To nonsense", "UnknownService")]
    public void What_is_no_point_of_a_network_is_refused(string script, string errorId) => shell.Run(script).ShouldFail(errorId);
}
