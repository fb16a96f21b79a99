namespace EndpointLab.Cmdlets.Tests.Proof;

/// <summary>What a trace finds is mended by the smallest changes, and the real request then gets through.</summary>
public sealed class RepairS3AccessTests : IDisposable
{
    private const string NoRoute = "$null = Set-LabEndpoint $endpoint -RemoveRouteTable $table; ";

    private const string NoEgress = "$group.Rules | Where-Object IsEgress | Remove-LabSecurityGroupRule; ";

    private const string NoPermission = "$null = query iam DeleteRolePolicy @{ RoleName = 'lab-bucket'; PolicyName = 'read-bucket' }; ";

    private const string ReadKey = "-Bucket $bucket -Key hello.txt";

    private const string Trace = $"$trace = $instance | Trace-LabS3Access {ReadKey}; ";

    /// <summary>All that a repair could change.</summary>
    private const string Account = """
        function account {
            Get-LabEndpoint | ForEach-Object { "$($_.VpcEndpointId) $($_.RouteTableIds) $($_.PolicyDocument) $($_.PrivateDnsEnabled)" }
            Get-LabRouteTable | ForEach-Object { "$($_.RouteTableId) $($_.Routes | ForEach-Object { "$($_.Destination) $($_.Target)" })" }
            Get-LabSecurityGroup | ForEach-Object { "$($_.GroupId) $($_.Rules | ForEach-Object SecurityGroupRuleId)" }
            Get-LabBucket | ForEach-Object { "$($_.BucketName)" }
            query ec2 DescribeNetworkAcls @{} | ForEach-Object { $_ -replace '<requestId>[^<]*' }
            query iam ListRolePolicies @{ RoleName = 'lab-bucket' } | ForEach-Object { $_ -replace '<RequestId>[^<]*' }
        }

        """;

    /// <summary>A public instance reaches S3 by an internet gateway, while a private one has an endpoint without private DNS.</summary>
    private const string PublicNeighbour = """
        $endpoint | Remove-LabEndpoint
        $only = $vpc | New-LabSecurityGroup -Name only | Add-LabSecurityGroupRule -Ingress -Port 443 -CidrBlock 10.0.2.0/24
        $endpoint = $subnet | Add-InterfaceEndpoint s3 -SecurityGroup $only -PrivateDnsEnabled $false | Wait-EndpointState
        $gateway = New-LabInternetGateway | Add-LabInternetGateway -Vpc $vpc
        $public = $vpc | New-LabSubnet 10.0.1.0/24
        $null = $vpc | New-LabRouteTable | Add-LabRoute 0.0.0.0/0 -InternetGateway $gateway | Register-LabRouteTable -Subnet $public
        $neighbour = $public | New-LabInstance -SecurityGroup $group -AssociatePublicIp | Wait-LabInstance

        """;

    private const string Nat = """
        $gateway = New-LabInternetGateway | Add-LabInternetGateway -Vpc $vpc
        $public = $vpc | New-LabSubnet 10.0.1.0/24
        $null = $vpc | New-LabRouteTable | Add-LabRoute 0.0.0.0/0 -InternetGateway $gateway | Register-LabRouteTable -Subnet $public
        $nat = $public | New-LabNatGateway
        $null = $table | Add-LabRoute 0.0.0.0/0 -NatGateway $nat

        """;

    private readonly PrivateLab lab = new();

    public void Dispose() => lab.Dispose();

    // A bucket policy that denies whoever comes another way denies the session too, which then can't read the object's key.
    [Theory]
    [InlineData("AddGatewayEndpointRouteTable", NoRoute)]
    [InlineData("AuthorizeSecurityGroupRule", NoEgress)]
    [InlineData("AuthorizeSecurityGroupRule AddGatewayEndpointRouteTable", NoRoute + NoEgress)]
    [InlineData("AddNetworkAclEntries", "acl 50 deny true 443 443")]
    [InlineData("AddNetworkAclEntries", "acl 50 deny false 40000 50000")]
    [InlineData("EnableDnsSupport", "query ec2 ModifyVpcAttribute @{ VpcId = $v; 'EnableDnsSupport.Value' = 'false' }")]
    [InlineData("CreateGatewayEndpoint", "$endpoint | Remove-LabEndpoint")]
    [InlineData("AmendEndpointPolicy", """through '"Action":"s3:PutObject","Resource":"*"' """)]
    [InlineData("AmendBucketPolicy", """deny '"Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-0123456789abcdef0"}}' """)]
    [InlineData("AmendInlinePolicy", NoPermission)]
    [InlineData("AmendInlinePolicy AddGatewayEndpointRouteTable", NoRoute + NoPermission)]
    [InlineData("GiveReadRole CreateGatewayEndpoint",
        "$endpoint | Remove-LabEndpoint; $instance = $subnet | New-LabInstance -SecurityGroup $group | Wait-LabInstance")]
    public void What_is_found_is_mended_and_the_request_gets_through(string changes, string fault) =>
        Assert.Equal($"{changes}|Reachable|Reachable|0", lab.Run(
            $$"""
            $null = . { {{fault}} }
            {{Trace}}
            $repair = $trace | Repair-LabS3Access -Confirm:$false
            "$($repair.Changes | ForEach-Object Kind)|$($repair.After.Verdict)|$($repair.Probe.Result)|$($repair.NotMended.Count)"
            """).Single<string>());

