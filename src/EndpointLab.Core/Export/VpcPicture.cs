using Sdk = Amazon.EC2.Model;

namespace EndpointLab.Export;

/// <summary>A VPC as people draw it: subnets by zones, tables that lead on from there, gateways and endpoints, what is behind.</summary>
internal sealed partial class VpcPicture
{
    public const string Internet = "Internet";

    private const string MissingId = "missing", S3 = "s3";

    private readonly VpcContents contents;
    private readonly List<PictureNode> nodes = [];
    private readonly List<PictureLink> links = [];

    public VpcPicture(VpcContents contents)
    {
        this.contents = contents;
        AddSubnets();
        AddTables();
        AddGateways();
        AddOtherEnds();
        AddEndpoints();
        AddUnknownTargets();
    }

    public IReadOnlyList<PictureNode> Nodes => nodes;

    public IReadOnlyList<PictureLink> Links => links;

    /// <summary>Draws an endpoint that there should be, and S3 behind it.</summary>
    /// <returns>The ids of both.</returns>
    public IReadOnlyList<string> AddMissingEndpoint()
    {
        nodes.Add(new(MissingId, "missing", "no endpoint for S3", PictureColumn.Gateways, []) { IsMissing = true });
        AddOutside(S3, "service", S3, []);
        return [MissingId, S3];
    }

    private void Add(string id, string kind, IEnumerable<Sdk.Tag>? tags, PictureColumn column, params IEnumerable<string> lines) =>
        nodes.Add(new(id, kind, NameOf(id, tags), column, [.. lines]));

    private void AddOutside(string id, string kind, string name, IEnumerable<string> lines)
    {
        if (!nodes.Exists(node => node.Id == id))
        {
            nodes.Add(new(id, kind, name, PictureColumn.Outside, [.. lines]));
        }
    }

    private static string NameOf(string id, IEnumerable<Sdk.Tag>? tags) => VpcContents.NameOf(tags) ?? id;

    private void AddTables()
    {
        var named = NamedTargets();
        foreach (var table in contents.RouteTables)
        {
            var routes = (table.Routes ?? []).Select(route => new Route(route))
                .OrderBy(route => route.Target != "local").ThenBy(route => route.Destination, StringComparer.Ordinal).ToList();
            Add(
                table.RouteTableId,
                VpcContents.IsMain(table) ? "main route table" : "route table",
                table.Tags,
                PictureColumn.Tables,
                routes.Select(route => string.Concat(
                    ListName(route.Destination).Split('.') is [.., { } last] && route.DestinationPrefixListId is not null
                        ? last : route.Destination,
                    route.IsBlackhole ? " leads nowhere: " : " → ",
                    named.GetValueOrDefault(route.Target, route.Target))));
            links.AddRange(contents.Subnets.Where(subnet => contents.TableOf(subnet) == table)
                .Select(subnet => new PictureLink(subnet.SubnetId, table.RouteTableId, "")));
            links.AddRange(routes.Where(route => route.Target != "local")
                .Select(route => new PictureLink(table.RouteTableId, route.Target, ListName(route.Destination))));
            links.AddRange(VpcContents.GatewaysOf(table)
                .Select(gateway => new PictureLink(gateway, table.RouteTableId, "what comes in")));
        }
    }

    /// <summary>The names of what routes lead to.</summary>
    private Dictionary<string, string> NamedTargets() => ((IEnumerable<(string Id, List<Sdk.Tag> Tags)>)
    [
        .. contents.InternetGateways.Select(one => (one.InternetGatewayId, one.Tags)),
        .. contents.EgressOnlyInternetGateways.Select(one => (one.EgressOnlyInternetGatewayId, one.Tags)),
        .. contents.VpnGateways.Select(one => (one.VpnGatewayId, one.Tags)),
        .. contents.Peerings.Select(one => (one.VpcPeeringConnectionId, one.Tags)),
        .. contents.NatGateways.Select(one => (one.NatGatewayId, one.Tags)),
        .. contents.Instances.Select(one => (one.InstanceId, one.Tags)),
        .. contents.Interfaces.Select(one => (one.NetworkInterfaceId, one.TagSet)),
        .. contents.Endpoints.Select(one => (one.VpcEndpointId, one.Tags)),
    ]).ToDictionary(one => one.Id, one => NameOf(one.Id, one.Tags));

