using EndpointLab.Analysis;

namespace EndpointLab.Core.Tests.Analysis.Repair;

/// <summary>What changes do to the flows of a network, on paper.</summary>
public sealed class FlowComparisonTests
{
    private const string S3 = "s3.eu-central-1.amazonaws.com", Service = "com.amazonaws.eu-central-1.s3", List = "pl-6ea54007";

    private const string Group = "sg-0000000000000000a";

    private static readonly CreateGatewayEndpoint Create = new("vpc-1", Service, "rtb-0");

    [Fact]
    public void What_a_new_endpoint_route_opens_besides_is_told_without_the_one_that_is_asked_about()
    {
        var network = Network(subnets: 1, perSubnet: 300, nat: false);
        var flow = Assert.Single(Compare(network, Create));
        Assert.Equal((FlowEffect.Opens, S3, "a new endpoint"), (flow.Effect, flow.To, flow.ViaAfter));
        Assert.Equal(299, flow.From.Length);
        Assert.DoesNotContain("i-0-0", flow.From);
    }

    [Fact]
    public void What_goes_by_the_endpoint_instead_of_the_NAT_gateway_changes_its_way()
    {
        var flow = Assert.Single(Compare(Network(subnets: 2, perSubnet: 2, nat: true), Create));
        Assert.Equal((FlowEffect.ChangesWay, S3, "nat-1", "a new endpoint"), (flow.Effect, flow.To, flow.ViaBefore, flow.ViaAfter));
        Assert.Equal(["i-0-0", "i-0-1"], flow.From.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_loses_its_route_breaks_and_comes_first()
    {
        var flows = Compare(
            Network(subnets: 1, perSubnet: 2, nat: true), Create, new RemoveRoute("rtb-0", "0.0.0.0/0", "nat-1"));
        Assert.Equal(
            ["Breaks dynamodb.eu-central-1.amazonaws.com", "Breaks the internet", $"ChangesWay {S3}"],
            flows.Select(flow => $"{flow.Effect} {flow.To}"));
        Assert.All(flows, flow => Assert.Equal(2, flow.From.Length));
    }

    [Fact]
    public void A_rule_opens_a_port_between_interfaces()
    {
        var flows = Compare(
            Network(subnets: 2, perSubnet: 2, nat: false), new AuthorizeSecurityGroupRule(Group, IsEgress: false, 5432, "10.0.1.4/32"));
        var flow = Assert.Single(flows);
        Assert.Equal("Opens i-1-0 → 5432", $"{flow.Effect} {flow.From.Single()} → {flow.Port}");
        Assert.Equal("i-0-0 and 2 more", flow.To);
    }

    [Fact]
    public void What_no_change_touches_is_the_same() => Assert.Empty(Compare(Network(subnets: 3, perSubnet: 2, nat: true)));

    private static IReadOnlyList<RepairFlow> Compare(NetworkModel network, params Change[] changes) =>
        new FlowComparison(network, ChangeSet.ApplyTo(network, changes), "eni-0-0", [S3]).Find();

    /// <summary>Subnets with a table each and instances of one group, which may send anywhere.</summary>
    private static NetworkModel Network(int subnets, int perSubnet, bool nat)
    {
        var places = Enumerable.Range(0, subnets).ToList();
        RouteModel local = new(Cidr.Parse("10.0.0.0/8"), null, RouteModel.LocalTarget);
        RouteModel toNat = new(Cidr.Parse("0.0.0.0/0"), null, "nat-1"), toInternet = new(Cidr.Parse("0.0.0.0/0"), null, "igw-1");
        return new()
        {
            Region = "eu-central-1",
            Vpcs = [new("vpc-1", [local.Block!.Value]) { EnableDnsSupport = true, EnableDnsHostnames = true, DhcpOptionsId = "dopt-1" }],
            DhcpOptions = [new("dopt-1", [DhcpOptionsModel.AmazonProvidedDns])],
            Subnets =
            [
                .. places.Select(place => new SubnetModel($"subnet-{place}", "vpc-1", "eu-central-1a", [Cidr.Parse($"10.0.{place}.0/24")])),
                new("subnet-public", "vpc-1", "eu-central-1a", [Cidr.Parse("10.250.0.0/24")]),
            ],
            RouteTables =
            [
                .. from place in places
                   select new RouteTableModel($"rtb-{place}", "vpc-1", nat ? [local, toNat] : [local]) { SubnetIds = [$"subnet-{place}"] },
                new("rtb-public", "vpc-1", [local, toInternet]) { IsMain = true },
            ],
            Interfaces =
            [
                .. from place in places
                   from number in Enumerable.Range(0, perSubnet)
                   select new InterfaceModel($"eni-{place}-{number}", "vpc-1", $"subnet-{place}", [Host(place, number)])
                   {
                       GroupIds = [Group],
                       InstanceId = $"i-{place}-{number}",
                   },
                new("eni-nat", "vpc-1", "subnet-public", [IpAddress.Parse("10.250.0.4")])
                {
                    Type = InterfaceModel.OfNatGateways,
                    PublicAddresses = new Dictionary<IpAddress, IpAddress>
                    {
                        [IpAddress.Parse("10.250.0.4")] = IpAddress.Parse("203.0.113.7"),
                    },
                },
            ],
            Instances =
            [
                .. from place in places
                   from number in Enumerable.Range(0, perSubnet)
                   select new InstanceModel($"i-{place}-{number}", InstanceModel.Running),
            ],
            Groups = [new(Group, "vpc-1", [new("sgr-1", IsEgress: true, "-1", -1, -1) { Block = toNat.Block }])],
            Acls =
            [
                new("acl-1", "vpc-1", [Open(isEgress: true), Open(isEgress: false)])
                {
                    SubnetIds = [.. places.Select(place => $"subnet-{place}"), "subnet-public"],
                },
            ],
            Gateways = [new("igw-1", GatewayKind.Internet, "vpc-1")],
            NatGateways = nat ? [new("nat-1", "vpc-1", "subnet-public", "available", "eni-nat")] : [],
            PrefixLists =
            [
                new(List, Service, [Cidr.Parse("3.5.134.0/23"), Cidr.Parse("52.219.44.0/22")]),
                new("pl-66a5400f", "com.amazonaws.eu-central-1.dynamodb", [Cidr.Parse("3.5.140.0/24")]),
            ],
        };
    }

    private static IpAddress Host(int place, int number)
    {
        var first = IpAddress.Parse($"10.0.{place}.4");
        return first with { Value = first.Value + (UInt128)number };
    }

    private static AclEntryModel Open(bool isEgress) => new(100, isEgress, Allows: true, Cidr.Parse("0.0.0.0/0"), "-1", null);
}
