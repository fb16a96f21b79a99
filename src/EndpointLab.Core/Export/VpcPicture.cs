using Sdk = Amazon.EC2.Model;

namespace EndpointLab.Export;

/// <summary>In which column of a picture something stands: traffic leaves from left to right.</summary>
internal enum PictureColumn
{
    Subnets,
    Tables,
    Gateways,
    Outside,
}

/// <param name="Id">AWS's id, or a word for what has none.</param>
/// <param name="Kind">EC2's noun for it, in words.</param>
/// <param name="Lines">What there is to know of it.</param>
/// <param name="Parent">The id of what it lies in; null for nothing.</param>
internal sealed record PictureNode(
    string Id, string Kind, string Name, PictureColumn Column, IReadOnlyList<string> Lines, string? Parent = null)
{
    /// <summary>Whether it is a place, in which others lie.</summary>
    public bool IsPlace { get; init; }
}

/// <summary>Where traffic goes on.</summary>
/// <param name="Label">For which destinations; empty for all.</param>
internal sealed record PictureLink(string From, string To, string Label);

/// <summary>A VPC as people draw it: subnets by zones, the tables that lead on from there, gateways and endpoints, what is behind.</summary>
internal sealed class VpcPicture
{
    public const string Internet = "Internet";

    private readonly VpcContents contents;
    private readonly List<PictureNode> nodes = [];
    private readonly List<PictureLink> links = [];

    public VpcPicture(VpcContents contents)
    {
        this.contents = contents;
        AddSubnets();
        AddTables();
        AddGateways();
        AddEndpoints();
    }

    public IReadOnlyList<PictureNode> Nodes => nodes;

    public IReadOnlyList<PictureLink> Links => links;

    private void Add(string id, string kind, IEnumerable<Sdk.Tag>? tags, PictureColumn column, IEnumerable<string> lines, string? parent = null) =>
        nodes.Add(new(id, kind, NameOf(id, tags), column, [.. lines], parent));

    private static string NameOf(string id, IEnumerable<Sdk.Tag>? tags) => VpcContents.NameOf(tags) ?? id;

    private static string[] BlocksOf(Sdk.Subnet subnet) =>
        [.. ((string?[])[subnet.CidrBlock, VpcContents.Ipv6BlockOf(subnet)]).Where(block => !string.IsNullOrEmpty(block)).Cast<string>()];

    private void AddSubnets()
    {
        foreach (var zone in contents.Subnets.GroupBy(subnet => subnet.AvailabilityZone).OrderBy(zone => zone.Key, StringComparer.Ordinal))
        {
            nodes.Add(new(zone.Key, "Availability Zone", zone.Key, PictureColumn.Subnets, []) { IsPlace = true });
            foreach (var subnet in zone)
            {
                nodes.Add(new(subnet.SubnetId, "subnet", NameOf(subnet.SubnetId, subnet.Tags), PictureColumn.Subnets, BlocksOf(subnet), zone.Key)
                {
                    IsPlace = true,
                });
                foreach (var instance in contents.Instances.Where(instance => instance.SubnetId == subnet.SubnetId))
                {
                    Add(instance.InstanceId, "instance", instance.Tags, PictureColumn.Subnets, LinesOf(instance), subnet.SubnetId);
                }

                foreach (var gateway in contents.NatGateways.Where(gateway => gateway.SubnetId == subnet.SubnetId))
                {
                    Add(gateway.NatGatewayId, "NAT gateway", gateway.Tags, PictureColumn.Subnets, [gateway.State.Value], subnet.SubnetId);
                }
            }
        }
    }

    private IEnumerable<string> LinesOf(Sdk.Instance instance)
    {
        yield return $"{instance.InstanceType.Value}, {instance.State.Name.Value}";
        yield return instance.PublicIpAddress is { Length: > 0 } address
            ? $"{instance.PrivateIpAddress}, public {address}" : instance.PrivateIpAddress;
        foreach (var group in contents.Groups.Where(group => contents.GroupsOf(instance).Contains(group.GroupId)))
        {
            yield return $"group {group.GroupName}: {string.Join(", ", contents.RulesOf(group).Select(RuleText).DefaultIfEmpty("no rules"))}";
        }
    }

