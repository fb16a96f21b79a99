using System.Net.Http.Headers;

namespace EndpointLab.Cmdlets.Tests.Endpoints;

/// <summary>Endpoints of all five types in all nine states, seen, waited for, changed and removed.</summary>
public sealed class EveryTypeTests : IDisposable
{
    private const string Lattice = "arn:aws:vpc-lattice:us-east-1:111122223333";

    private readonly LabShell shell = new();
    private readonly HttpClient http = new();

    public EveryTypeTests()
    {
        shell.Run(
            """
            $session = Connect-LabSession -Lifecycle Instant
            $null = Set-LabSimulator -Delay EndpointDeletion=1h
            $vpc = New-LabVpc 10.0.0.0/16
            $subnet = $vpc | New-LabSubnet 10.0.1.0/24 -AvailabilityZone us-east-1a
            $second = $vpc | New-LabSubnet 10.0.2.0/24 -AvailabilityZone us-east-1b
            $arn = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/gwy/firewall/50dc6c495c0c9188'
            $server = Start-LabSimulator -Port 0
            """).ShouldSucceed();
        http.BaseAddress = new(shell.Run("$server.EndpointUrl.ToString()").Single<string>());
    }

    public void Dispose()
    {
        shell.Run("$server | Stop-LabSimulator");
        shell.Dispose();
        http.Dispose();
    }

    [Theory]
    [InlineData("Gateway")]
    [InlineData("Interface")]
    [InlineData("GatewayLoadBalancer")]
    [InlineData("Resource")]
    [InlineData("ServiceNetwork")]
    public async Task Each_state_is_waited_for_or_says_why_it_cannot_lead_to_the_wanted_one(string type)
    {
        var id = await AddAsync(type);
        foreach (var state in EndpointStates)
        {
            if (state is "Deleted")
            {
                shell.Run("$null = Set-LabSimulator -AdvanceClock 1h").ShouldSucceed();
            }
            else
            {
                Force(id, state);
            }

            Assert.Equal(state, shell.Run("(Wait-EndpointState $args[0] $args[1] -Timeout 1m).State", id, state).Single<string>());
            var toAvailable = shell.Run("Wait-EndpointState $args[0] -State Available -Timeout 0.01", id);
            switch (state)
            {
                case "Available":
                    toAvailable.ShouldSucceed();
                    break;
                case "PendingAcceptance" or "Pending" or "Partial":
                    toAvailable.ShouldFail("WaitTimedOut");
                    break;
                case "Rejected":
                    toAvailable.ShouldFail("EndpointRejected");
                    break;
                default:
                    var error = toAvailable.ShouldFail("TerminalState");
                    Assert.Contains($"is {state}, so it can't", error.ErrorDetails.Message, StringComparison.Ordinal);
                    break;
            }
        }
    }

    [Fact]
    public void A_failure_says_why()
    {
        var id = Add("$subnet | Add-InterfaceEndpoint -Service sqs");
        shell.Run(
            "$null = Set-LabSimulator -Endpoint $args[0] -State Failed -ReasonCode SubnetFull -Reason 'The subnet has no free "
                + "address.'", id)
            .ShouldSucceed();
        var error = shell.Run("Wait-EndpointState $args[0] -Timeout 4h", id).ShouldFail("TerminalState");
        Assert.EndsWith(": SubnetFull: The subnet has no free address.", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Equal("The subnet has no free address.", shell.Run("(Get-LabEndpoint $args[0]).LastError.Message", id).Single<string>());
    }

    [Theory]
    [InlineData("Resource", "rcfg-0123456789abcdef0")]
    [InlineData("ServiceNetwork", "sn-0123456789abcdef0")]
    public async Task One_that_leads_to_no_service_is_found_shown_changed_and_removed(string type, string service)
    {
        var id = await AddAsync(type);
        Assert.Equal(id, shell.Run("(Get-LabEndpoint -Type $args[0]).VpcEndpointId", type).Single<string>());
        Assert.Equal($"{type} {service} 1", shell.Run(
            """
            $endpoint = Get-LabEndpoint $args[0]
            "$($endpoint.VpcEndpointType) $($endpoint.Service) $(@($endpoint | Get-LabNetworkInterface).Count)"
            """, id).Single<string>());
        Assert.Equal(2, shell.Run("($endpoint | Set-LabEndpoint -AddSubnet $second).SubnetIds.Count").Single<int>());
        shell.Run("$endpoint | Set-LabEndpoint -AddRouteTable rtb-00000000").ShouldFail("WrongEndpointType");
        Assert.Equal("Deleted", shell.Run(
            """
            $endpoint | Remove-LabEndpoint
            $null = Set-LabSimulator -AdvanceClock 1h
            ($endpoint | Wait-EndpointState -State Deleted).State
            """).Single<string>());
    }

    private static readonly string[] EndpointStates =
        ["PendingAcceptance", "Pending", "Available", "Partial", "Rejected", "Expired", "Failed", "Deleting", "Deleted"];

    private async Task<string> AddAsync(string type) => type switch
    {
        "Gateway" => Add("$vpc | New-LabRouteTable | Add-GatewayEndpoint -Service s3"),
        "Interface" => Add("$subnet | Add-InterfaceEndpoint -Service sqs"),
        "GatewayLoadBalancer" => Add(
            "New-EndpointService $arn -AcceptanceRequired $false | Wait-EndpointState | "
                + "ForEach-Object { $subnet | Add-GatewayLoadBalancerEndpoint -Service $_.ServiceId }"),
        "Resource" => await CreateAsync(type, $"ResourceConfigurationArn={Lattice}:resourceconfiguration/rcfg-0123456789abcdef0"),
        _ => await CreateAsync(type, $"ServiceNetworkArn={Lattice}:servicenetwork/sn-0123456789abcdef0"),
    };

    private string Add(string add) => shell.Run($"({add}).VpcEndpointId").Single<string>();

    /// <summary>Creates what no cmdlet makes, by EC2's protocol.</summary>
    private async Task<string> CreateAsync(string type, string target)
    {
        var (vpc, subnet) = (shell.Run("$vpc.VpcId").Single<string>(), shell.Run("$subnet.SubnetId").Single<string>());
        using HttpRequestMessage request = new(HttpMethod.Post, "");
        request.Content = new StringContent(
            $"Action=CreateVpcEndpoint&Version=2016-11-15&VpcId={vpc}&SubnetId.1={subnet}&VpcEndpointType={type}&{target}",
            new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
        var account = shell.Run("$session.AccountId").Single<string>();
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"AWS4-HMAC-SHA256 Credential={account}/20260101/us-east-1/ec2/aws4_request, Signature=0");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return System.Xml.Linq.XElement.Parse(answer).Descendants().First(element => element.Name.LocalName == "vpcEndpointId").Value;
    }

    private void Force(string id, string state) =>
        shell.Run("$null = Set-LabSimulator -Endpoint $args[0] -State $args[1]", id, state).ShouldSucceed();
}
