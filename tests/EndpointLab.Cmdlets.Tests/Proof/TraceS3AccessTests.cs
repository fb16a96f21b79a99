namespace EndpointLab.Cmdlets.Tests.Proof;

/// <summary>
/// Each fault of a private lab (by its number in the catalogue) is found, by its cause and nothing else, and the data plane agrees.
/// </summary>
public sealed class TraceS3AccessTests : IDisposable
{
    private const string Interface = """
        $https = $vpc | New-LabSecurityGroup -Name https | Add-LabSecurityGroupRule -Ingress -Port 443 -CidrBlock 10.0.0.0/16
        $endpoint | Remove-LabEndpoint

        """;

    private const string Override = """
        $gateway = New-LabInternetGateway | Add-LabInternetGateway -Vpc $vpc
        '3.5.134.0/23', '3.5.136.0/22', '52.219.44.0/22', '52.219.72.0/22', '52.219.168.0/22' |
            ForEach-Object { $table | Add-LabRoute $_ -InternetGateway $gateway }
        """;

    private const string Unrouted = "Set-LabEndpoint $endpoint -RemoveRouteTable $table";

    private const string Nat = """
        $gateway = New-LabInternetGateway | Add-LabInternetGateway -Vpc $vpc
        $public = $vpc | New-LabSubnet 10.0.1.0/24
        $null = $vpc | New-LabRouteTable | Add-LabRoute 0.0.0.0/0 -InternetGateway $gateway | Register-LabRouteTable -Subnet $public
        $nat = $public | New-LabNatGateway
        $null = $table | Add-LabRoute 0.0.0.0/0 -NatGateway $nat
        $endpoint | Remove-LabEndpoint

        """;

    private const string Peer = """
        $other = New-LabVpc 10.9.0.0/16
        $null = $other | Add-GatewayEndpoint s3 -RouteTable (Get-LabRouteTable -Vpc $other)
        $pcx = first (query ec2 CreateVpcPeeringConnection @{ VpcId = $v; PeerVpcId = $other.VpcId }) vpcPeeringConnectionId
        $null = query ec2 AcceptVpcPeeringConnection @{ VpcPeeringConnectionId = $pcx }
        $endpoint | Remove-LabEndpoint
        $null = query ec2 CreateRoute @{ RouteTableId = $t; DestinationCidrBlock = '0.0.0.0/0'; VpcPeeringConnectionId = $pcx }
        """;

    private readonly PrivateLab lab = new();

    public void Dispose() => lab.Dispose();

    [Fact]
    public void A_lab_that_works_has_no_findings() => Assert.Equal("|Reachable|Reachable", lab.Ask(""));

    [Theory]
    [InlineData("NoRoute", Unrouted)] // 1
    [InlineData("NoRoute", "$table | Unregister-LabRouteTable -Subnet $subnet")] // 1, the main table
    [InlineData("RouteOverridden", Override)] // 2
    [InlineData("SecurityGroupEgress", "$group.Rules | Where-Object IsEgress | Remove-LabSecurityGroupRule")] // 3
    [InlineData("NetworkAclOutbound", "acl 50 deny true 443 443")] // 4
    [InlineData("NetworkAclInbound", "acl 50 deny false 1024 65535")] // 5
    [InlineData("DnsSupportOff", "query ec2 ModifyVpcAttribute @{ VpcId = $v; 'EnableDnsSupport.Value' = 'false' }")] // 6
    [InlineData("NoEndpoint", "$endpoint | Remove-LabEndpoint")] // 8
    [InlineData("EndpointInAnotherVpc", "$endpoint | Remove-LabEndpoint; New-LabVpc 10.9.0.0/16 | Add-GatewayEndpoint s3")] // 8
    [InlineData("EndpointNotAvailable", "$endpoint | Set-LabSimulator -State Failed")] // 8
    [InlineData("EdgeToEdge", Peer)] // 13
    [InlineData("CustomDns", """
        $options = first (query ec2 CreateDhcpOptions @{
            'DhcpConfiguration.1.Key' = 'domain-name-servers'; 'DhcpConfiguration.1.Value.1' = '10.0.2.200' }) dhcpOptionsId
        query ec2 AssociateDhcpOptions @{ DhcpOptionsId = $options; VpcId = $v }
        """)] // 24
    [InlineData("InstanceNotRunning", "query ec2 StopInstances @{ 'InstanceId.1' = $instance.InstanceId }")]
    [InlineData("SecurityGroupIngress", Interface
        + "$subnet | Add-InterfaceEndpoint s3 -SecurityGroup ($vpc | New-LabSecurityGroup -Name shut) -PrivateDnsEnabled $true")] // 14
    [InlineData("PrivateDnsOff", Interface + "$subnet | Add-InterfaceEndpoint s3 -SecurityGroup $https -PrivateDnsEnabled $false")] // 15
    [InlineData("BlockPublicAccess",
        Nat + "query ec2 ModifyVpcBlockPublicAccessOptions @{ InternetGatewayBlockMode = 'block-bidirectional' }")] // 25
    public void What_stops_the_network_is_named(string causes, string change) => Assert.Equal($"{causes}|Blocked|Blocked", lab.Ask(change));

