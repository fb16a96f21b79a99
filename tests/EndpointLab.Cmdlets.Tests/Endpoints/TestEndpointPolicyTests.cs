namespace EndpointLab.Cmdlets.Tests.Endpoints;

public sealed class TestEndpointPolicyTests : IDisposable
{
    private readonly LabShell shell = new();

    public TestEndpointPolicyTests() => shell.Run(
        """
        $everything = '{"Version":"2012-10-17","Statement":[{"Sid":"Everything","Effect":"Allow","Action":"*","Resource":"*"}]}'
        $open = '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}'
        $ours = @{ Version = '2012-10-17'; Statement = @(
            @{ Sid = 'Ours'; Effect = 'Allow'; Principal = @{ AWS = '111122223333' }; Action = 's3:*'; Resource = '*' }) }
        $bucket = @{ Version = '2012-10-17'; Statement = @(
            @{ Sid = 'Endpoint'; Effect = 'Deny'; Principal = '*'; Action = 's3:GetObject'; Resource = 'arn:aws:s3:::lab/*'
               Condition = @{ StringNotEquals = @{ 'aws:SourceVpce' = 'vpce-1', 'vpce-2' } } }) }
        $read = @{ Principal = 'arn:aws:iam::111122223333:role/app/reader'; Action = 's3:GetObject'; Resource = 'arn:aws:s3:::lab/x' }
        """).ShouldSucceed();

    public void Dispose() => shell.Dispose();

    private string Text(string script) => shell.Run(script).Single<string>();

    [Fact]
    public void A_request_is_allowed_by_a_statement_that_is_named() => Assert.Equal(
        "Allowed IdentityPolicy Everything 1 3 "
        + "BucketPolicy Endpoint: StringNotEquals aws:SourceVpce vpce-1 or vpce-2 doesn't hold: the request has vpce-2.", Text(
        """
        $decision = Test-EndpointPolicy @read -EndpointPolicy $open -BucketPolicy $bucket -IdentityPolicy $everything -Context @{
            'aws:SourceVpce' = 'vpce-2' }
        $count = $decision.Statements.Count
        "$($decision.Decision) $($decision.DecidedBy) $($decision.Statement) $($decision.Line) $count $($decision.Others)"
        """));

    [Theory]
    [InlineData("-BucketPolicy $bucket -IdentityPolicy $everything",
        "ExplicitlyDenied BucketPolicy Endpoint of BucketPolicy denies s3:GetObject.")]
    [InlineData("-EndpointPolicy $ours -IdentityPolicy $everything",
        "ImplicitlyDenied EndpointPolicy No statement of EndpointPolicy allows s3:GetObject.")]
    [InlineData("-EndpointPolicy $ours -VpcEndpointType Interface -IdentityPolicy $everything",
        "Allowed IdentityPolicy Everything of IdentityPolicy allows s3:GetObject.")]
    [InlineData("-EndpointPolicy $open",
        "ImplicitlyDenied IdentityPolicy There is no IdentityPolicy, and it would have to allow s3:GetObject.")]
    [InlineData("-IdentityPolicy $everything -ResourceAccount 444455556666",
        "ImplicitlyDenied BucketPolicy There is no BucketPolicy, and it would have to allow s3:GetObject.")]
    [InlineData("-IdentityPolicy $everything, $everything -PermissionsBoundary ($everything -replace '\"\\*\",\"R','\"ec2:*\",\"R')",
        "ImplicitlyDenied PermissionsBoundary No statement of PermissionsBoundary allows s3:GetObject.")]
    public void A_decision_says_what_it_rests_on(string policies, string expected) =>
        Assert.Equal(expected, Text(
            $$"""Test-EndpointPolicy @read {{policies}} | ForEach-Object { "$($_.Decision) $($_.DecidedBy) $($_.Reason)" }"""));

    [Fact]
    public void One_of_several_policies_is_named_by_its_number() => Assert.Equal("IdentityPolicy 2", Text(
        """
        $machines = @{ Version = '2012-10-17'; Statement = @{ Effect = 'Deny'; Action = 'ec2:*'; Resource = '*' } }
        (Test-EndpointPolicy @read -IdentityPolicy $machines, $everything).DecidedBy
        """));

    [Theory]
    [InlineData("anonymous", "Allowed")]
    [InlineData("logging.s3.amazonaws.com", "Allowed")]
    [InlineData("arn:aws:sts::444455556666:assumed-role/x/y", "ImplicitlyDenied")]
    public void A_principal_may_have_no_account(string principal, string decision) => Assert.Equal(decision, Text(
        $"\"$((Test-EndpointPolicy -BucketPolicy $open -Principal {principal} -Action s3:GetObject -Resource arn:aws:s3:::lab/x "
        + "-ResourceAccount 111122223333).Decision)\""));

