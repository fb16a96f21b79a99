using System.Collections;

namespace EndpointLab.Cmdlets.Tests.Proof;

/// <summary>What a trace tells of what it couldn't read, and how it looks to people and to programs.</summary>
public sealed class TraceS3OutputTests : IDisposable
{
    // ConvertTo-Json -Depth 10 of the help's own example.
    private const int DeepestJson = 10;

    private readonly PrivateLab lab = new();

    public void Dispose() => lab.Dispose();

    [Theory]
    [InlineData("s3:GetBucketPolicy", "", "Unknown")]
    [InlineData("s3:GetBucketLocation", "", "Unknown")]
    [InlineData("s3:HeadObject", "", "Reachable")]
    [InlineData("iam:GetInstanceProfile", "", "Unknown")]
    [InlineData("iam:GetRole", "", "Unknown")]
    [InlineData("iam:GetRolePolicy", "", "Unknown")]
    [InlineData("iam:ListAttachedRolePolicies", "", "Unknown")]
    [InlineData("ec2:DescribeRouteTables", "", "Unknown")]
    [InlineData("ec2:DescribeSecurityGroupRules", "", "Unknown")]
    [InlineData("ec2:DescribePrefixLists", "", "Unknown")]
    [InlineData("iam:GetRolePolicy", "acl 50 deny true 443 443", "NetworkAclOutbound Blocked")]
    [InlineData("ec2:DescribeNetworkAcls", """through '"Action":"s3:PutObject","Resource":"*"' """, "EndpointPolicy Denied")]
    public void What_cannot_be_read_is_listed_and_the_rest_is_explained(string action, string change, string found) => Assert.Equal(
        $"{found} {action}",
        lab.Run(
            $$"""
            $null = . { {{change}} }
            $null = Set-LabSimulator -Fault accessDenied -Action {{action}}
            $trace = $instance | Trace-LabS3Access -Bucket $bucket -Key hello.txt
            $causes = $trace.Blockers | ForEach-Object { "$($_.Cause) " }
            "$causes$($trace.Verdict) $($trace.Unread | ForEach-Object { $_.Call })"
            """).Single<string>());

    [Fact]
    public void Without_an_endpoint_the_way_ends_at_the_route_table_and_the_rest_is_proposed() => Assert.Equal(
        [
            "no way",
            "Route False rtb has no route to an endpoint for S3",
            "Endpoint True an endpoint for com.amazonaws.eu-central-1.s3 (proposed)",
        ],
        lab.Run(
            """
            $endpoint | Remove-LabEndpoint
            $trace = $instance | Trace-LabS3Access -Bucket $bucket -Key hello.txt
            $trace.Via ?? 'no way'
            $trace.Path | Where-Object { $_.Layer -in 'Route', 'Endpoint' -or $_.Passes -eq $false -or $_.Text -match 'vpce' } |
                ForEach-Object { "$($_.Layer) $($_.Passes) $($_.Text -replace '^rtb-\w+', 'rtb')" }
            """).ShouldSucceed().Output.Select(line => $"{line}"));

    // Over a gateway endpoint, by an interface endpoint's private name, and by an internet gateway.
    [Theory]
    [InlineData("")]
    [InlineData("""
        $https = $vpc | New-LabSecurityGroup -Name https | Add-LabSecurityGroupRule -Ingress -Port 443 -CidrBlock 10.0.0.0/16
        $endpoint | Remove-LabEndpoint
        $null = $subnet | Add-InterfaceEndpoint s3 -SecurityGroup $https | Wait-EndpointState
        """)]
    [InlineData("""
        $endpoint | Remove-LabEndpoint
        $gateway = New-LabInternetGateway | Add-LabInternetGateway -Vpc $vpc
        $null = $table | Add-LabRoute 0.0.0.0/0 -InternetGateway $gateway
        $instance = $subnet | New-LabInstance -SecurityGroup $group -ReadBucket $bucket -AssociatePublicIpAddress | Wait-LabInstance
        """)]
    public void In_a_lab_that_works_no_refused_call_makes_a_blocker(string change) => Assert.Equal(
        "Reachable 0",
        lab.Run(
            $$"""
            $null = . { {{change}} }
            $calls = 'DhcpOptions', 'InternetGateways', 'NatGateways', 'NetworkAcls', 'NetworkInterfaces', 'PrefixLists', 'RouteTables',
                'SecurityGroups', 'SecurityGroupRules', 'Subnets', 'VpcAttribute', 'VpcEndpoints', 'VpcPeeringConnections', 'Vpcs'
            $blockers = foreach ($action in ($calls | ForEach-Object { "ec2:Describe$_" }) + 's3:*' + 'iam:*' + 'route53:*') {
                $null = Set-LabSimulator -Fault accessDenied -Action $action
                ($instance | Trace-LabS3Access -Bucket $bucket).Blockers
                ($instance | Trace-LabPath -To s3.eu-central-1.amazonaws.com).Blockers
                $null = Set-LabSimulator -ClearFault
            }
            "$(($instance | Trace-LabS3Access -Bucket $bucket).Verdict) $(@($blockers).Count)$($blockers | ForEach-Object { " $_" })"
            """).Single<string>());

