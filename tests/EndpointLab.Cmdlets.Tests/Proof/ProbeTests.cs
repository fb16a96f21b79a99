using System.Management.Automation;

namespace EndpointLab.Cmdlets.Tests.Proof;

/// <summary>A VPC with a public and a private subnet, an instance in each, and a bucket.</summary>
public sealed class ProbeTests : IDisposable
{
    private const string Build = """
        $session = Connect-LabSession -Lifecycle Instant
        $vpc = New-LabVpc 10.0.0.0/16
        $gateway = New-LabInternetGateway | Add-LabInternetGateway -Vpc $vpc
        $publicSubnet = $vpc | New-LabSubnet -CidrBlock 10.0.1.0/24 -MapPublicIpOnLaunch
        $privateSubnet = $vpc | New-LabSubnet -CidrBlock 10.0.2.0/24
        $table = $vpc | New-LabRouteTable | Add-LabRoute -DestinationCidrBlock 0.0.0.0/0 -InternetGateway $gateway |
            Register-LabRouteTable -Subnet $publicSubnet
        $group = $vpc | New-LabSecurityGroup -Name ssh -Description ssh | Add-LabSecurityGroupRule -Ingress -Port 22 -CidrBlock 0.0.0.0/0
        $objects = @{ 'hello.txt' = 'Hello'; binary = [byte[]](0xff, 0xfe, 0xff); long = 'ü' * 4000; empty = '' }
        $bucket = New-LabBucket lab-bucket -Object $objects
        $public = $publicSubnet | New-LabInstance -Name public -SecurityGroup $group -ReadBucket $bucket | Wait-LabInstance
        $private = $privateSubnet | New-LabInstance -SecurityGroup $group -ReadBucket $bucket | Wait-LabInstance
        """;

    private const string Interface = """
        $https = $vpc | New-LabSecurityGroup -Name https | Add-LabSecurityGroupRule -Ingress -Port 443 -CidrBlock 10.0.0.0/16
        $endpoint = $privateSubnet | Add-InterfaceEndpoint s3 -SecurityGroup $https -PrivateDnsEnabled $false | Wait-EndpointState

        """;

    private const string Served = """
        $simulator = Start-LabSimulator -Port 0
        $null = Connect-LabSession -EndpointUrl $simulator.EndpointUrl -AccountId $session.AccountId -Region $session.Region
        $id, $name, $e = $private.InstanceId, $bucket.BucketName, $endpoint.VpcEndpointId

        """;

    private readonly LabShell shell = new();

    public ProbeTests() => shell.Run(Build).ShouldSucceed();

    public void Dispose() => shell.Dispose();

    [Theory]
    [InlineData("Test-LabConnection $public", "Reachable")]
    [InlineData("Test-LabConnection $private", "Blocked")]
    [InlineData("Test-LabConnection $public -Port 80", "Blocked")]
    [InlineData("Test-LabConnection $public -From 198.51.100.7", "Reachable")]
    [InlineData("Test-LabConnection $private -From $public", "Reachable")]
    [InlineData("Test-LabConnection $private -From $public.PrivateIpAddress", "Reachable")]
    [InlineData("Test-LabConnection $private.NetworkInterfaceId -From $public.NetworkInterfaceId", "Reachable")]
    [InlineData("Get-LabNetworkInterface -Instance $private | Test-LabConnection -From $public.InstanceId", "Reachable")]
    [InlineData("Test-LabConnection $private.PrivateIpAddress -From $public", "Reachable")]
    [InlineData("Test-LabConnection internet -From $private -Port 443", "Blocked")]
    [InlineData("Test-LabConnection internet -From $public -Port 443", "Reachable")]
    [InlineData("Test-LabConnection s3.us-east-1.amazonaws.com -From $public -Port 443", "Reachable")]
    [InlineData("Test-LabConnection $public -From ([pscustomobject]@{ InstanceId = $private.InstanceId })", "Reachable")]
    public void A_connection_is_tried_from_anywhere_to_anywhere(string script, string result) =>
        Assert.Equal(result, shell.Run($"({script}).Result.ToString()").Single<string>());

    [Fact]
    public void A_probe_names_its_ends_the_way_out_and_the_hops() => Assert.Equal(
        "public internet 443 True True",
        shell.Run(
            """
            $p = Test-LabConnection internet -From $public -Port 443
            "$($p.From) $($p.To) $($p.Port) $($p.Via -eq $gateway.InternetGatewayId) $($p.Hops.Count -gt 2)"
            """).Single<string>());

