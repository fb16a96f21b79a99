using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using EndpointLab.Simulator.Tests.Ec2;

namespace EndpointLab.Simulator.Tests.StateMachine;

/// <summary>All that both accounts see of endpoints at a moment.</summary>
internal sealed partial class Snapshot
{
    private readonly List<string> texts = [];
    private IReadOnlyList<XElement> tables = [];
    private IReadOnlyList<XElement> subnets = [];
    private HashSet<string> groups = [];
    private IReadOnlyList<XElement> notifications = [];

    private Snapshot()
    {
    }

    public IReadOnlyList<XElement> Endpoints { get; private set; } = [];

    public IReadOnlyList<XElement> Connections { get; private set; } = [];

    public IReadOnlyList<XElement> Services { get; private set; } = [];

    public IReadOnlyDictionary<string, XElement> Interfaces { get; private set; } = new Dictionary<string, XElement>();

    /// <summary>The answers, word for word but for the ids of requests.</summary>
    public string Text => string.Concat(texts);

    /// <summary>Whether neither side has anything left of endpoints.</summary>
    public bool IsEmpty => Endpoints.Count + Connections.Count + Services.Count + Interfaces.Count + notifications.Count == 0
        && !RoutesToEndpoints.Any();

    /// <summary>The states of endpoints and services by their ids.</summary>
    public Dictionary<string, string> States => Endpoints.ToDictionary(one => one.Text("vpcEndpointId"), one => one.Text("state"))
        .Concat(Services.ToDictionary(one => one.Text("serviceId"), one => one.Text("serviceState"))).ToDictionary();

    /// <summary>The interfaces that endpoints have, and which endpoint each is of.</summary>
    public IReadOnlyDictionary<string, string> Holders => field ??= Endpoints
        .SelectMany(one => one.Texts("networkInterfaceIdSet"), (one, id) => (id, Holder: one.Text("vpcEndpointId")))
        .ToDictionary(held => held.id, held => held.Holder);

    /// <summary>The routes of the consumer's own that lead to endpoints.</summary>
    public IEnumerable<(string Table, string Block)> RoutesToAppliances => RoutesToEndpoints
        .Where(one => one.Route.Text("destinationCidrBlock") != "")
        .Select(one => (one.Table, one.Route.Text("destinationCidrBlock")));

    private IEnumerable<(string Table, XElement Route)> RoutesToEndpoints =>
        from table in tables
        from route in table.Items("routeSet")
        where route.Text("gatewayId").StartsWith("vpce-", StringComparison.Ordinal)
        select (table.Text("routeTableId"), route);

    public static async Task<Snapshot> TakeAsync(RawEc2 consumer, RawEc2 provider, string vpc)
    {
        var ofVpc = $"&Filter.1.Name=vpc-id&Filter.1.Value.1={vpc}";
        Snapshot snapshot = new();
        snapshot.Endpoints = await ReadAsync(consumer, "DescribeVpcEndpoints", "vpcEndpointSet");
        snapshot.Connections = await ReadAsync(provider, "DescribeVpcEndpointConnections", "vpcEndpointConnectionSet");
        snapshot.Services = await ReadAsync(provider, "DescribeVpcEndpointServiceConfigurations", "serviceConfigurationSet");
        snapshot.Interfaces = (await ReadAsync(consumer, "DescribeNetworkInterfaces" + ofVpc, "networkInterfaceSet"))
            .ToDictionary(one => one.Text("networkInterfaceId"));
        snapshot.tables = await ReadAsync(consumer, "DescribeRouteTables" + ofVpc, "routeTableSet");
        snapshot.subnets = await ReadAsync(consumer, "DescribeSubnets" + ofVpc, "subnetSet");
        snapshot.groups = [.. (await ReadAsync(consumer, "DescribeSecurityGroups" + ofVpc, "securityGroupInfo")).Select(Id("groupId"))];
        snapshot.notifications =
        [
            .. await ReadAsync(consumer, "DescribeVpcEndpointConnectionNotifications", "connectionNotificationSet"),
            .. await ReadAsync(provider, "DescribeVpcEndpointConnectionNotifications", "connectionNotificationSet"),
        ];
        return snapshot;

        async Task<List<XElement>> ReadAsync(RawEc2 account, string call, string set)
        {
            var (status, text) = await account.TextAsync("Action=" + call);
            Assert.True(status is HttpStatusCode.OK, text);
            snapshot.texts.Add(RequestId().Replace(text, ""));
            return XElement.Parse(text).Items(set);
        }
    }