    [Theory]
    [InlineData("EndpointPolicy", """through '"Action":"s3:PutObject","Resource":"*"' """)] // 9
    [InlineData("EndpointPolicy", """through '"Action":"*","Resource":"*"' '"Principal":{"AWS":"123456789012"},' """)] // 9
    [InlineData("BucketPolicy", """deny '"Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-0123456789abcdef0"}}' """)] // 10
    [InlineData("BucketPolicy", """deny '"Condition":{"StringNotEquals":{"aws:SourceVpc":"vpc-0123456789abcdef0"}}' """)] // 10
    [InlineData("IdentityPolicy", "query iam DeleteRolePolicy @{ RoleName = 'lab-bucket'; PolicyName = 'read-bucket' }")] // 11
    [InlineData("NoCredentials", "$instance = $subnet | New-LabInstance -SecurityGroup $group | Wait-LabInstance")] // 11
    [InlineData("BucketPolicy", """deny '"Condition":{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}}' """)] // 18
    [InlineData("EndpointPolicy", """through '"Action":"s3:*","Resource":["arn:aws:s3:::lab-bucket","arn:aws:s3:::lab-bucket/*"]' """,
        "-Action ListAllMyBuckets -Principal me")] // 21
    [InlineData("EndpointPolicy", """through '"Action":"s3:*","Resource":"arn:aws:s3:::lab-bucket/*"' """, "-Bucket $bucket")] // 22
    [InlineData("EndpointPolicy", """through '"Action":"s3:*","Resource":"arn:aws:s3:::lab-bucket"' """,
        "-Bucket $bucket -Key hello.txt -Action GetObject")] // 22
    [InlineData("PermissionsBoundary", """
        $arn = first (query iam CreatePolicy @{ PolicyName = 'limit'
            PolicyDocument = statement '"Action":"s3:PutObject","Resource":"*"' Allow '' }) Arn
        query iam PutRolePermissionsBoundary @{ RoleName = 'lab-bucket'; PermissionsBoundary = $arn }
        """)] // 23
    public void What_policies_refuse_is_named(string causes, string change, string? request = null) =>
        Assert.Equal($"{causes}|Denied|Denied", lab.Ask(change, request));

    [Theory]
    [InlineData("ClientRegion", "-Bucket $bucket -ClientRegion us-west-2")] // 17
    [InlineData("GlobalName", "-Action ListAllMyBuckets -Principal me -ClientRegion aws-global")] // 17
    public void A_client_that_is_set_up_for_elsewhere_is_named(string cause, string request) =>
        Assert.Equal($"{cause}|Blocked|Blocked", lab.Ask("", request));