    [Fact]
    public void What_a_bucket_s_policy_may_allow_that_could_not_be_read_is_no_blocker() => Assert.Equal(
        "Unknown 0 VerdictUnknown",
        lab.Run(
            """
            $null = query iam DeleteRolePolicy @{ RoleName = 'lab-bucket'; PolicyName = 'read-bucket' }
            $null = Set-LabSimulator -Fault accessDenied -Action s3:GetBucketPolicy
            $trace = $instance | Trace-LabS3Access -Bucket $bucket
            $null = $trace | Repair-LabS3Access -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable refusal
            "$($trace.Verdict) $($trace.Blockers.Count) $($refusal[0].FullyQualifiedErrorId.Split(',')[0])"
            """).Single<string>());

    [Theory]
    [InlineData("", "InvalidArgument")]
    [InlineData("-Bucket $bucket -Action ListAllMyBuckets", "InvalidArgument")]
    [InlineData("-Bucket $bucket -Key hello.txt -Action ListBucket", "InvalidArgument")]
    [InlineData("-Bucket arn:aws:s3:::lab-bucket", "InvalidArgument")]
    [InlineData("-Bucket lab--use1-az4--x-s3", "InvalidArgument")]
    public void What_S3_cannot_be_asked_is_not_traced(string arguments, string error) => Assert.StartsWith(
        error + ",",
        Assert.Single(lab.Shell.Run($"$instance | Trace-LabS3Access {arguments}").Errors).FullyQualifiedErrorId,
        StringComparison.Ordinal);

    [Fact]
    public void A_bucket_of_another_account_is_unknown_at_best() => Assert.Equal(
        "Unknown True",
        lab.Run(
            """
            $other = Connect-LabSession -EndpointUrl $url -AccountId 111111111111 -Region eu-central-1
            $null = New-LabBucket their-bucket -Session $other
            $null = query iam PutRolePolicy @{ RoleName = 'lab-bucket'; PolicyName = 'all'
                PolicyDocument = statement '"Action":"s3:*","Resource":"*"' Allow '' }
            $trace = $instance | Trace-LabS3Access -Bucket their-bucket -Session $session
            "$($trace.Verdict) $(($trace.Unread | ForEach-Object { $_.Consequence }) -match 'bucket policy of their-bucket' -as [bool])"
            """).Single<string>());

    [Fact]
    public void Only_listing_all_buckets_needs_no_bucket()
    {
        lab.Shell.Run("Trace-LabS3Access $instance").ShouldFail("InvalidArgument");
        Assert.Equal(
            "Reachable", lab.Run(
                "(Trace-LabS3Access $instance -Action ListAllMyBuckets -Principal me).Verdict.ToString()").Single<string>());
    }

    [Fact]
    public void A_story_has_the_verdict_the_way_and_the_blockers_with_their_fixes()
    {
        lab.Run("""$null = through '"Action":"s3:PutObject","Resource":"*"'; $null = acl 50 deny true 443 443""");

        var lines = lab.Shell.Render("$instance | Trace-LabS3Access -Bucket $bucket");

        Assert.All(lines, line => Assert.InRange(line.Length, 0, 99));
        Assert.Contains(lines, line => line.StartsWith("Blocked: i-", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("1. NetworkAclOutbound: ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("2. EndpointPolicy: ", StringComparison.Ordinal));
        Assert.Equal(2, lines.Count(line => line.StartsWith("   Fix: ", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_fix_reads_as_what_is_to_be_done()
    {
        lab.Run("""$null = acl 50 deny true 443 443""");

        // As Format-List would, which the engine alone lacks.
        var lines = lab.Shell.Render(
            "$instance | Trace-LabS3Access -Bucket $bucket | ForEach-Object { [pscustomobject]@{ Fix = $_.Findings[0].Fix } }");

        Assert.Contains(lines, line => line.StartsWith("{Allow outbound tcp 443 to ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_trace_is_whole_as_JSON_and_holds_nothing_of_its_session()
    {
        var trace = lab.Run(
            """
            $null = through '"Action":"s3:PutObject","Resource":"*"'
            $instance | Trace-LabS3Access -Bucket $bucket
            """).Single<object>();

        Assert.InRange(Depth(trace), 3, DeepestJson);
    }

    private static int Depth(object? value)
    {
        Assert.DoesNotContain("Session", value?.GetType().Name ?? "", StringComparison.Ordinal);
        return value switch
        {
            null or string or Enum or ValueType => 0,
            IEnumerable items => 1 + items.Cast<object?>().Select(Depth).DefaultIfEmpty().Max(),
            _ => 1 + value.GetType().GetProperties().Select(property => Depth(property.GetValue(value))).DefaultIfEmpty().Max(),
        };
    }
}
