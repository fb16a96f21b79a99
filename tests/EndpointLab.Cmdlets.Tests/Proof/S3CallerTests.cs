using System.Management.Automation;

namespace EndpointLab.Cmdlets.Tests.Proof;

/// <summary>Who asks S3, how its client is set up, and what it asks for.</summary>
public sealed class S3CallerTests : IDisposable
{
    private const string Build = """
        $session = Connect-LabSession -Lifecycle Instant -Region eu-central-1
        $vpc = New-LabVpc 10.0.0.0/16
        $gateway = New-LabInternetGateway | Add-LabInternetGateway -Vpc $vpc
        $main = Get-LabRouteTable -Vpc $vpc
        $endpoint = $vpc | Add-GatewayEndpoint s3 -RouteTable $main
        $public = $vpc | New-LabSubnet -CidrBlock 10.0.1.0/24 -MapPublicIpOnLaunch
        $private = $vpc | New-LabSubnet -CidrBlock 10.0.2.0/24
        $null = $vpc | New-LabRouteTable | Add-LabRoute -DestinationCidrBlock 0.0.0.0/0 -InternetGateway $gateway |
            Register-LabRouteTable -Subnet $public
        $bucket = New-LabBucket lab-bucket -Object @{ 'hello.txt' = 'Hello' }
        $open, $shut = $public, $private | ForEach-Object { $_ | New-LabInstance -ReadBucket $bucket } | Wait-LabInstance
        $bare = $private | New-LabInstance | Wait-LabInstance
        $ask = @{ Bucket = $bucket; Key = 'hello.txt' }
        """;

    private const string Session = "arn:aws:sts::123456789012:assumed-role/lab-bucket/i-";
    private const string Account = "arn:aws:iam::123456789012:";
    private const string Everything = """{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""";

    private const string TrustAccount =
        """{"Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"sts:AssumeRole"}}""";

    private const string StsEndpoint = """
        $https = $vpc | New-LabSecurityGroup -Name https | Add-LabSecurityGroupRule -Ingress -Port 443 -CidrBlock 10.0.0.0/16
        $null = $private | Add-InterfaceEndpoint sts -SecurityGroup $https | Wait-EndpointState

        """;

    private readonly LabShell shell = new();
    private readonly RawIam iam;

    public S3CallerTests()
    {
        shell.Run(Build).ShouldSucceed();
        iam = new(shell);
    }

    public void Dispose()
    {
        iam.Dispose();
        shell.Dispose();
    }

    [Theory]
    [InlineData("$shut", "Reachable", Session)]
    [InlineData("$shut -Principal arn:aws:iam::123456789012:role/endpointlab/lab-bucket", "Reachable", Session)]
    [InlineData("$shut.NetworkInterfaceId", "Reachable", Session)]
    [InlineData("$bare", "Denied", null)]
    [InlineData("$bare -Principal me", "Reachable", "me")]
    [InlineData("$shut -Principal ANONYMOUS", "Denied", "anonymous")]
    [InlineData("internet", "Reachable", "me")]
    public void An_instance_asks_as_its_role_and_anything_else_as_the_session(string from, string result, string? principal)
    {
        var probe = Probe($"Test-LabS3Access @ask -From {from}");

        Assert.Equal(result, $"{probe["Result"].Value}");
        Assert.StartsWith(principal ?? "", $"{probe["Principal"].Value}", StringComparison.Ordinal);
        Assert.Equal(principal is null, probe["Principal"].Value is null);
    }

    [Fact]
    public void Without_a_role_nothing_is_sent() => Assert.Equal(
        "True True 0",
        shell.Run(
            """
            $p = Test-LabS3Access @ask -From $bare
            "$($p.StoppedBy -eq "$($bare.InstanceId) has no instance profile, so it has no credentials.") $(
                $p.DecidedBy -eq $bare.InstanceId) $($p.Hops.Count)"
            """).Single<string>());