    private const string Role = """
        $other = first (query iam CreateRole @{ RoleName = 'other'; AssumeRolePolicyDocument = '{"Version":"2012-10-17","Statement":[{
            "Effect":"Allow","Action":"sts:AssumeRole",
            "Principal":{"AWS":"arn:aws:iam::123456789012:role/endpointlab/lab-bucket"}}]}' }) Arn
        query iam PutRolePolicy @{ RoleName = 'other'; PolicyName = 'read'
            PolicyDocument = statement '"Action":"s3:*","Resource":"*"' Allow '' }
        query iam PutRolePolicy @{ RoleName = 'lab-bucket'; PolicyName = 'assume'
            PolicyDocument = statement '"Action":"sts:AssumeRole","Resource":"*"' Allow '' }

        """;

    private const string Sts = """
        $https = $vpc | New-LabSecurityGroup -Name https | Add-LabSecurityGroupRule -Ingress -Port 443 -CidrBlock 10.0.0.0/16
        $sts = $subnet | Add-InterfaceEndpoint sts -SecurityGroup $https | Wait-EndpointState

        """;

    private const string Trust = """
        query iam UpdateAssumeRolePolicy @{ RoleName = 'other'
            PolicyDocument = statement '"Action":"sts:AssumeRole"' Allow '"Principal":{"AWS":"ACCOUNT"},' }
        """;

    private const string MayDecrypt = """
        query iam PutRolePolicy @{ RoleName = 'lab-bucket'; PolicyName = 'decrypt'
            PolicyDocument = statement '"Action":"kms:Decrypt","Resource":"*"' Allow '' };
        """;

    [Theory] // 19
    [InlineData("|Reachable|Reachable", MayDecrypt + "encrypt")]
    [InlineData("IdentityPolicy|Denied|Denied", "encrypt")]
    [InlineData("KeyPolicy|Denied|Denied", MayDecrypt
        + """
        encrypt (statement '"Action":"kms:*","Resource":"*"' Allow '"Principal":{"AWS":"arn:aws:iam::123456789012:user/endpointlab"},')
        """)]
    [InlineData("KeyDisabled|Denied|Denied", MayDecrypt + """encrypt; json kms TrentService.DisableKey "{`"KeyId`":`"$key`"}" """)]
    [InlineData("KeyDisabled|Denied|Denied", MayDecrypt
        + """encrypt; json kms TrentService.ScheduleKeyDeletion "{`"KeyId`":`"$key`",`"PendingWindowInDays`":7}" """)]
    public void An_object_s_key_has_to_let_the_caller_decrypt(string found, string change) =>
        Assert.Equal(found, lab.Ask(change, "-Bucket $bucket -Key secret.txt"));

    [Theory] // 20
    [InlineData("|Reachable|Reachable", Sts, "")]
    [InlineData("StsUnreachable|Blocked|Blocked", "", "")]
    [InlineData("StsUnreachable|Blocked|Blocked",
        Sts + "$https.Rules | Where-Object { -not $_.IsEgress } | Remove-LabSecurityGroupRule", "")]
    [InlineData("StsGlobalName|Blocked|Blocked", Sts, "-StsEndpoint Legacy")]
    [InlineData("AssumeRoleDenied|Denied|Denied", Sts + Trust, "", "111111111111")]
    [InlineData("AssumeRoleDenied|Denied|Denied",
        Sts + Trust + "; query iam DeleteRolePolicy @{ RoleName = 'lab-bucket'; PolicyName = 'assume' }", "", "123456789012")]
    public void Another_role_needs_a_way_to_STS_and_its_trust(string found, string change, string settings, string trusted = "") =>
        Assert.Equal(found, lab.Ask(
            Role + change.Replace("ACCOUNT", trusted, StringComparison.Ordinal),
            "-Bucket $bucket -Key hello.txt -Principal $other " + settings));

