namespace EndpointLab.Cmdlets.Tests.Endpoints;

public sealed class GatewayEndpointTests : IDisposable
{
    private readonly LabShell shell = new();

    public GatewayEndpointTests() => shell.Run(
        """
        $session = Connect-LabSession -Lifecycle Instant
        $vpc = New-LabVpc 10.0.0.0/16
        $table = $vpc | New-LabRouteTable
        $other = $vpc | New-LabRouteTable
        """).ShouldSucceed();

    public void Dispose() => shell.Dispose();

    [Theory]
    [InlineData("$vpc | Add-GatewayEndpoint -Service s3 -RouteTable $table")]
    [InlineData("$vpc | Add-GatewayEndpoint s3 $table.RouteTableId")]
    [InlineData("$vpc.VpcId | Add-GatewayEndpoint -Service S3 -RouteTable $table")]
    [InlineData("$table | Add-GatewayEndpoint -Service com.amazonaws.us-east-1.s3")]
    [InlineData("Add-GatewayEndpoint -Service s3 -RouteTable $table.RouteTableId")]
    [InlineData("[pscustomobject]@{ VpcId = $vpc.VpcId } | Add-GatewayEndpoint -Service s3 -RouteTable $table")]
    [InlineData("[pscustomobject]@{ RouteTableId = $table.RouteTableId } | Add-GatewayEndpoint -Service s3 -Vpc $vpc")]
    public void An_endpoint_is_added_however_the_VPC_and_the_table_are_named(string add)
    {
        Assert.Equal(
            "Gateway com.amazonaws.us-east-1.s3 Available mine True True",
            shell.Run($$"""
                $endpoint = {{add}} -Name mine
                $route = (Get-LabRouteTable $table).Routes | Where-Object Target -eq $endpoint.VpcEndpointId
                "$($endpoint.VpcEndpointType) $($endpoint.ServiceName) $($endpoint.State) $($endpoint.Name) $(
                    $endpoint.VpcId -eq $vpc.VpcId) $($route.DestinationPrefixListId -like 'pl-*')"
                """).Single<string>());
    }

    [Fact]
    public void The_same_command_again_gives_the_same_endpoint() => Assert.True(shell.Run(
        """
        $first, $second = 1..2 | ForEach-Object { $vpc | Add-GatewayEndpoint -Service s3 -RouteTable $other, $table -Tag @{ a = 1; b = 2 } }
        $third = $vpc | Add-GatewayEndpoint -Service com.amazonaws.us-east-1.s3 -RouteTable $table, $other -Tag @{ b = 2; a = 1 }
        $first.VpcEndpointId -eq $second.VpcEndpointId -and $first.VpcEndpointId -eq $third.VpcEndpointId
        """).Single<bool>());

    [Fact]
    public void The_same_command_makes_a_new_endpoint_each_time_the_last_one_is_deleted() => Assert.Equal(3, shell.Run(
        """
        $ids = 1..3 | ForEach-Object {
            $endpoint = $table | Add-GatewayEndpoint -Service s3
            $endpoint | Remove-LabEndpoint
            $endpoint.VpcEndpointId
        }
        ($ids | ForEach-Object { $seen = @{} } { $seen[$_] = $true } { $seen.Count })
        """).Single<int>());

    [Fact]
    public void S3_takes_a_route_for_each_family() => Assert.Equal("dualstack 2", shell.Run(
        """
        $endpoint = $table | Add-GatewayEndpoint -Service s3 -IpAddressType dualstack
        "$($endpoint.IpAddressType) $(@((Get-LabRouteTable $table).Routes | Where-Object Target -eq $endpoint.VpcEndpointId).Count)"
        """).Single<string>());