    [Fact]
    public void WhatIf_shows_the_plan_and_changes_nothing()
    {
        lab.Shell.Host.Clear();
        var run = lab.Run(Account + NoRoute + NoPermission + Trace + """
            $before = account
            $repair = $trace | Repair-LabS3Access -WhatIf
            "$($before -join "`n" -eq ((account) -join "`n")) $($null -eq $repair)"
            """);
        Assert.Equal("True True", run.Single<string>());
        var shown = string.Join('\n', lab.Shell.Host.Lines);
        Assert.Contains("What if: Mend the way from i-", shown, StringComparison.Ordinal);
        Assert.Contains("1. Add to the inline policy", shown, StringComparison.Ordinal);
        Assert.Contains("2. Add the route table rtb-", shown, StringComparison.Ordinal);
        Assert.Contains("drop when the route changes", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_is_asked_for_once_and_left_when_declined()
    {
        lab.Shell.Host.Answers.Enqueue("No");
        Assert.Equal("False True", lab.Run(
            NoRoute + NoEgress + Trace + """
            $repair = $trace | Repair-LabS3Access
            "$($null -ne $repair) $(@(($instance | Trace-LabS3Access -Bucket $bucket).Blockers).Count -eq 2)"
            """).Single<string>());
        var prompt = Assert.Single(lab.Shell.Host.Prompts);
        Assert.Contains("1. Let sg-", prompt, StringComparison.Ordinal);
        Assert.Contains("2. Add the route table", prompt, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_edits_of_one_policy_add_up() => Assert.Equal("AmendBucketPolicy AmendBucketPolicy|Reachable|Reachable", lab.Run(
        """
        $null = $bucket | Set-LabBucketPolicy -Policy '{"Version":"2012-10-17","Statement":[
            {"Sid":"A","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::lab-bucket/*",
             "Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-0123456789abcdef0"}}},
            {"Sid":"B","Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::lab-bucket/*",
             "Condition":{"StringNotEquals":{"aws:SourceVpc":"vpc-0123456789abcdef0"}}}]}'
        """ + "\n" + Trace + """
        $repair = $trace | Repair-LabS3Access -Confirm:$false
        "$($repair.Changes | ForEach-Object Kind)|$($repair.After.Verdict)|$($repair.Probe.Result)"
        """).Single<string>());

    [Fact]
    public void What_only_a_new_endpoint_brings_to_light_is_asked_for_again()
    {
        lab.Shell.Host.Answers.Enqueue("Yes");
        lab.Shell.Host.Answers.Enqueue("Yes");
        Assert.Equal("CreateGatewayEndpoint AmendBucketPolicy|Reachable|Reachable", lab.Run(
            """
            $null = deny "`"Condition`":{`"StringNotEquals`":{`"aws:SourceVpce`":`"$($endpoint.VpcEndpointId)`"}}"
            $endpoint | Remove-LabEndpoint
            """ + "\n" + Trace + """
            $repair = $trace | Repair-LabS3Access
            "$($repair.Changes | ForEach-Object Kind)|$($repair.After.Verdict)|$($repair.Probe.Result)"
            """).Single<string>());
    }

    [Fact]
    public void A_stale_trace_mends_nothing_that_is_no_longer_in_the_way() => Assert.Equal("0|Reachable|True", lab.Run(
        NoRoute + Trace + """
        $null = Set-LabEndpoint $endpoint -AddRouteTable $table
        $repair = $trace | Repair-LabS3Access
        "$($repair.Changes.Count)|$($repair.After.Verdict)|$($null -eq $repair.Probe)"
        """).Single<string>());

    [Fact]
    public void A_trace_with_the_same_properties_does_as_well() => Assert.Equal("Reachable", lab.Run(
        NoRoute + Trace + """
        $read = [pscustomobject]@{ AccountId = $trace.AccountId; Region = $trace.Region; SessionId = $trace.SessionId; From = $trace.From
            Bucket = $trace.Bucket; Key = $trace.Key; Action = 'GetObject'; ClientRegion = $trace.ClientRegion; UseDualStack = $false
            StsEndpoint = 0 }
        ($read | Repair-LabS3Access -Confirm:$false).Probe.Result.ToString()
        """).Single<string>());

    [Fact]
    public void Several_traces_are_repaired_one_by_one() => Assert.Equal("1 Reachable;0 Reachable", lab.Run(
        NoRoute + """
        $twin = $subnet | New-LabInstance -SecurityGroup $group -ReadBucket $bucket | Wait-LabInstance
        $repairs = $instance, $twin | Trace-LabS3Access -Bucket $bucket | Repair-LabS3Access -Confirm:$false
        ($repairs | ForEach-Object { "$($_.Changes.Count) $($_.After.Verdict)" }) -join ';'
        """).Single<string>());

    [Fact]
    public void A_change_that_AWS_refuses_ends_the_repair_and_the_error_says_what_was_done()
    {
        var error = lab.Shell.Run(NoRoute + NoEgress + Trace + """
            $null = Set-LabSimulator -Fault accessDenied -Action ModifyVpcEndpoint
            $trace | Repair-LabS3Access -Confirm:$false
            """).ShouldFail("UnauthorizedOperation");
        Assert.Contains("Add the route table rtb-", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Contains("What was done before stays: Let sg-", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Matches("\\(UnauthorizedOperation, request [0-9a-f-]+\\)", error.ErrorDetails.Message);
        Assert.Equal("NoRoute|Reachable", lab.Run(
            """
            $null = Set-LabSimulator -ClearFault
            $left = ($instance | Trace-LabS3Access -Bucket $bucket).Blockers.Cause
            "$left|$(($trace | Repair-LabS3Access -Confirm:$false).After.Verdict)"
            """).Single<string>());
    }

    [Fact]
    public async Task Ctrl_C_ends_it_between_changes_and_the_next_run_goes_on()
    {
        lab.Run(NoRoute + NoEgress + Trace + "$null = Set-LabSimulator -Fault delay -Duration 10m -Action ModifyVpcEndpoint");
        var run = lab.Shell.Start("$trace | Repair-LabS3Access -Confirm:$false -Verbose");
        await run.UntilProgress();
        Assert.True(run.Stop().Stopped);
        Assert.Equal("Reachable", lab.Run(
            "$null = Set-LabSimulator -ClearFault; \"$(($trace | Repair-LabS3Access -Confirm:$false).Probe.Result)\"").Single<string>());
    }

    [Fact]
    public void What_takes_time_to_be_made_is_waited_for() => Assert.Equal(
        "CreateInterfaceEndpoint Reachable Reachable",
        lab.Run(
            """
            $trust = statement '"Action":"sts:AssumeRole"' Allow "`"Principal`":{`"AWS`":`"$role`"},"
            $read = statement '"Action":"s3:*","Resource":"*"' Allow ''
            $other = first (query iam CreateRole @{ RoleName = 'other'; AssumeRolePolicyDocument = $trust }) Arn
            $null = query iam PutRolePolicy @{ RoleName = 'other'; PolicyName = 'read'; PolicyDocument = $read }
            $null = $group | Add-LabSecurityGroupRule -Ingress -Port 443 -CidrBlock 10.0.0.0/16
            $null = Set-LabSimulator -Lifecycle Quick
            $repair = $instance | Trace-LabS3Access -Bucket $bucket -Principal $other | Repair-LabS3Access -Confirm:$false
            "$($repair.Changes | ForEach-Object Kind) $($repair.After.Verdict) $($repair.Probe.Result)"
            """).Single<string>());

    [Fact]
    public void Views_tell_the_story_the_changes_and_the_flows()
    {
        lab.Run(NoRoute + Trace + """
            $twin = $subnet | New-LabInstance -SecurityGroup $group | Wait-LabInstance
            $repair = $trace | Repair-LabS3Access -Confirm:$false
            """);
        var story = string.Join(' ', lab.Shell.Render("$repair"));
        Assert.Contains("Blocked before, Reachable now; the request", story, StringComparison.Ordinal);
        Assert.Contains("1. Add the route table rtb-", story, StringComparison.Ordinal);
        Assert.Contains("Opens: i-", story, StringComparison.Ordinal);
        Assert.Contains(
            lab.Shell.Render("$repair.Changes"), line => line.StartsWith("AddGatewayEndpointRouteTable Add", StringComparison.Ordinal));
        Assert.Contains(lab.Shell.Render("$repair.Flows"), line => line.StartsWith("Opens", StringComparison.Ordinal));
    }

    [Fact]
    public void What_breaks_a_flow_that_works_is_refused_unless_allowed()
    {
        lab.Run(PublicNeighbour + Account + "$before = account");
        var error = lab.Shell.Run(Trace + "$trace | Repair-LabS3Access -Confirm:$false").ShouldFail("WouldBreakFlows");
        Assert.Contains("s3.eu-central-1.amazonaws.com on 443", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Contains("-AllowBreakingChange", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal("True", lab.Run("\"$($before -join \"`n\" -eq ((account) -join \"`n\"))\"").Single<string>());

        lab.Run("$repair = $trace | Repair-LabS3Access -WhatIf");
        Assert.Contains(lab.Shell.Host.Lines, line => line.Contains("Breaks: i-", StringComparison.Ordinal));
        Assert.Equal("EnablePrivateDns Reachable Breaks", lab.Run(
            """
            $repair = $trace | Repair-LabS3Access -Confirm:$false -AllowBreakingChange
            "$($repair.Changes | ForEach-Object Kind) $($repair.Probe.Result) $($repair.Flows[0].Effect)"
            """).Single<string>());
    }

    [Fact]
    public void What_goes_another_way_and_what_opens_is_told() => Assert.Equal(
        "Reachable True True True True",
        lab.Run(
            Nat + NoRoute + NoEgress + """
            $twin = $subnet | New-LabInstance -SecurityGroup $group | Wait-LabInstance
            $neighbour = $subnet | New-LabInstance -SecurityGroup ($vpc | New-LabSecurityGroup -Name open) | Wait-LabInstance
            $trace = $instance | Trace-LabS3Access -Bucket $bucket -Endpoint $endpoint
            $repair = $trace | Repair-LabS3Access -Confirm:$false
            $changed = $repair.Flows | Where-Object { $_.Effect -eq 'ChangesWay' -and $_.To -like 's3.*' }
            $opened = $repair.Flows | Where-Object { $_.Effect -eq 'Opens' -and $_.To -like 's3.*' }
            "$($repair.Probe.Result) $("$($changed.From)" -eq $neighbour.InstanceId) $($changed.ViaBefore -eq $nat.NatGatewayId) " +
                "$($changed.ViaAfter -eq $endpoint.VpcEndpointId) $("$($opened.From)" -eq $twin.InstanceId)"
            """).Single<string>());

    [Fact]
    public void What_gets_through_by_a_smaller_change_needs_no_larger_one() => Assert.Equal(
        "2 AuthorizeSecurityGroupRule Reachable Reachable NotOverEndpoint",
        lab.Run(
            Nat + NoRoute + NoEgress + Trace + """
            $repair = $trace | Repair-LabS3Access -Confirm:$false
            "$($trace.Blockers.Count) $($repair.Changes | ForEach-Object Kind) $($repair.After.Verdict) " +
                "$($repair.Probe.Result) $($repair.After.Warnings.Cause)"
            """).Single<string>());

    [Fact]
    public void What_a_policy_refuses_by_the_shorter_way_keeps_the_longer_one() => Assert.Equal(
        "AuthorizeSecurityGroupRule AddGatewayEndpointRouteTable Reachable",
        lab.Run(
            Nat + NoRoute + NoEgress + """
            $null = deny "`"Condition`":{`"StringNotEquals`":{`"aws:SourceVpce`":`"$($endpoint.VpcEndpointId)`"}}"
            """ + "\n" + Trace + """
            $repair = $trace | Repair-LabS3Access -Confirm:$false
            "$($repair.Changes | ForEach-Object Kind) $($repair.Probe.Result)"
            """).Single<string>());

    [Fact]
    public void A_client_that_is_set_up_wrongly_is_left_with_what_to_set()
    {
        var run = lab.Run(
            """
            $repair = $instance | Trace-LabS3Access -Bucket $bucket -ClientRegion us-west-2 | Repair-LabS3Access
            "$($repair.Changes.Count) $($repair.NotMended.Cause) $($repair.NotMended.Advice)"
            """);
        Assert.Equal("0 ClientRegion Set the client's Region to eu-central-1, such as by AWS_REGION.", run.Single<string>());
        Assert.Contains("still Blocked", Assert.Single(run.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_known_is_not_mended()
    {
        lab.Run(Trace + "$null = Set-LabSimulator -Fault accessDenied -Action DescribeNetworkAcls");
        var error = lab.Shell.Run("$trace | Repair-LabS3Access").ShouldFail("VerdictUnknown");
        Assert.Contains("DescribeNetworkAcls", error.ErrorDetails.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$instance | Repair-LabS3Access", "WrongResource")]
    [InlineData("'i-0123456789abcdef0' | Repair-LabS3Access", "WrongResource")]
    [InlineData(Trace + "$other = Connect-LabSession; $trace | Repair-LabS3Access -Session $other", "SessionConflict")]
    public void What_is_no_trace_of_this_session_is_an_error(string script, string errorId) => lab.Shell.Run(script).ShouldFail(errorId);
}