    [Theory]
    [InlineData("Test-LabConnection internet -From $public -Port 443", false)]
    [InlineData("Test-LabConnection $private -From $public", true)]
    [InlineData("Test-LabConnection internet -From $private -Port 443", null)]
    [InlineData("Test-LabS3Access $public $bucket", false)]
    [InlineData("$null = $table | Add-GatewayEndpoint s3; Test-LabS3Access $public $bucket", true)]
    [InlineData("$nat = $publicSubnet | New-LabNatGateway; $main = Get-LabRouteTable -Vpc $vpc -Filter @{ 'association.main' = 'true' };"
        + "$null = $main | Add-LabRoute -DestinationCidrBlock 0.0.0.0/0 -NatGateway $nat; Test-LabS3Access $private $bucket", false)]
    public void Private_tells_whether_it_kept_off_the_internet(string script, bool? kept) =>
        Assert.Equal(kept, PSObject.AsPSObject(shell.Run(script).Single<object>()).Properties["Private"].Value);

    [Fact]
    public void A_blocked_probe_names_what_stopped_it() => Assert.Equal(
        "True True",
        shell.Run(
            """
            $p = Test-LabConnection $public -Port 80
            "$($p.StoppedBy -like "*$($group.GroupId)*") $($p.DecidedBy -eq $group.GroupId)"
            """).Single<string>());

    [Theory]
    [InlineData("-Expected Reachable", true)]
    [InlineData("-Expected Blocked", false)]
    [InlineData("-ExpectedVia $gateway", true)]
    [InlineData("-ExpectedVia $gateway.InternetGatewayId", true)]
    [InlineData("-ExpectedVia vpce-0123456789abcdef0", false)]
    [InlineData("", null)]
    public void Pass_tells_whether_it_went_as_expected(string expected, bool? pass) => Assert.Equal(
        pass,
        shell.Run($"Test-LabConnection internet -From $public -Port 443 {expected}").ShouldSucceed().Output[0].Properties["Pass"].Value);

    [Theory]
    [InlineData("Test-LabConnection $public -Quiet", true)]
    [InlineData("Test-LabConnection $private -Quiet", false)]
    [InlineData("Test-LabConnection $private -Expected Blocked -Quiet", true)]
    [InlineData("Test-LabS3Access $public $bucket hello.txt -Quiet", true)]
    [InlineData("Test-LabS3Access $private $bucket -ExpectedVia $gateway -Quiet", false)]
    [InlineData(Interface + "Test-LabS3Access $private $bucket hello.txt -Endpoint $endpoint -ExpectedVia $endpoint -Quiet", true)]
    [InlineData(Interface + "Test-LabConnection $endpoint -From $private -Port 443 -ExpectedVia $endpoint -Quiet", true)]
    [InlineData(Interface + "Test-LabConnection $endpoint.VpcEndpointId -From $private -Port 443 -Quiet", true)]
    [InlineData(Interface + Served + "Test-LabS3Access $id $name hello.txt -Endpoint $e -ExpectedVia $e -Quiet", true)]
    public void Quiet_is_a_plain_boolean(string script, bool result) => Assert.Equal(result, shell.Run(script).Single<bool>());

    [Theory]
    [InlineData("Test-LabConnection $public -From 'no place'", "InvalidArgument")]
    [InlineData("Test-LabConnection 'no place'", "InvalidArgument")]
    [InlineData("Test-LabConnection $vpc", "WrongResource")]
    [InlineData("Test-LabConnection $public -From $bucket", "WrongResource")]
    [InlineData("Test-LabConnection $public -From 10.0.9.9", "ResourceNotFound")]
    [InlineData("Test-LabConnection i-0123456789abcdef0", "InvalidInstanceID.NotFound")]
    [InlineData("Test-LabConnection $public -ExpectedVia $vpc", "WrongResource")]
    [InlineData("Test-LabConnection $public -ExpectedVia $null", "InvalidArgument")]
    [InlineData("Test-LabConnection $public -From $null", "InvalidArgument")]
    [InlineData("Test-LabS3Access $public $bucket nothing.txt", "NoSuchKey")]
    [InlineData("Test-LabS3Access $public no-such-bucket-anywhere", "NoSuchBucket")]
    [InlineData("Test-LabS3Access $public NoBucket", "InvalidArgument")]
    [InlineData("Test-LabS3Access $public $bucket -Endpoint ($vpc | Add-GatewayEndpoint s3)", "WrongEndpointType")]
    [InlineData("Test-LabConnection ($vpc | Add-GatewayEndpoint s3) -From $public", "WrongEndpointType")]
    [InlineData("Test-LabConnection internet -From vpce-0123456789abcdef0", "InvalidArgument")]
    public void What_cannot_be_tried_is_an_error_and_no_probe(string script, string errorId)
    {
        var run = shell.Run(script);

        run.ShouldFail(errorId);
        Assert.Empty(run.Output);
    }