    [Fact] // 16
    public void A_policy_that_shuts_out_Amazon_Linux_s_packages_is_a_warning_and_a_blocker_of_those()
    {
        Assert.Equal("|Reachable|Reachable", lab.Ask("$endpoint | Set-EndpointPolicy -Policy (New-EndpointPolicy -Bucket lab-bucket)"));
        Assert.Equal("SystemRepositories", lab.Run("\"$($trace.Warnings | ForEach-Object { $_.Cause })\"").Single<string>());
        Assert.Equal(
            "SystemRepositories|Denied|Denied", lab.Ask("", "-Bucket al2023-repos-eu-central-1-de612dc2 -Key x -Principal anonymous"));
    }

    [Fact]
    public void Traffic_by_a_NAT_gateway_reaches_S3_and_is_warned_of() => Assert.Equal(
        "|Reachable|Reachable NotOverEndpoint",
        lab.Ask(Nat) + " " + lab.Run("\"$($trace.Warnings | ForEach-Object { $_.Cause })\"").Single<string>());

    [Fact]
    public void A_policy_that_wants_the_endpoint_is_met_by_the_endpoint_s_route_not_by_an_exception() => Assert.Equal(
        "NotOverEndpoint|Denied|Denied AddGatewayEndpointRouteTable",
        lab.Ask(Nat.Replace("$endpoint | Remove-LabEndpoint", Unrouted, StringComparison.Ordinal)
            + """; deny "`"Condition`":{`"StringNotEquals`":{`"aws:SourceVpce`":`"$($endpoint.VpcEndpointId)`"}}" """)
        + " " + lab.Run("$trace.Blockers[0].Fix[0].Kind").Single<string>());

    [Fact]
    public void An_ACL_that_admits_a_part_of_the_ports_makes_it_intermittent() => Assert.Equal( // 5
        "NetworkAclInbound BlocksPartly Intermittent",
        lab.Run(
            """
            $null = acl 50 deny false 40000 50000
            $trace = Trace-LabS3Access $instance $bucket
            "$($trace.Blockers.Cause) $($trace.Blockers.Effect) $($trace.Verdict)"
            """).Single<string>());

    [Theory]
    [InlineData("$subnet.SubnetId", "Reachable")]
    [InlineData("$subnet", "Reachable")]
    [InlineData("$instance.NetworkInterfaceId", "Reachable")]
    public void A_trace_leaves_a_subnet_or_an_interface(string from, string verdict) =>
        Assert.Equal(verdict, lab.Run($"(Trace-LabS3Access {from} $bucket).Verdict.ToString()").Single<string>());

    [Theory] // 12
    [InlineData("AddressFamily|Blocked|Blocked", "-UseDualStack")]
    [InlineData("|Reachable|Reachable", "")]
    public void A_client_that_prefers_IPv6_needs_an_endpoint_for_it(string found, string settings) => Assert.Equal(found, lab.Ask(
        """
        $vpc = New-LabVpc 10.8.0.0/16 -AmazonProvidedIpv6CidrBlock
        $part = $vpc.Ipv6CidrBlocks[0] -replace '/56', '/64'
        $subnet = $vpc | New-LabSubnet 10.8.1.0/24 -Ipv6CidrBlock $part -AssignIpv6AddressOnCreation
        $endpoint = $vpc | Add-GatewayEndpoint s3 -RouteTable (Get-LabRouteTable -Vpc $vpc)
        $group = $vpc | New-LabSecurityGroup -Name ipv6 | Add-LabSecurityGroupRule -Egress -Port 443 -CidrBlock ::/0
        $instance = $subnet | New-LabInstance -InstanceType t3.micro -SecurityGroup $group -ReadBucket $bucket | Wait-LabInstance
        """,
        "-Bucket $bucket " + settings));

    [Fact]
    public void A_bucket_in_another_Region_is_named() => Assert.Equal( // 7
        "BucketInAnotherRegion|Blocked|Blocked",
        lab.Ask(
            "$west = Connect-LabSession -EndpointUrl $url -AccountId $account -Region us-west-2; $null = New-LabBucket west -Session $west",
            "-Bucket west -Principal me -Session $session"));
}