    [Theory]
    [InlineData("$open", "Reachable", null)]
    [InlineData("$open -StsEndpoint Legacy", "Reachable", null)]
    [InlineData("$shut", "Blocked", "STS (sts.eu-central-1.amazonaws.com) can't be asked")]
    [InlineData("$shut -StsEndpoint Legacy", "Blocked", "STS (sts.amazonaws.com) can't be asked")]
    [InlineData("$shut -ClientRegion aws-global", "Blocked", "STS (sts.amazonaws.com) can't be asked")]
    public async Task Another_role_is_asked_of_STS_over_the_network(string from, string result, string? reason)
    {
        await CreateRoleAsync(TrustAccount);

        var probe = Probe($"Test-LabS3Access @ask -Principal {Account}role/app/reader -From {from}");

        Assert.Equal(result, $"{probe["Result"].Value}");
        Assert.StartsWith(reason ?? "", $"{probe["StoppedBy"].Value}", StringComparison.Ordinal);
        Assert.Equal(reason is null ? "arn:aws:sts::123456789012:assumed-role/reader/endpointlab" : null, probe["Principal"].Value);
    }

    [Theory]
    [InlineData("", "Reachable")]
    [InlineData("-StsEndpoint Legacy", "Blocked")]
    public async Task An_interface_endpoint_for_STS_has_its_Regional_name_only(string client, string result)
    {
        await CreateRoleAsync(TrustAccount);
        Assert.Equal(
            result, Text($"{StsEndpoint} \"$((Test-LabS3Access @ask -From $shut -Principal {Account}role/app/reader {client}).Result)\""));
    }