    public bool Connects(string endpoint, string service) =>
        Connections.Any(one => one.Text("vpcEndpointId") == endpoint && one.Text("serviceId") == service);

    /// <summary>Whether a route of the consumer's own leads to an endpoint.</summary>
    public bool IsLedTo(string endpoint) =>
        RoutesToEndpoints.Any(one => one.Route.Text("gatewayId") == endpoint && one.Route.Text("destinationCidrBlock") != "");

    /// <summary>Whether a service has connections that keep it from being deleted.</summary>
    public bool IsConnected(string service) => Connections.Any(one =>
        one.Text("serviceId") == service && one.Text("vpcEndpointState") is "pendingAcceptance" or "pending" or "available");

    /// <summary>Checks that all the lists tell the same.</summary>
    public void Check()
    {
        foreach (var endpoint in Endpoints)
            CheckEndpoint(endpoint);
        foreach (var (_, one) in Interfaces)
            CheckInterface(one);
        foreach (var subnet in subnets)
        {
            var used = Interfaces.Values.Count(one => IsIn(one, subnet) && one.Text("privateIpAddress") != "");
            Assert.True(subnet.Text("availableIpAddressCount") == $"{11 - used}", $"The free addresses of {subnet.Text("subnetId")}");
        }
        Same("addresses", Addresses.Distinct(), Addresses);
        Same(
            "both sides of connections",
            Endpoints.Where(one => one.Text("serviceName").Contains(".vpce-svc-", StringComparison.Ordinal))
                .Select(one => $"{one.Text("serviceName").Split('.')[^1]} {one.Text("vpcEndpointId")} {one.Text("state")}"),
            Connections.Select(one => $"{one.Text("serviceId")} {one.Text("vpcEndpointId")} {one.Text("vpcEndpointState")}"));
        var alive = States.Where(state => state.Value is not ("deleting" or "deleted" or "Deleting" or "Deleted"))
            .Select(state => state.Key).ToList();
        Within("targets of routes", RoutesToEndpoints.Select(one => one.Route.Text("gatewayId")), alive);
        Within("subjects of notifications", notifications.Select(one => one.Text("vpcEndpointId") + one.Text("serviceId")), alive);
        var named = Endpoints.Where(one => one.Text("privateDnsEnabled") == "true" && alive.Contains(one.Text("vpcEndpointId")))
            .Select(one => one.Text("serviceName")).ToList();
        Same("endpoints that share private names", named.Distinct(), named);
    }

    private IEnumerable<string> Addresses => Interfaces.Values.SelectMany(AddressesOf);

