namespace EndpointLab.Cmdlets.Tests.Permissions;

/// <summary>The policies in docs/permissions say what the tasks really call.</summary>
public sealed class PolicyFileTests : IDisposable
{
    private readonly LabShell shell = new();
    private readonly string name = $"lab-{Guid.NewGuid():N}"[..12];

    public void Dispose()
    {
        shell.Dispose();
        foreach (var file in Directory.EnumerateFiles(Path.GetTempPath(), $"{name}-*.pem"))
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void What_the_sample_builds_and_removes_needs_these_permissions_and_no_others()
    {
        // Over a URL, as on AWS, so that the simulator takes nothing on itself.
        var build = shell.Run(
            """
            $null = Connect-LabSession; $server = Start-LabSimulator -Port 0
            $VerbosePreference = 'Continue'
            . $args[0] -EndpointUrl $server.EndpointUrl -CallerCidr 203.0.113.10/32 -Name $args[1] -Keep
            """,
            Path.Join(Repository.Folder, "samples", "Build-EndpointLab.ps1"), name).ShouldSucceed();
        var remove = shell.Run("Remove-Lab").ShouldSucceed();
        Check("build.json", build.Verbose.Where(IsOwn));
        Check("remove.json", remove.Verbose);
    }

    [Fact]
    public void A_whole_lab_needs_these()
    {
        var folder = Directory.CreateTempSubdirectory("endpointlab-keys-").FullName;
        try
        {
            var build = shell.Run(
                """
                $null = Connect-LabSession -Lifecycle Instant
                $VerbosePreference = 'Continue'
                $null = New-EndpointLab demo -InterfaceService ssm -WithInstance -WithBucket -KeyFolder $args[0]
                """,
                folder).ShouldSucceed();
            var test = shell.Run("$null = Test-EndpointLab demo -KeyFolder $args[0]", folder).ShouldSucceed();
            // Interfaces that drain keep their subnet, which is then taken off its table, and what keeps it is looked for.
            var remove = shell.Run(
                "$null = Set-LabSimulator -Delay EndpointInterfaceRelease=0.5s; Remove-EndpointLab demo -Confirm:$false -KeyFolder $args[0]",
                folder).ShouldSucceed();
            Check("build-lab.json", build.Verbose);
            // Where there are machines to log in to, their consoles are read.
            Check("test-lab.json", [.. test.Verbose.Where(IsOwn), "EC2 GetConsoleOutput in us-east-1: 1 ms"]);
            Check("remove-lab.json", remove.Verbose);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Other_endpoints_need_these() => Check("endpoints.json", shell.Run(
        """
        $null = Connect-LabSession -Lifecycle Instant
        $VerbosePreference = 'Continue'
        $vpc = New-LabVpc 10.0.0.0/16
        $subnet = $vpc | New-LabSubnet 10.0.1.0/24
        $null = Find-EndpointService
        $queue = $subnet | Add-InterfaceEndpoint -Service sqs | Wait-EndpointState
        $queue | Set-EndpointPolicy -Policy (New-EndpointPolicy -Account 123456789012)
        $null = Get-LabNetworkInterface -Endpoint $queue
        $queue | Reset-EndpointPolicy
        $queue | Remove-LabEndpoint
        """).ShouldSucceed().Verbose);

    [Fact]
    public void A_provider_needs_these() => Check("provide.json", shell.Run(
        """
        $provider = Connect-LabSession -Lifecycle Instant
        $consumer = Connect-LabSession -Cloud $provider -AccountId 210987654321
        $subnet = New-LabVpc 10.0.0.0/16 -Session $consumer | New-LabSubnet 10.0.1.0/24
        $VerbosePreference = 'Continue'
        $nlb = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/orders/50dc6c495c0c9188'
        $service = New-EndpointService $nlb -Session $provider | Grant-EndpointServiceAccess -Principal 210987654321 | Wait-EndpointState
        $VerbosePreference = 'SilentlyContinue'
        $endpoint = $subnet | Add-InterfaceEndpoint -Service $service
        $VerbosePreference = 'Continue'
        $null = $service | Get-EndpointConnection | Approve-EndpointConnection
        $null = $service | Set-EndpointService -AcceptanceRequired:$false
        $null = New-EndpointNotification $service -Topic arn:aws:sns:us-east-1:123456789012:orders -Event Connect
        Get-EndpointNotification -Session $provider | Remove-EndpointNotification
        $service | Revoke-EndpointServiceAccess -Principal 210987654321
        $service | Remove-EndpointService -RejectConnections
        """).ShouldSucceed().Verbose);

    [Fact]
    public void Exporting_a_lab_needs_these() => Check("export.json", shell.Run(
        """
        $null = Connect-LabSession -Lifecycle Instant
        $lab = New-EndpointLab $args[0] -WithInstance -WithBucket -KeyFolder ([System.IO.Path]::GetTempPath())
        $VerbosePreference = 'Continue'
        'CloudFormation', 'Terraform', 'Mermaid', 'Html' | ForEach-Object { $null = $lab | Export-EndpointLab -Format $_ }
        """,
        name).ShouldSucceed().Verbose);

    // A key's policy, a user's groups and Block Public Access are read where they matter: the help of Trace-LabS3Access has them as well.
    [Fact]
    public void Tracing_needs_these_and_its_help_names_them()
    {
        var trace = shell.Run(
            """
            $null = Connect-LabSession
            $subnet = New-LabVpc 10.0.0.0/16 | New-LabSubnet 10.0.1.0/24
            $bucket = New-LabBucket -Name $args[0] -Object @{ 'hello.txt' = 'Hello' }
            $instance = $subnet | New-LabInstance -ReadBucket $bucket | Wait-LabInstance
            $VerbosePreference = 'Continue'
            $null = $instance | Trace-LabS3Access -Bucket $bucket -Key hello.txt
            """,
            name).ShouldSucceed();
        Check("trace.json", trace.Verbose);
        var help = Help("Trace-LabS3Access");
        Assert.All(RequiredPermissions.Actions(trace.Verbose), action => Assert.Contains($"\"{action}\"", help, StringComparison.Ordinal));
    }

    // Of other changes, the help of Repair-LabS3Access has the permissions as well.
    [Fact]
    public void Repairing_a_lab_without_endpoint_and_role_needs_these_and_its_help_names_them()
    {
        // Over a URL, as on AWS, where the request itself isn't sent.
        var repair = shell.Run(
            """
            $null = Connect-LabSession; $server = Start-LabSimulator -Port 0
            $null = Connect-LabSession -EndpointUrl $server.EndpointUrl
            $subnet = New-LabVpc 10.0.0.0/16 | New-LabSubnet 10.0.1.0/24
            $bucket = New-LabBucket -Name $args[0] -Object @{ 'hello.txt' = 'Hello' }
            $trace = $subnet | New-LabInstance | Wait-LabInstance | Trace-LabS3Access -Bucket $bucket -Key hello.txt
            $VerbosePreference = 'Continue'
            $null = $trace | Repair-LabS3Access -Confirm:$false
            """,
            name).ShouldSucceed();
        Check("repair.json", repair.Verbose);
        var help = Help("Trace-LabS3Access") + Help("Repair-LabS3Access");
        Assert.All(RequiredPermissions.Actions(repair.Verbose), action => Assert.Contains($"\"{action}\"", help, StringComparison.Ordinal));
    }

    /// <summary>What a proof lists and reads in a bucket, it does as the instances.</summary>
    private static bool IsOwn(string call) => call.Split(' ') is not ["S3", "GetObject" or "ListObjectsV2", ..];

    private static string Help(string cmdlet) => File.ReadAllText(Path.Join(Repository.Folder, "docs", "cmdlets", $"{cmdlet}.md"));

    private static void Check(string file, IEnumerable<string> verbose)
    {
        var (path, needed) = (Path.Join(Repository.Folder, "docs", "permissions", file), RequiredPermissions.Policy(verbose));
        Assert.True(
            File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == needed,
            $"The calls have changed, and with them the permissions: docs/permissions/{file} has to be\n{needed}");
    }
}