    [Fact]
    public async Task A_role_that_does_not_trust_the_caller_is_denied_by_STS()
    {
        await CreateRoleAsync("""{"Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}""");

        var probe = Probe($"Test-LabS3Access @ask -From $open -Principal {Account}role/app/reader");

        Assert.Equal("Denied", $"{probe["Result"].Value}");
        Assert.Contains("not authorized to perform: sts:AssumeRole", $"{probe["StoppedBy"].Value}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_needs_no_STS_and_has_its_own_policies()
    {
        await iam.Call("CreateUser", [("UserName", "Bob")]);
        Assert.Equal("Denied", Text($"\"$((Test-LabS3Access @ask -From $bare -Principal {Account}user/Bob).Result)\""));

        await iam.Call("PutUserPolicy", [("UserName", "Bob"), ("PolicyName", "all"), ("PolicyDocument", Everything)]);
        Assert.Equal("Reachable", Text($"\"$((Test-LabS3Access @ask -From $bare -Principal {Account}user/Bob).Result)\""));
    }

    [Theory]
    [InlineData("$shut -ClientRegion us-west-2", "Blocked")]
    [InlineData("$shut -ClientRegion aws-global", "Reachable")]
    [InlineData("$shut -UseDualStack", "Reachable")]
    [InlineData("$open -ClientRegion us-west-2", "Reachable")]
    [InlineData("$open -ClientRegion us-west-2 -UseDualStack", "Reachable")]
    [InlineData("$open -ClientRegion aws-global -Principal anonymous", "Denied")]
    public void A_client_that_is_set_to_another_Region_is_sent_on_if_it_gets_that_far(string from, string result) =>
        Assert.Equal(result, Text($"\"$((Test-LabS3Access @ask -From {from}).Result)\""));

    [Fact]
    public void The_probe_tells_where_the_client_was_sent() => Assert.Equal(
        "True True True",
        Text(
            """
            $p = Test-LabS3Access @ask -From $open -ClientRegion us-west-2
            $b = Test-LabS3Access @ask -From $shut -ClientRegion us-west-2
            $sent = 's3.us-west-2.amazonaws.com sends the client on to eu-central-1, where lab-bucket is'
            "$($sent -in $p.Hops) $($p.Via -eq $gateway.InternetGatewayId) $(
                $b.StoppedBy -like '*(the client asks s3.us-west-2.amazonaws.com)')"
            """));

    [Fact]
    public void Writing_for_a_try_overwrites_nothing_and_leaves_nothing() => Assert.Equal(
        ["Reachable", "Reachable", "Hello", "1"],
        shell.Run(
            """
            'hello.txt', 'new.txt' | ForEach-Object {
                "$((Test-LabS3Access $open $bucket $_ -Action PutObject -Principal me).Result)"
            }
            (Test-LabS3Access @ask -From $open).Content
            "$(@('hello.txt', 'new.txt' | Where-Object {
                Test-LabS3Access $open $bucket $_ -Action GetObject -Quiet -ErrorAction Ignore }).Count)"
            """).ShouldSucceed().Output.Select(line => $"{line}"));

    [Fact]
    public void Deleting_for_a_try_takes_no_object_that_there_is()
    {
        shell.Run("Test-LabS3Access @ask -From $open -Action DeleteObject -Principal me").ShouldFail("InvalidArgument");

        Assert.Equal("Hello", Text("(Test-LabS3Access @ask -From $open).Content"));
        Assert.Equal("Reachable", Text("\"$((Test-LabS3Access $open $bucket none.txt -Action DeleteObject -Principal me).Result)\""));
    }

    [Theory]
    [InlineData("-Action PutObject", "identity-based policy")]
    [InlineData("-Principal arn:aws:iam::123456789012:role/other", "sts:AssumeRole")]
    [InlineData("-Principal anonymous", "Access Denied")]
    public void What_refused_it_is_told_in_a_word(string request, string decider) =>
        Assert.Equal(decider, Text($"(Test-LabS3Access @ask -From $open {request}).DecidedBy"));

    [Theory]
    [InlineData("Test-LabS3Access -Principal a", "anonymous")]
    [InlineData("Test-LabS3Access -Action L", "ListAllMyBuckets ListBucket")]
    [InlineData("Test-LabS3Access -ClientRegion us-w", "us-west-1 us-west-2")]
    [InlineData("New-LabInstance -ReadBucket ", "lab-bucket")]
    public void What_can_be_chosen_completes(string line, string completions) => Assert.Equal(
        completions,
        Text(
            $$"""
            $found = [System.Management.Automation.CommandCompletion]::CompleteInput('{{line}}', {{line.Length}}, $null)
            "$($found.CompletionMatches.CompletionText)"
            """));

    [Theory]
    [InlineData("Test-LabS3Access $open -Action ListAllMyBuckets -Principal me", "Reachable")]
    [InlineData(
        "$null = $endpoint | Set-EndpointPolicy -Policy (New-EndpointPolicy $bucket); Test-LabS3Access $shut -Action ListAllMyBuckets "
            + "-Principal me",
        "Denied")]
    public void All_buckets_are_asked_for_without_naming_one(string script, string result) =>
        Assert.Equal(result, $"{Probe(script)["Result"].Value}");

    [Theory]
    [InlineData("Test-LabS3Access $open")]
    [InlineData("Test-LabS3Access $open $bucket -Action GetObject")]
    [InlineData("Test-LabS3Access $open $bucket -Action ListAllMyBuckets")]
    [InlineData("Test-LabS3Access $open $bucket hello.txt -Action ListBucket")]
    [InlineData("Test-LabS3Access $open $bucket -Principal nobody")]
    [InlineData("Test-LabS3Access $open $bucket -Principal arn:aws:iam::123456789012:root")]
    [InlineData("Test-LabS3Access $open $bucket -Principal arn:aws:iam::123456789012:user/nobody", "ResourceNotFound")]
    [InlineData("Test-LabS3Access $open $bucket -ClientRegion mars-1", "UnknownRegion")]
    public void What_cannot_be_asked_is_an_error_and_no_probe(string script, string errorId = "InvalidArgument")
    {
        var run = shell.Run(script);

        run.ShouldFail(errorId);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task No_stream_shows_a_key()
    {
        await CreateRoleAsync(TrustAccount);

        var run = shell.Run(
            $$"""
            Test-LabS3Access @ask -From $open -Principal {{Account}}role/app/reader -Verbose *>&1 | ForEach-Object {
                "$_"
                $_.PSObject.Properties | ForEach-Object { "$($_.Value)" }
            }
            """);

        var text = string.Join('\n', run.ShouldSucceed().Output);
        Assert.Contains("STS AssumeRole in eu-central-1", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ASIA", text, StringComparison.Ordinal);
    }

    private async Task CreateRoleAsync(string trust)
    {
        await iam.Call("CreateRole", [("RoleName", "reader"), ("Path", "/app/"), ("AssumeRolePolicyDocument", trust)]);
        await iam.Call("PutRolePolicy", [("RoleName", "reader"), ("PolicyName", "all"), ("PolicyDocument", Everything)]);
        await iam.Call("PutRolePolicy", [("RoleName", "lab-bucket"), ("PolicyName", "assume"), ("PolicyDocument", Everything)]);
    }

    private PSMemberInfoCollection<PSPropertyInfo> Probe(string script) =>
        PSObject.AsPSObject(shell.Run(script).Single<object>()).Properties;

    private string Text(string script) => shell.Run(script).Single<string>();
}