    [Fact]
    public void A_role_stands_for_a_session_of_it_with_its_path() => Assert.Equal("True", Text(
        """
        $policy = @{ Version = '2012-10-17'; Statement = @{ Effect = 'Allow'; Action = '*'; Resource = '*'
            Condition = @{ ArnEquals = @{ 'aws:PrincipalArn' = 'arn:aws:iam::111122223333:role/app/reader' } } } }
        "$(Test-EndpointPolicy @read -IdentityPolicy $policy -Quiet)"
        """));

    [Fact]
    public void Requests_are_piped_in_by_property_name() => Assert.Equal("True False True", Text(
        """
        $requests = @{ Action = 'dynamodb:GetItem'; Context = @{ 'dynamodb:Attributes' = 'a', 'b' } },
            @{ Action = 'dynamodb:GetItem'; Context = @{ 'dynamodb:Attributes' = 'a', 'c' } },
            @{ Action = 'dynamodb:PutItem'; Context = @{ 'aws:SecureTransport' = $true } } | ForEach-Object { [pscustomobject]$_ }
        $policy = '{"Version":"2012-10-17","Statement":[
            {"Effect":"Allow","Action":"dynamodb:GetItem","Resource":"*",
             "Condition":{"ForAllValues:StringEquals":{"dynamodb:Attributes":["a","b"]}}},
            {"Effect":"Allow","Action":"dynamodb:PutItem","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}]}'
        "$($requests | Test-EndpointPolicy -IdentityPolicy $policy -Principal arn:aws:iam::111122223333:user/bob `
            -Resource arn:aws:dynamodb:us-east-1:111122223333:table/Thread -Quiet)"
        """));

    [Theory]
    [InlineData("Test-EndpointPolicy @read -IdentityPolicy '{'", "InvalidPolicy")]
    [InlineData("Test-EndpointPolicy -Principal bob -Action s3:GetObject -Resource '*'", "InvalidArgument")]
    [InlineData("Test-EndpointPolicy -Principal anonymous -Action s3:GetObject -Resource arn:aws:s3:::lab/x", "InvalidArgument")]
    public void What_can_not_be_decided_is_an_error(string script, string errorId) => shell.Run(script).ShouldFail(errorId);

    [Fact]
    public void Lint_reports_what_it_finds_in_each_policy() => Assert.Equal(
        "EndpointPolicy GatewayPrincipal Error, IdentityPolicy 1 Malformed Error; False True", Text(
        """
        $found = Test-EndpointPolicy -Lint -EndpointPolicy $ours -IdentityPolicy '{', $everything -BucketPolicy $bucket |
            ForEach-Object { "$($_.Policy) $($_.Rule) $($_.Severity)" }
        $quiet = ($ours, $open | ForEach-Object { Test-EndpointPolicy -Lint -EndpointPolicy $_ -Quiet })
        "$($found -join ', '); $quiet"
        """));

    [Fact]
    public void Endpoints_are_piped_in_with_their_policy_and_type() => Assert.Equal("1 GatewayPrincipal 1 0", Text(
        """
        $null = Connect-LabSession -Lifecycle Instant
        $vpc = New-LabVpc 10.0.0.0/16
        $subnet = $vpc | New-LabSubnet -CidrBlock 10.0.1.0/24
        $null = $vpc | New-LabRouteTable | Add-GatewayEndpoint -Service s3 -Policy $ours
        $interface = $subnet | Add-InterfaceEndpoint -Service sqs -Policy $ours
        $found = @(Get-LabEndpoint | Test-EndpointPolicy -Lint)
        $policies = @(Get-LabEndpoint | Get-EndpointPolicy | Test-EndpointPolicy -Lint)
        $given = @(Test-EndpointPolicy -Lint -EndpointPolicy $interface)
        "$($found.Count) $($found.Rule) $($policies.Count) $($given.Count)"
        """));

    [Fact]
    public void Views_show_the_decision_and_the_findings()
    {
        Assert.Contains(shell.Render("Test-EndpointPolicy @read -BucketPolicy $bucket"),
            line => line.Contains("Endpoint of BucketPolicy denies s3:GetObject.", StringComparison.Ordinal));
        Assert.Contains(shell.Render("Test-EndpointPolicy -Lint -EndpointPolicy $ours"),
            line => line.Contains("GatewayPrincipal", StringComparison.Ordinal));
    }
}
