using System.Net;
using EndpointLab.Core.Tests.Ssh;

namespace EndpointLab.Conformance.Aws;

/// <summary>
/// A lab on AWS whose instances one really logs in to. Packets go where the machines' names lead, not where the lab's configuration says:
/// what configuration allows is tested elsewhere.
/// </summary>
public sealed class PrivateInstanceTests : IDisposable
{
    private const string Public = "127.20.0.1", Private = "127.20.0.2", Services = "127.20.0.3", Nobody = "127.20.0.9";

    // It stands for an address that only the public instance reaches, which alone knows the name.
    private const string PrivateName = "private.invalid";

    private readonly InstanceAnswers answers = new();
    private readonly DirectoryInfo keys = Directory.CreateTempSubdirectory("endpointlab-keys-");
    private readonly AwsOnLoopback aws;
    private readonly List<Machine> machines = [];
    private string bucket = "";

    public PrivateInstanceTests() => aws = new(answers);

    public void Dispose()
    {
        machines.ForEach(machine => machine.Dispose());
        aws.Dispose();
        answers.Dispose();
        keys.Delete(recursive: true);
    }

    [Fact]
    public async Task A_lab_is_proven_by_what_its_instances_send()
    {
        await BuildAsync();

        Assert.Equal(
            """
            private-instance → ssm:443 Reachable True
            public-instance → private-instance:22 Reachable True
            private-instance → public-instance:22 Blocked True
            private-instance → internet:443 Blocked True
            public-instance → bucket:443 Reachable True
            private-instance → bucket:443 Reachable True
            """,
            Prove());
        Assert.Equal("True", Run("Test-EndpointLab demo -KeyFolder $keys -Quiet"));

        machines[1].SetHosts(Hosts(internet: Services));
        Assert.Contains("private-instance → internet:443 Reachable False", Prove(), StringComparison.Ordinal);

        // The lab is at fault where the way ends inside of it, and not where this computer can't even get in.
        machines[1].Stop();
        Assert.Contains("private-instance → bucket:443 InstanceUnreachable False", Prove(), StringComparison.Ordinal);
        machines[0].Stop();
        Assert.Contains("private-instance → bucket:443 NotRun", Prove(), StringComparison.Ordinal);
        Assert.Equal("False", Run("Test-EndpointLab demo -KeyFolder $keys -Quiet"));
    }

    [Fact]
    public async Task Commands_run_on_the_private_instance_and_requests_from_it_prove_a_repair()
    {
        await BuildAsync();

        var story = Run(
            """
            $lab = Get-EndpointLab demo -KeyFolder $keys
            $public, $private = 'demo-public', 'demo-private' | ForEach-Object { Get-LabInstance -Name $_ }
            $endpoint = Get-LabEndpoint -Vpc $lab.VpcId | Where-Object Service -eq s3
            $null = $endpoint | Set-LabEndpoint -RemoveRouteTable $endpoint.RouteTableIds
            $login = @{ Via = $public; KeyPath = $lab.PrivateKeyPath }
            $object = @{ Bucket = ($lab.Resources | Where-Object Role -eq bucket).Id; Key = 'hello.txt' }
            ($private | Invoke-LabInstanceCommand 'echo $USER' @login).Output
            ($private | Test-LabS3Access @object @login -Expected Reachable).Pass
            $trace = $private | Trace-LabS3Access @object
            $repair = $trace | Repair-LabS3Access @login -Confirm:$false
            "$($trace.Verdict) $($repair.After.Verdict) $($repair.Probe.Result) $($repair.Probe.Content)"
            """);

        Assert.Equal("ec2-user\nTrue\nBlocked Reachable Reachable Hello through the endpoint", story);
    }

    /// <summary>A lab, and behind its two instances a machine each.</summary>
    private async Task BuildAsync()
    {
        Machine.Require();
        var built = Run(
            """
            $lab = New-EndpointLab demo -WithInstance -WithBucket -InterfaceService ssm -CallerCidr 198.51.100.7/32 -KeyFolder $keys
            $lab.PrivateKeyPath
            ($lab.Resources | Where-Object Role -eq bucket).Id
            'demo-public', 'demo-private' | ForEach-Object { Get-LabInstance -Name $_ } |
                ForEach-Object { "$($_.InstanceId) $($_.NetworkInterfaceId) $($_.PrivateIpAddress) $($_.PublicIpAddress)" }
            """);
        var facts = built.Split('\n', StringSplitOptions.TrimEntries);
        bucket = facts[1];
        var (one, other) = (facts[2].Split(' '), facts[3].Split(' '));
        var authorizedKey = SshServer.PublicKeyOf(facts[0]);
        aws.ListenAt(IPAddress.Parse(Services));
        machines.Add(await Machine.StartAsync(
            Public, $"{Hosts(internet: Nobody)}{Private} {PrivateName}\n", authorizedKey, aws.Cloud, networkInterface: one[1]));
        machines.Add(await Machine.StartAsync(Private, Hosts(internet: Nobody), authorizedKey, aws.Cloud, networkInterface: other[1]));
        (answers.HostKeys[one[0]], answers.HostKeys[other[0]]) = (machines[0].HostKey, machines[1].HostKey);
        // Inside, nothing listens at the public instance's address. From here, its SSH server does.
        (answers.Addresses[one[2]], answers.Addresses[one[3]], answers.Addresses[other[2]]) = (Nobody, Public, PrivateName);
    }

    /// <summary>What names mean to an instance.</summary>
    private string Hosts(string internet) =>
        $"""
        {Services} {bucket}.s3.us-east-1.amazonaws.com ssm.us-east-1.amazonaws.com
        {internet} checkip.amazonaws.com

        """;

    /// <summary>What the requests showed.</summary>
    private string Prove() => Run(
        """
        Test-EndpointLab demo -KeyFolder $keys | Where-Object By -eq Probe | ForEach-Object { "$($_.Check) $($_.Result) $($_.Pass)" }
        """);

    private string Run(string script) => LabRunner.RunOnAws(
        aws.Environment,
        $"""
        $ErrorActionPreference = 'Stop'
        $keys = '{keys.FullName}'
        $null = Connect-LabSession -Aws -Region us-east-1
        {script}
        """).ShouldSucceed();
}
