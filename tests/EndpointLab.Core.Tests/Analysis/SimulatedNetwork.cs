using System.Net.Http.Json;
using Amazon.EC2;
using Amazon.EC2.Model;
using EndpointLab.Analysis;
using EndpointLab.Simulator;

namespace EndpointLab.Core.Tests.Analysis;

/// <summary>A cloud of the simulator, made by the SDK, read and explained by Core: the two know each other over HTTP alone.</summary>
internal sealed class SimulatedNetwork : IDisposable
{
    public const string Home = "203.0.113.10";

    private const string LoadBalancer = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/gwy/inspect/0123456789abcdef";

    private readonly CloudHandler handler;
    private readonly Func<string, HttpMessageHandler, LabSession> open;
    private string? image;

    public SimulatedNetwork(string region = "us-east-1")
    {
        Cloud cloud = new(new CloudOptions { Lifecycle = Lifecycle.Instant });
        handler = new(cloud);
        Http = new(handler, disposeHandler: false) { BaseAddress = new("http://127.0.0.1/") };
        open = (name, over) => Connection.Simulated(over, "test", null, name, "123456789012", cloud.SecretAccessKey, cloud.Time);
        Session = open(region, handler);
        Lab = new(Session, new RecordingReporter(), TestContext.Current.CancellationToken);
    }

    /// <summary>Straight to the simulator.</summary>
    public HttpClient Http { get; }

    public LabSession Session { get; }

    public LabOperation Lab { get; }

    public IAmazonEC2 Ec2 => Session.Ec2;

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The same cloud in another Region.</summary>
    /// <param name="over">What is put before the simulator; null for nothing.</param>
    public LabSession Open(string region, DelegatingHandler? over = null)
    {
        over?.InnerHandler = handler;
        return open(region, over ?? (HttpMessageHandler)handler);
    }

    public Task<NetworkModel> ReadAsync(string vpcId) => NetworkReader.ReadAsync(Lab, vpcId);

    /// <summary>What configuration says of a connection from an interface to an address.</summary>
    public async Task<PathAnalysis> AnalyseAsync(string vpcId, string from, string to, int port, string? over = null)
    {
        var model = await ReadAsync(vpcId);
        var origin = IpAddress.TryParse(from, out var address)
            ? PathOrigin.OnInternet(address)
            : PathOrigin.Of(model.Interfaces.Single(one => one.Id == from));
        return new PathAnalyser(model).Analyse(new(origin, AddressSet.Of(IpAddress.Parse(to)), port)
        {
            Over = over is null ? null : model.Endpoints.Single(endpoint => endpoint.Id == over),
        });
    }