    private void CheckEndpoint(XElement endpoint)
    {
        var id = endpoint.Text("vpcEndpointId");
        var isGateway = endpoint.Text("vpcEndpointType") == "Gateway";
        var routes = RoutesToEndpoints.Where(one => isGateway && one.Route.Text("gatewayId") == id).ToList();
        Same($"route tables of {id}", endpoint.Texts("routeTableIdSet"), routes.Select(one => one.Table).Distinct());
        foreach (var table in routes.GroupBy(one => one.Table, one => one.Route.Text("destinationPrefixListId")))
        {
            Same($"prefix lists of {id} in {table.Key}", table.Distinct(), table);
            Assert.True(table.Count() == (endpoint.Text("ipAddressType") == "dualstack" ? 2 : 1), $"The routes of {id} in {table.Key}");
        }
        var ids = endpoint.Texts("networkInterfaceIdSet");
        Within($"interfaces of {id}", ids, Interfaces.Keys);
        var own = ids.ConvertAll(one => Interfaces[one]);
        Same($"subnets of {id}", endpoint.Texts("subnetIdSet"), own.Select(Id("subnetId")));
        Same($"zones of {id}", own.Select(Id("availabilityZone")).Distinct(), own.Select(Id("availabilityZone")));
        var groupsOf = endpoint.Items("groupSet").Select(Id("groupId")).ToList();
        if (endpoint.Text("state") is not ("deleting" or "deleted"))
            Within($"groups of {id}", groupsOf, groups);
        foreach (var one in own)
        {
            Same($"groups of {id} and {one.Text("networkInterfaceId")}", groupsOf, one.Items("groupSet").Select(Id("groupId")));
            Same($"families of {id} and {one.Text("networkInterfaceId")}", [endpoint.Text("ipAddressType")], [FamilyOf(one)]);
            var type = endpoint.Text("vpcEndpointType") == "Interface" ? "vpc_endpoint" : "gateway_load_balancer_endpoint";
            Same("interface types", [type, id], [one.Text("interfaceType"), one.Text("description").Split(' ')[^1]]);
        }
    }

    private void CheckInterface(XElement one)
    {
        var id = one.Text("networkInterfaceId");
        var subnet = subnets.SingleOrDefault(subnet => IsIn(one, subnet));
        Assert.True(subnet is not null, $"The subnet of {id} is gone.");
        Within($"groups of {id}", one.Items("groupSet").Select(Id("groupId")), groups);
        var blocks = subnet.Items("ipv6CidrBlockAssociationSet").Select(Id("ipv6CidrBlock"))
            .Prepend(subnet.Text("cidrBlock")).Select(IPNetwork.Parse).ToList();
        foreach (var address in AddressesOf(one))
            Assert.True(blocks.Exists(block => block.Contains(IPAddress.Parse(address))), $"{address} of {id} lies outside its subnet.");
    }

    private static IEnumerable<string> AddressesOf(XElement one) => one.Items("ipv6AddressesSet").Select(Id("ipv6Address"))
        .Concat(one.Items("privateIpAddressesSet").Select(Id("privateIpAddress")));

    private static string FamilyOf(XElement one) =>
        one.Text("privateIpAddress") == "" ? "ipv6" : one.Items("ipv6AddressesSet").Count > 0 ? "dualstack" : "ipv4";

    private static bool IsIn(XElement one, XElement subnet) => one.Text("subnetId") == subnet.Text("subnetId");

    private static Func<XElement, string> Id(string name) => element => element.Text(name);

    private static void Same(string what, IEnumerable<string> one, IEnumerable<string> other)
    {
        var (left, right) = (string.Join(", ", one.Order()), string.Join(", ", other.Order()));
        Assert.True(left == right, $"The {what} differ: {left}; {right}.");
    }

    private static void Within(string what, IEnumerable<string> some, IEnumerable<string> all) =>
        Same(what, some, some.Where(all.Contains));

    [GeneratedRegex("<requestId>.*?</requestId>")]
    private static partial Regex RequestId();
}

/// <summary>Reads EC2's answers.</summary>
internal static class AnswerXml
{
    /// <summary>A field; empty where there is none.</summary>
    public static string Text(this XElement element, string name) => Child(element, name)?.Value ?? "";

    public static List<XElement> Items(this XElement element, string list) => [.. Child(element, list)?.Elements() ?? []];

    public static List<string> Texts(this XElement element, string list) => element.Items(list).ConvertAll(item => item.Value);

    private static XElement? Child(XElement element, string name) =>
        element.Elements().FirstOrDefault(child => child.Name.LocalName == name);
}