    [Fact]
    public void Another_command_for_the_same_table_is_refused_by_AWS()
    {
        var error = shell.Run("$null = $table | Add-GatewayEndpoint -Service s3; $table | Add-GatewayEndpoint -Service s3 -Name another")
            .ShouldFail("RouteAlreadyExists");
        Assert.Contains("RouteAlreadyExists, request ", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Equal(1, shell.Run("@(Get-LabEndpoint).Count").Single<int>());
    }

    [Theory]
    [InlineData("Add-GatewayEndpoint -Service s33 -RouteTable $table", "UnknownService", "s33")]
    [InlineData("Add-GatewayEndpoint -Service s* -RouteTable $table", "UnknownService", "s*")]
    [InlineData("Add-GatewayEndpoint -Service ec2 -RouteTable $table", "WrongEndpointType", "only Interface ones")]
    [InlineData("Add-GatewayEndpoint -Service com.amazonaws.eu-west-1.s3 -RouteTable $table", "UnknownService", "eu-west-1")]
    [InlineData("Add-GatewayEndpoint -Service s3", "InvalidArgument", "VPC")]
    [InlineData("Add-GatewayEndpoint -Service s3 -RouteTable @($null)", "InvalidArgument", "-RouteTable")]
    [InlineData("$table | Add-GatewayEndpoint -Service dynamodb -IpAddressType dualstack", "UnsupportedAddressType", "over ipv4 only")]
    [InlineData("Add-GatewayEndpoint -Service s3 -RouteTable nonsense", "MalformedId", "nonsense")]
    [InlineData("Add-GatewayEndpoint -Service s3 -RouteTable rtb-00000000", "InvalidRouteTableID.NotFound", "rtb-00000000")]
    [InlineData("Add-GatewayEndpoint -Service s3 -RouteTable $table -Policy 'no-such-file.json'", "InvalidPolicy", "no-such-file.json")]
    [InlineData("$table | Add-GatewayEndpoint s3 -Policy @{ Statement = @{ Effect = 'Maybe' } }", "InvalidPolicy", "Statement.Effect")]
    [InlineData("(New-LabVpc 10.9.0.0/16) | Add-GatewayEndpoint -Service s3 -RouteTable $table", "WrongResource", "belongs to vpc-")]
    [InlineData("[pscustomobject]@{ Colour = 'red' } | Add-GatewayEndpoint -Service s3", "WrongResource", "is not a Vpc")]
    public void Bad_input_is_one_clear_error_and_creates_nothing(string add, string errorId, string names)
    {
        var error = shell.Run(add).ShouldFail(errorId);
        Assert.Contains(names, error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Equal(0, shell.Run("@(Get-LabEndpoint).Count").Single<int>());
    }

    [Fact]
    public void An_unknown_service_names_the_nearest_ones() => Assert.Contains(
        "dynamodb",
        shell.Run("$table | Add-GatewayEndpoint -Service dynamo").ShouldFail("UnknownService").ErrorDetails.RecommendedAction,
        StringComparison.Ordinal);

    [Fact]
    public void An_endpoint_without_a_route_table_comes_with_a_warning()
    {
        var warning = Assert.Single(shell.Run("$vpc | Add-GatewayEndpoint -Service s3").ShouldSucceed().Warnings);
        Assert.Contains("Set-LabEndpoint", warning, StringComparison.Ordinal);
        Assert.Empty(shell.Run("$table | Add-GatewayEndpoint -Service s3").ShouldSucceed().Warnings);
    }

    [Fact]
    public void WhatIf_changes_nothing()
    {
        shell.Run("$table | Add-GatewayEndpoint -Service s3 -WhatIf").ShouldSucceed();
        Assert.Equal(0, shell.Run("@(Get-LabEndpoint).Count").Single<int>());
        shell.Run(
            """
            $endpoint = $table | Add-GatewayEndpoint -Service s3
            $endpoint | Set-LabEndpoint -AddRouteTable $other -WhatIf
            $reading = @{ Statement = @{ Effect = 'Allow'; Principal = '*'; Action = 's3:GetObject'; Resource = '*' } }
            $endpoint | Set-EndpointPolicy -Policy $reading -WhatIf
            $endpoint | Remove-LabEndpoint -WhatIf
            """).ShouldSucceed();
        Assert.Equal(1, shell.Run("(Get-LabEndpoint).RouteTableIds.Count").Single<int>());
        Assert.True(shell.Run("($endpoint | Get-EndpointPolicy).IsDefault").Single<bool>());
    }

    [Fact]
    public void Endpoints_are_found_by_all_that_is_known_of_them()
    {
        shell.Run(
            """
            $s3 = $table | Add-GatewayEndpoint -Service s3 -Name one -Tag @{ Purpose = 'demo' }
            $dynamodb = $table | Add-GatewayEndpoint -Service dynamodb
            $elsewhere = New-LabVpc 10.1.0.0/16 | New-LabRouteTable | Add-GatewayEndpoint -Service s3
            """).ShouldSucceed();
        string[] searches =
        [
            "$s3 | Get-LabEndpoint", "Get-LabEndpoint $s3.VpcEndpointId",
            "[pscustomobject]@{ VpcEndpointId = $s3.VpcEndpointId } | Get-LabEndpoint",
            "Get-LabEndpoint -Name o*", "Get-LabEndpoint -Tag @{ Purpose = 'demo' }", "$vpc | Get-LabEndpoint -Service s3",
            "Get-LabEndpoint -Vpc $vpc -Service com.amazonaws.us-east-1.s3", "$vpc | Get-LabEndpoint -Service s*",
            "Get-LabEndpoint -Name one -State available, pending -Type Gateway", "Get-LabEndpoint -Filter @{ 'tag-key' = 'Purpose' }",
        ];
        var id = shell.Run("$s3.VpcEndpointId").Single<string>();
        Assert.All(searches, search => Assert.Equal(id, shell.Run($"({search}).VpcEndpointId").Single<string>()));
        Assert.Equal(2, shell.Run("@($vpc | Get-LabEndpoint).Count").Single<int>());
        Assert.Empty(shell.Run("Get-LabEndpoint -State Failed; Get-LabEndpoint -Type Interface").ShouldSucceed().Output);
        Assert.Empty(shell.Run("Get-LabEndpoint -Service 3").ShouldSucceed().Output);
    }

    [Theory]
    [InlineData("Get-LabEndpoint vpce-00000000000000000", "InvalidVpcEndpointId.NotFound")]
    [InlineData("Get-LabEndpoint vpc-00000000000000000", "MalformedId")]
    [InlineData("Get-LabEndpoint -State ready", "UnknownState")]
    [InlineData("$table | Add-GatewayEndpoint -Service s3 | Set-LabEndpoint", "InvalidArgument")]
    [InlineData("$vpc | Set-LabEndpoint -AddRouteTable $table", "WrongResource")]
    [InlineData("$vpc | Remove-LabEndpoint", "WrongResource")]
    [InlineData("$vpc | Wait-EndpointState", "WrongResource")]
    [InlineData("$vpc | Reset-EndpointPolicy", "WrongResource")]
    public void What_is_no_endpoint_is_refused(string script, string errorId) => shell.Run(script).ShouldFail(errorId);

    [Fact]
    public void An_endpoint_moves_between_route_tables() => Assert.True(shell.Run(
        """
        $endpoint = $table | Add-GatewayEndpoint -Service s3
        $both = $endpoint | Set-LabEndpoint -AddRouteTable $other
        $moved = Set-LabEndpoint $endpoint.VpcEndpointId -RemoveRouteTable $table.RouteTableId
        $both.RouteTableIds.Count -eq 2 -and $both.State -eq 'Available' -and "$($moved.RouteTableIds)" -eq $other.RouteTableId
        """).Single<bool>());

    [Fact]
    public void A_table_of_another_VPC_is_refused_before_anything_changes()
    {
        shell.Run(
            """
            $endpoint = $table | Add-GatewayEndpoint -Service s3
            $endpoint | Set-LabEndpoint -AddRouteTable (New-LabVpc 10.1.0.0/16 | New-LabRouteTable) -RemoveRouteTable $table
            """).ShouldFail("WrongResource");
        Assert.Equal(1, shell.Run("@((Get-LabEndpoint $endpoint).RouteTableIds).Count").Single<int>());
    }

    [Fact]
    public void Many_endpoints_are_deleted_in_one_call()
    {
        var run = shell.Run(
            """
            $endpoints = 's3', 'dynamodb' | ForEach-Object { $table | Add-GatewayEndpoint -Service $_ }
            $endpoints | Remove-LabEndpoint -Verbose
            """).ShouldSucceed();
        Assert.Single(run.Verbose, message => message.Contains("DeleteVpcEndpoints", StringComparison.Ordinal));
        Assert.Equal(0, shell.Run("@(Get-LabEndpoint -State Available).Count").Single<int>());
    }

    [Fact]
    public void An_endpoint_that_cannot_be_deleted_is_an_error_of_its_own()
    {
        var error = shell.Run(
            """
            $endpoint = $table | Add-GatewayEndpoint -Service s3
            'vpce-00000000000000000', $endpoint.VpcEndpointId | Remove-LabEndpoint
            """).ShouldFail("InvalidVpcEndpoint.NotFound");
        Assert.Equal("vpce-00000000000000000", error.TargetObject);
        Assert.Equal(0, shell.Run("@(Get-LabEndpoint -State Available).Count").Single<int>());
    }

    [Fact]
    public void The_view_shows_what_people_look_for()
    {
        var lines = shell.Render("$table | Add-GatewayEndpoint -Service s3 -Name private-s3");
        Assert.Matches("^VpcEndpointId +Name +State +Type +Service +Where$", lines[0]);
        Assert.Matches("^vpce-[0-9a-f]{17} private-s3 +Available +Gateway +s3 +rtb-[0-9a-f]{17}$", lines[2]);
    }

    [Fact]
    public void Services_states_and_ids_complete()
    {
        shell.Run("$endpoint = $table | Add-GatewayEndpoint -Service s3").ShouldSucceed();
        Assert.Equal("dynamodb s3 s3express", Complete("Add-GatewayEndpoint -Service "));
        Assert.Equal("Partial Pending PendingAcceptance", Complete("Wait-EndpointState -State P"));
        Assert.Equal(shell.Run("$endpoint.VpcEndpointId").Single<string>(), Complete("Get-LabEndpoint -Endpoint "));
        Assert.Contains("rtb-", Complete("Set-LabEndpoint -AddRouteTable "), StringComparison.Ordinal);
    }

    private string Complete(string line) => shell.Run(
        "(TabExpansion2 $args[0] $args[0].Length).CompletionMatches.CompletionText -join ' '", line).Single<string>();
}