    /// <summary>What the data plane does with it.</summary>
    public async Task<Connected> ConnectAsync(string from, string to, int port)
    {
        using var response = await Http.PostAsJsonAsync("_lab/connect", new { from, to, port }, Cancel);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<Connected>(Cancel))!;
    }

    /// <summary>Reads a VPC while an action is refused.</summary>
    public async Task<NetworkModel> ReadWithoutAsync(string vpcId, string action)
    {
        using var refuses = await Http.PutAsJsonAsync(
            "_lab/faults", new { faults = new[] { new { fault = "accessDenied", action } } }, Cancel);
        refuses.EnsureSuccessStatusCode();
        var model = await ReadAsync(vpcId);
        using var clears = await Http.DeleteAsync("_lab/faults", Cancel);
        return model;
    }

    /// <summary>A Gateway Load Balancer endpoint in a subnet, to an appliance that lets everything pass.</summary>
    public async Task<string> InspectAsync(string vpcId, string subnetId)
    {
        using var response = await Http.PutAsJsonAsync(
            "_lab/appliances",
            new { loadBalancer = LoadBalancer, appliances = new[] { new { name = "firewall", allows = true } } },
            Cancel);
        response.EnsureSuccessStatusCode();
        var service = (await Ec2.CreateVpcEndpointServiceConfigurationAsync(
            new() { GatewayLoadBalancerArns = [LoadBalancer], AcceptanceRequired = false }, Cancel)).ServiceConfiguration;
        return (await Ec2.CreateVpcEndpointAsync(
            new()
            {
                VpcId = vpcId,
                VpcEndpointType = VpcEndpointType.GatewayLoadBalancer,
                ServiceName = service.ServiceName,
                SubnetIds = [subnetId],
            }, Cancel)).VpcEndpoint.VpcEndpointId;
    }

    public async Task<string> VpcAsync(string block, bool ipv6 = false) =>
        (await Ec2.CreateVpcAsync(new CreateVpcRequest { CidrBlock = block, AmazonProvidedIpv6CidrBlock = ipv6 }, Cancel)).Vpc.VpcId;

    public async Task<string> SubnetAsync(string vpcId, string block, string? zone = null) =>
        (await Ec2.CreateSubnetAsync(new() { VpcId = vpcId, CidrBlock = block, AvailabilityZone = zone }, Cancel)).Subnet.SubnetId;

    /// <summary>A route table of its own for a subnet.</summary>
    public async Task<string> TableAsync(string vpcId, string subnetId)
    {
        var id = (await Ec2.CreateRouteTableAsync(new() { VpcId = vpcId }, Cancel)).RouteTable.RouteTableId;
        await Ec2.AssociateRouteTableAsync(new() { RouteTableId = id, SubnetId = subnetId }, Cancel);
        return id;
    }

    public async Task<string> GatewayAsync(string vpcId)
    {
        var id = (await Ec2.CreateInternetGatewayAsync(new(), Cancel)).InternetGateway.InternetGatewayId;
        await Ec2.AttachInternetGatewayAsync(new() { InternetGatewayId = id, VpcId = vpcId }, Cancel);
        return id;
    }

    /// <summary>A group that admits nothing in either direction.</summary>
    public async Task<string> GroupAsync(string vpcId, string name)
    {
        var id = (await Ec2.CreateSecurityGroupAsync(new(name, name) { VpcId = vpcId }, Cancel)).GroupId;
        var rules = (await Ec2.DescribeSecurityGroupRulesAsync(new() { Filters = [new("group-id", [id])] }, Cancel)).SecurityGroupRules;
        await Ec2.RevokeSecurityGroupEgressAsync(
            new() { GroupId = id, SecurityGroupRuleIds = [.. rules.Select(rule => rule.SecurityGroupRuleId)] }, Cancel);
        return id;
    }

    public Task AdmitAsync(string groupId, bool isEgress, int port, string peer) =>
        new AuthorizeSecurityGroupRule(groupId, isEgress, port, peer).ApplyAsync(Lab);

    public async Task<NetworkInterface> LaunchAsync(string subnetId, string groupId, bool isPublic = false, bool ipv6 = false)
    {
        image ??= (await Ec2.DescribeImagesAsync(
            new() { Owners = ["amazon"], Filters = [new("architecture", ["x86_64"])] }, Cancel)).Images[0].ImageId;
        var launched = await Ec2.RunInstancesAsync(
            new()
            {
                ImageId = image,
                InstanceType = InstanceType.T3Micro,
                MinCount = 1,
                MaxCount = 1,
                NetworkInterfaces =
                [
                    new()
                    {
                        DeviceIndex = 0,
                        SubnetId = subnetId,
                        Groups = [groupId],
                        AssociatePublicIpAddress = isPublic,
                        Ipv6AddressCount = ipv6 ? 1 : null,
                    },
                ],
            }, Cancel);
        var instance = launched.Reservation.Instances[0].InstanceId;
        return (await NetworkInterfaces.GetAsync(Lab, ResourceQuery.Where("attachment.instance-id", instance)))[0];
    }

    public async Task<string> PrefixListAsync(string service) => await PrefixLists.FindAsync(Lab, service);

    public async Task<string> AclOfAsync(string subnetId) => (await Ec2.DescribeNetworkAclsAsync(
        new() { Filters = [new("association.subnet-id", [subnetId])] }, Cancel)).NetworkAcls.Single().NetworkAclId;

    /// <summary>An entry for ports of TCP or for everything, of all IPv4 addresses or of a block.</summary>
    public Task EntryAsync(
        string aclId, bool isEgress, int number, bool allows, (int From, int To)? ports = null, string block = "0.0.0.0/0") =>
        Ec2.CreateNetworkAclEntryAsync(
            new()
            {
                NetworkAclId = aclId,
                Egress = isEgress,
                RuleNumber = number,
                RuleAction = allows ? RuleAction.Allow : RuleAction.Deny,
                Protocol = ports is null ? "-1" : "6",
                PortRange = ports is { } range ? new() { From = range.From, To = range.To } : null,
                CidrBlock = block.Contains(':', StringComparison.Ordinal) ? null : block,
                Ipv6CidrBlock = block.Contains(':', StringComparison.Ordinal) ? block : null,
            }, Cancel);

    public void Dispose()
    {
        Session.Dispose();
        Http.Dispose();
        handler.Dispose();
    }
}

/// <summary>What /_lab/connect answers.</summary>
internal sealed record Connected(string Result, string? Address, string? Via, string? StoppedBy, string[] Hops)
{
    public bool IsReachable => Result is "Reachable";
}
