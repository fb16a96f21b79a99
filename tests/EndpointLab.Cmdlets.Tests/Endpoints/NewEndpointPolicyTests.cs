namespace EndpointLab.Cmdlets.Tests.Endpoints;

public sealed class NewEndpointPolicyTests : IDisposable
{
    private const string Lab = """
        $session = Connect-LabSession -Lifecycle Instant -Region eu-central-1
        $vpc = New-LabVpc 10.0.0.0/16
        $subnet = $vpc | New-LabSubnet -CidrBlock 10.0.1.0/24
        $instance = $subnet | New-LabInstance | Wait-LabInstance
        $bucket, $other = 'lab-bucket', 'other-bucket' | ForEach-Object { New-LabBucket $_ -Object @{ 'hello.txt' = 'Hello' } }
        """;

    private const string Gateway = "$endpoint = $vpc | Add-GatewayEndpoint s3 -RouteTable (Get-LabRouteTable -Vpc $vpc) -Policy ({0});";

    private const string Interface = """
        $https = $vpc | New-LabSecurityGroup -Name https | Add-LabSecurityGroupRule -Ingress -Port 443 -CidrBlock 10.0.0.0/16
        $endpoint = $subnet | Add-InterfaceEndpoint s3 -SecurityGroup $https -PrivateDnsEnabled $false -Policy ({0}) | Wait-EndpointState
        $over = @{{ Endpoint = $endpoint }};
        """;

    private readonly LabShell shell = new();

    public void Dispose() => shell.Dispose();

    private string Text(string script) => shell.Run(script).Single<string>();

    [Theory]
    [InlineData(Gateway, "New-EndpointPolicy $bucket", "Reachable Denied")]
    [InlineData(Interface, "New-EndpointPolicy $bucket", "Reachable Denied")]
    [InlineData(Gateway, "New-EndpointPolicy other-bucket, lab-bucket -ReadOnly", "Reachable Reachable")]
    [InlineData(Gateway, "New-EndpointPolicy -Account $session.AccountId", "Reachable Reachable")]
    [InlineData(Interface, "New-EndpointPolicy -Account $session.AccountId", "Reachable Reachable")]
    [InlineData(Gateway, "New-EndpointPolicy -Account 444455556666", "Denied Denied")]
    [InlineData(Gateway, "New-EndpointPolicy -Organization o-a1b2c3d4e5", "Denied Denied")]
    [InlineData(Gateway, "New-EndpointPolicy -AmazonLinuxRepository", "Denied Denied")]
    public void An_endpoint_lets_an_instance_read_what_its_policy_says(string endpoint, string policy, string results) =>
        Assert.Equal(results, Text(Lab + $"\n$over = @{{}}; {string.Format(null, endpoint, policy)}" + """

            $results = $bucket, $other | ForEach-Object { (Test-LabS3Access $instance $_ hello.txt -Principal me @over).Result }
            "$results"
            """));

    [Fact]
    public void It_is_set_and_tested_as_any_policy() => Assert.Equal("True False True", Text(Lab + """

        $endpoint = $vpc | New-LabRouteTable | Add-GatewayEndpoint s3
        $policy = New-EndpointPolicy $bucket -Organization o-a1b2c3d4e5 -Account $session.AccountId -ReadOnly -AmazonLinuxRepository
        $set = $endpoint | Set-EndpointPolicy -Policy $policy
        "$($set.PolicyDocument -eq "$policy") $($set.IsDefault) $($policy | Test-EndpointPolicy -Lint -Quiet)"
        """));

    [Theory]
    [InlineData("-Bucket lab -Region cn-north-1", "arn:aws-cn:s3:::lab/*")]
    [InlineData("-AmazonLinuxRepository", "arn:aws:s3:::al2023-repos-eu-central-1-de612dc2/*")]
    [InlineData("-AmazonLinuxRepository -Region us-gov-west-1", "arn:aws-us-gov:s3:::al2023-repos-us-gov-west-1-de612dc2/*")]
    public void Its_ARNs_are_of_the_Region_or_else_the_sessions(string arguments, string arn) => Assert.Contains(
        $"\"{arn}\"",
        Text($"$null = Connect-LabSession -Region eu-central-1; (New-EndpointPolicy {arguments}).PolicyDocument"),
        StringComparison.Ordinal);

    [Fact]
    public void With_a_Region_it_opens_no_session() =>
        Assert.Single(shell.Run("New-EndpointPolicy lab -Region eu-central-1; Get-LabSession").ShouldSucceed().Output);

    [Theory]
    [InlineData("", "InvalidArgument")]
    [InlineData("-ReadOnly:$false", "InvalidArgument")]
    [InlineData("-Bucket 'lab-*'", "InvalidArgument")]
    [InlineData("-Bucket $null", "ParameterArgumentValidationError")]
    [InlineData("-Bucket @() -ReadOnly", "ParameterArgumentValidationError")]
    [InlineData("-Account @() -ReadOnly", "ParameterArgumentValidationError")]
    [InlineData("-Account $null -ReadOnly", "ParameterArgumentValidationError")]
    [InlineData("-Account 1234", "ParameterArgumentValidationError")]
    [InlineData("-Organization $null -ReadOnly", "ParameterArgumentValidationError")]
    [InlineData("-Organization O-A1B2C3D4E5", "ParameterArgumentValidationError")]
    [InlineData("-AmazonLinuxRepository -Region eu-nowhere-1", "UnknownRegion")]
    [InlineData("-Bucket (1..300 | ForEach-Object { \"a-bucket-with-a-rather-long-name-$_\" })", "InvalidPolicy")]
    public void What_would_limit_nothing_or_not_work_is_refused(string arguments, string errorId)
    {
        var run = shell.Run($"$null = Connect-LabSession; New-EndpointPolicy {arguments}");
        run.ShouldFail(errorId);
        Assert.Empty(run.Output);
    }

    [Fact]
    public void The_view_shows_the_document_line_by_line()
    {
        var lines = shell.Render("New-EndpointPolicy lab -AmazonLinuxRepository -Region eu-central-1");
        Assert.StartsWith("PolicyDocument : {", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.Trim() == "\"arn:aws:s3:::lab\",");
    }
}