    [Fact]
    public void Nothing_can_be_sent_from_a_terminated_instance() =>
        shell.Run("$private | Remove-LabInstance; Test-LabConnection $public -From $private").ShouldFail("ResourceNotFound");

    [Theory]
    [InlineData("hello.txt", "Hello")]
    [InlineData("empty", "")]
    [InlineData("binary", null)]
    public void Reading_an_object_shows_its_text(string key, string? content) => Assert.Equal(
        content, shell.Run($"Test-LabS3Access $public $bucket {key}").ShouldSucceed().Output[0].Properties["Content"].Value);

    [Fact]
    public void Of_a_long_object_the_first_4_KiB_are_shown() =>
        Assert.Equal(new string('ü', 2048), shell.Run("(Test-LabS3Access $public $bucket long).Content").Single<string>());

    [Fact]
    public void A_private_instance_reads_the_bucket_by_the_endpoint_alone() => Assert.Equal(
        ["Blocked", "Reachable True Hello", "Denied True"],
        shell.Run(
            """
            "$(($private | Test-LabS3Access -Bucket $bucket -Key hello.txt).Result)"
            $main = Get-LabRouteTable -Vpc $vpc -Filter @{ 'association.main' = 'true' }
            $endpoint = $vpc | Add-GatewayEndpoint -Service s3 -RouteTable $main
            $p = $private | Test-LabS3Access -Bucket $bucket -Key hello.txt -ExpectedVia $endpoint
            "$($p.Result) $($p.Pass) $($p.Content)"
            $listing = @{ Effect = 'Allow'; Principal = '*'; Action = 's3:ListBucket'; Resource = '*' }
            $null = $endpoint | Set-EndpointPolicy -Policy @{ Statement = $listing }
            $p = $private | Test-LabS3Access -Bucket $bucket -Key hello.txt -Expected Denied
            "$($p.Result) $($p.StoppedBy -like '*VPC endpoint policy*s3:GetObject*')"
            """).ShouldSucceed().Output.Select(line => $"{line}"));

    [Fact]
    public void A_simulator_elsewhere_is_a_vantage_too() => Assert.Equal(
        ["Reachable", "Blocked"],
        shell.Run(
            """
            $server = Start-LabSimulator -Port 0
            $elsewhere = Connect-LabSession -EndpointUrl $server.EndpointUrl
            "$((Test-LabS3Access $public.InstanceId lab-bucket hello.txt -Session $elsewhere).Result)"
            "$((Test-LabS3Access $private.InstanceId lab-bucket hello.txt -Session $elsewhere).Result)"
            $server | Stop-LabSimulator
            """).ShouldSucceed().Output.Select(line => $"{line}"));

    [Fact]
    public void Without_a_vantage_a_probe_is_not_run_and_never_passes()
    {
        using var server = new ForeignServer();

        var run = shell.Run(
            "$null = Connect-LabSession -Name other -EndpointUrl $args[0]; Test-LabConnection internet -Expected Reachable", server.Url);

        var probe = Assert.Single(run.ShouldSucceed().Output);
        Assert.Equal("NotRun", $"{probe.Properties["Result"].Value}");
        Assert.Null(probe.Properties["Pass"].Value);
        Assert.StartsWith("No vantage", $"{probe.Properties["StoppedBy"].Value}", StringComparison.Ordinal);
    }

    [Fact]
    public void The_default_view_shows_each_probe_in_one_line_of_a_table()
    {
        var lines = shell.Render(
            """
            Test-LabConnection $public -Expected Reachable
            Test-LabConnection $private -Expected Blocked
            Test-LabS3Access $public $bucket
            """);

        Assert.Equal(5, lines.Length);
        Assert.StartsWith("From", lines[0], StringComparison.Ordinal);
        Assert.Contains("igw-", lines[4], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.True(line.Length <= 100));
    }
}