    private string RuleText(Sdk.SecurityGroupRule rule)
    {
        var traffic = rule.IpProtocol == "-1" ? "all"
            : rule.FromPort is null or -1 ? rule.IpProtocol
            : $"{rule.IpProtocol} {new PortRange(rule.FromPort.Value, rule.ToPort ?? rule.FromPort.Value)}";
        var peer = rule switch
        {
            { CidrIpv4: { } block } => block,
            { CidrIpv6: { } block } => block,
            { PrefixListId: { } list } => ListName(list),
            { ReferencedGroupInfo.GroupId: var id } => contents.Groups.FirstOrDefault(group => group.GroupId == id)?.GroupName ?? id,
        };
        return $"{traffic} {(rule.IsEgress is true ? "to" : "from")} {peer}";
    }

    private void AddTables()
    {
        foreach (var table in contents.RouteTables)
        {
            var routes = (table.Routes ?? []).Select(route => new Route(route))
                .OrderBy(route => route.Target != "local").ThenBy(route => route.Destination, StringComparer.Ordinal).ToList();
            Add(
                table.RouteTableId,
                VpcContents.IsMain(table) ? "main route table" : "route table",
                table.Tags,
                PictureColumn.Tables,
                routes.Select(route => $"{route}{(route.State == "blackhole" ? " (leads nowhere)" : "")}"));
            links.AddRange(contents.Subnets.Where(subnet => contents.TableOf(subnet) == table)
                .Select(subnet => new PictureLink(subnet.SubnetId, table.RouteTableId, "")));
            links.AddRange(routes.Where(route => route.Target != "local")
                .Select(route => new PictureLink(table.RouteTableId, route.Target, ListName(route.Destination))));
        }
    }

    private string ListName(string id) => contents.PrefixLists.FirstOrDefault(list => list.PrefixListId == id)?.PrefixListName ?? id;

    private void AddGateways()
    {
        foreach (var gateway in contents.InternetGateways)
        {
            Add(gateway.InternetGatewayId, "internet gateway", gateway.Tags, PictureColumn.Gateways, []);
            links.Add(new(gateway.InternetGatewayId, Internet, ""));
        }

        foreach (var gateway in contents.EgressOnlyInternetGateways)
        {
            Add(gateway.EgressOnlyInternetGatewayId, "egress-only internet gateway", gateway.Tags, PictureColumn.Gateways, []);
            links.Add(new(gateway.EgressOnlyInternetGatewayId, Internet, ""));
        }

        if (links.Exists(link => link.To == Internet))
        {
            nodes.Add(new(Internet, "outside", Internet, PictureColumn.Outside, []));
        }

        // What a route names and the VPC doesn't hold, such as a peering connection.
        var known = nodes.Select(node => node.Id).Concat(contents.Endpoints.Select(endpoint => endpoint.VpcEndpointId)).ToHashSet();
        foreach (var target in links.Select(link => link.To).Where(id => !known.Contains(id)).Distinct().ToList())
        {
            nodes.Add(new(target, "target of a route", target, PictureColumn.Gateways, []));
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
            Add(
                endpoint.VpcEndpointId,
                kind,
                endpoint.Tags,
                PictureColumn.Gateways,
                [$"{endpoint.ServiceName}, {EndpointStates.Graph.Spell(endpoint.State.Value)}", policy]);
            links.AddRange(
                contents.SubnetsOf(endpoint).Select(subnet => new PictureLink(subnet, endpoint.VpcEndpointId, "by its interface")));
            var service = contents.ShortServiceOf(endpoint);
            links.Add(new(endpoint.VpcEndpointId, service, ""));
            if (!nodes.Exists(node => node.Id == service))
            {
                nodes.Add(new(service, "service", service, PictureColumn.Outside, [endpoint.ServiceName]));
            }
        }
    }
}