    private string ListName(string id) => contents.PrefixLists.FirstOrDefault(list => list.PrefixListId == id)?.PrefixListName ?? id;

    private void AddGateways()
    {
        foreach (var gateway in contents.InternetGateways)
        {
            Add(gateway.InternetGatewayId, "internet gateway", gateway.Tags, PictureColumn.Gateways);
            links.Add(new(gateway.InternetGatewayId, Internet, ""));
        }

        foreach (var gateway in contents.EgressOnlyInternetGateways)
        {
            Add(gateway.EgressOnlyInternetGatewayId, "egress-only internet gateway", gateway.Tags, PictureColumn.Gateways);
            links.Add(new(gateway.EgressOnlyInternetGatewayId, Internet, ""));
        }

        if (links.Exists(link => link.To == Internet))
        {
            AddOutside(Internet, "outside", Internet, []);
        }
    }

    private void AddOtherEnds()
    {
        foreach (var gateway in contents.VpnGateways)
        {
            Add(gateway.VpnGatewayId, "VPN gateway", gateway.Tags, PictureColumn.Gateways);
            AddOutside("VPN", "outside", "VPN", []);
            links.Add(new(gateway.VpnGatewayId, "VPN", ""));
        }

        foreach (var peering in contents.Peerings)
        {
            var other = contents.SidesOf(peering).Other;
            Add(peering.VpcPeeringConnectionId, "peering connection", peering.Tags, PictureColumn.Gateways, peering.Status.Code.Value);
            AddOutside(other.VpcId, "VPC", other.VpcId, [$"account {other.OwnerId}, {other.Region}"]);
            links.Add(new(peering.VpcPeeringConnectionId, other.VpcId, ""));
        }
    }

    /// <summary>What routes name and the VPC doesn't hold.</summary>
    private void AddUnknownTargets()
    {
        var dead = contents.RouteTables.SelectMany(table => table.Routes ?? []).Select(route => new Route(route)).ToLookup(route => route.IsBlackhole);
        foreach (var id in dead.SelectMany(some => some).Select(route => route.Target).Where(id => id != "local").Distinct()
            .Where(id => !nodes.Exists(node => node.Id == id)).ToList())
        {
            var isGone = dead[false].All(route => route.Target != id);
            nodes.Add(new(id, isGone ? "target that is gone" : "target of a route", id, PictureColumn.Gateways, []) { IsMissing = isGone });
        }
    }

    private void AddEndpoints()
    {
        foreach (var endpoint in contents.Endpoints)
        {
            var kind = endpoint.VpcEndpointType.Value switch
            {
                "Gateway" => "gateway endpoint",
                "Interface" => "interface endpoint",
                "GatewayLoadBalancer" => "Gateway Load Balancer endpoint",
                var other => $"{other} endpoint",
            };
            var policy = endpoint.PolicyDocument is null ? "no policy"
                : VpcContents.SpecialPolicyOf(endpoint) is null ? "full access"
                : "a policy of its own";
            var service = contents.ShortServiceOf(endpoint);
            Add(
                endpoint.VpcEndpointId,
                kind,
                endpoint.Tags,
                PictureColumn.Gateways,
                service, $"{EndpointStates.Graph.Spell(endpoint.State.Value)}, {policy}");
            links.AddRange(
                contents.SubnetsOf(endpoint).Select(subnet => new PictureLink(subnet, endpoint.VpcEndpointId, "by its interface")));
            links.Add(new(endpoint.VpcEndpointId, service, ""));
            AddOutside(service, "service", service, [endpoint.ServiceName]);
        }
    }
}
