using Amazon.EC2;
using Amazon.EC2.Model;

namespace EndpointLab.Analysis;

/// <summary>
/// Reads VPCs, and those that they are peered with, by Describe calls alone. Their number grows with the number of pages only, and what
/// doesn't build on another is asked for at once.
/// </summary>
internal sealed class NetworkReader
{
    // As many as a call gives, and as many values as a filter takes.
    private const int Page = 1000, PageOfTables = 100, PageOfEntries = 100, PageOfGateways = 255, MostFilterValues = 200;

    private readonly LabOperation lab;
    private readonly Snapshot snapshot;

    private NetworkReader(LabOperation lab) => (this.lab, snapshot) = (lab, new(lab));

    /// <summary>What lies in the VPCs and in their peers of the same account and Region.</summary>
    /// <param name="vpcIds">The first is the one where names are asked for: its private zones and DNS firewall are read as well.</param>
    public static Task<NetworkModel> ReadAsync(LabOperation lab, params string[] vpcIds) => new NetworkReader(lab).ReadAsync(vpcIds);

    private async Task<NetworkModel> ReadAsync(string[] asked)
    {
        var peerings = await PeeringsAsync([.. asked]);
        List<string> vpcIds =
        [
            .. asked.Concat(peerings.SelectMany(peering => (PeeringSide[])[peering.Requester, peering.Accepter])
                .Where(side => side.Region == lab.Session.Region).Select(side => side.VpcId)).Distinct(),
        ];
        var subject = string.Join(", ", vpcIds);
        List<Filter> inVpc = [new("vpc-id", vpcIds)], attached = [new("attachment.vpc-id", vpcIds)];

        var vpcs = VpcsAsync(vpcIds, subject, inVpc);
        var subnets = snapshot.ReadAsync(
            ModelPart.Subnets, subject,
            (ec2, next, token) => ec2.DescribeSubnetsAsync(new() { Filters = inVpc, MaxResults = Page, NextToken = next }, token),
            response => response.Subnets, response => response.NextToken);
        var tables = snapshot.ReadAsync(
            ModelPart.RouteTables, subject,
            (ec2, next, token) => ec2.DescribeRouteTablesAsync(
                new() { Filters = inVpc, MaxResults = PageOfTables, NextToken = next }, token),
            response => response.RouteTables, response => response.NextToken);
        var interfaces = snapshot.ReadAsync(
            ModelPart.Interfaces, subject,
            (ec2, next, token) => ec2.DescribeNetworkInterfacesAsync(new() { Filters = inVpc, MaxResults = Page, NextToken = next }, token),
            response => response.NetworkInterfaces, response => response.NextToken);
        var instances = snapshot.ReadAsync(
            ModelPart.Instances, subject,
            (ec2, next, token) => ec2.DescribeInstancesAsync(new() { Filters = inVpc, MaxResults = Page, NextToken = next }, token),
            response => response.Reservations?.SelectMany(reservation => reservation.Instances ?? []), response => response.NextToken);
        var groups = GroupsAsync(subject, inVpc);
        var acls = snapshot.ReadAsync(
            ModelPart.NetworkAcls, subject,
            (ec2, next, token) => ec2.DescribeNetworkAclsAsync(new() { Filters = inVpc, MaxResults = Page, NextToken = next }, token),
            response => response.NetworkAcls, response => response.NextToken);
        var internet = snapshot.ReadAsync(
            ModelPart.InternetGateways, subject,
            (ec2, next, token) => ec2.DescribeInternetGatewaysAsync(
                new() { Filters = attached, MaxResults = Page, NextToken = next }, token),
            response => response.InternetGateways, response => response.NextToken);
        var egressOnly = snapshot.ReadAsync(
            ModelPart.EgressOnlyInternetGateways, subject,
            (ec2, next, token) => ec2.DescribeEgressOnlyInternetGatewaysAsync(
                new() { MaxResults = PageOfGateways, NextToken = next }, token),
            response => response.EgressOnlyInternetGateways, response => response.NextToken);
        var nat = snapshot.ReadAsync(
            ModelPart.NatGateways, subject,
            (ec2, next, token) => ec2.DescribeNatGatewaysAsync(new() { Filter = inVpc, MaxResults = Page, NextToken = next }, token),
            response => response.NatGateways, response => response.NextToken);
        var endpoints = snapshot.ReadAsync(
            ModelPart.Endpoints, subject,
            (ec2, next, token) => ec2.DescribeVpcEndpointsAsync(new() { Filters = inVpc, MaxResults = Page, NextToken = next }, token),
            response => response.VpcEndpoints, response => response.NextToken);
        var ownLists = snapshot.ReadAsync(
            ModelPart.PrefixLists, lab.Session.Region,
            (ec2, next, token) => ec2.DescribePrefixListsAsync(new() { MaxResults = Page, NextToken = next }, token),
            response => response.PrefixLists, response => response.NextToken);
        var blocking = BlockPublicAccessAsync();
        NamesReader names = new(lab, snapshot, asked[0]);
        var zones = names.ZonesAsync();
        var firewall = names.FirewallAsync();

        List<RouteTableModel> routeTables = [.. (await tables).Select(ModelOf.RouteTable)];
        var groupModels = await groups;
        List<PrefixListModel> lists = [.. (await ownLists).Select(ModelOf.PrefixList)];
        var customers = await CustomerListsAsync(routeTables, groupModels, lists);
        var vpcModels = await vpcs;
        var instanceList = await instances;
        var known = (await interfaces).Select(ModelOf.Interface).ToList();
        return new()
        {
            Region = lab.Session.Region,
            AccountId = lab.Session.AccountId,
            Vpcs = vpcModels,
            Subnets = [.. (await subnets).Select(ModelOf.Subnet)],
            RouteTables = routeTables,
            Interfaces = snapshot.Unread.ContainsKey(ModelPart.Interfaces) ? [.. instanceList.SelectMany(ModelOf.InterfacesOf)] : known,
            Instances = [.. instanceList.Select(ModelOf.Instance)],
            Groups = groupModels,
            Acls = [.. (await acls).Select(AclModel.From)],
            Gateways =
            [
                .. (await internet).Select(ModelOf.InternetGateway),
                .. (await egressOnly).Select(ModelOf.EgressOnlyGateway).Where(gateway => vpcIds.Contains(gateway.VpcId!)),
            ],
            NatGateways = [.. (await nat).Select(ModelOf.NatGateway)],
            Peerings = peerings,
            Endpoints = [.. (await endpoints).Select(endpoint => EndpointModel.From(new(lab.Session, endpoint)))],
            PrefixLists = [.. lists, .. customers],
            DhcpOptions = await DhcpOptionsAsync(vpcModels),
            Zones = await zones,
            FirewallRules = await firewall,
            BlockPublicAccess = await blocking,
            Unread = snapshot.Unread,
        };
    }

    private async Task<IReadOnlyList<PeeringModel>> PeeringsAsync(List<string> vpcIds)
    {
        var found = await Task.WhenAll(Of("requester-vpc-info.vpc-id"), Of("accepter-vpc-info.vpc-id"));
        return [.. found.SelectMany(side => side).DistinctBy(peering => peering.VpcPeeringConnectionId).Select(ModelOf.Peering)];

        Task<IReadOnlyList<VpcPeeringConnection>> Of(string filter) => snapshot.ReadAsync(
            ModelPart.Peerings, string.Join(", ", vpcIds),
            (ec2, next, token) => ec2.DescribeVpcPeeringConnectionsAsync(
                new() { Filters = [new(filter, vpcIds)], MaxResults = Page, NextToken = next }, token),
            response => response.VpcPeeringConnections, response => response.NextToken);
    }

    private async Task<IReadOnlyList<VpcModel>> VpcsAsync(List<string> vpcIds, string subject, List<Filter> inVpc)
    {
        var found = await snapshot.ReadAsync(
            ModelPart.Vpcs, subject,
            (ec2, next, token) => ec2.DescribeVpcsAsync(new() { Filters = inVpc, MaxResults = Page, NextToken = next }, token),
            response => response.Vpcs, response => response.NextToken);
        var models = found.Select(ModelOf.Vpc).ToList();
        return await Task.WhenAll(models.Where(vpc => vpcIds.Contains(vpc.Id)).Select(async vpc => vpc with
        {
            EnableDnsSupport = await AttributeAsync(vpc.Id, VpcAttributeName.EnableDnsSupport, answer => answer.EnableDnsSupport),
            EnableDnsHostnames = await AttributeAsync(vpc.Id, VpcAttributeName.EnableDnsHostnames, answer => answer.EnableDnsHostnames),
        }));
    }

    private Task<bool?> AttributeAsync(string vpcId, VpcAttributeName name, Func<DescribeVpcAttributeResponse, bool?> value) =>
        snapshot.ReadAsync(
            ModelPart.DnsAttributes, "ec2:DescribeVpcAttribute", vpcId,
            async () => value(await lab.Ec2(
                (ec2, token) => ec2.DescribeVpcAttributeAsync(new() { VpcId = vpcId, Attribute = name }, token), vpcId)),
            otherwise: null);

    private async Task<IReadOnlyList<GroupModel>> GroupsAsync(string subject, List<Filter> inVpc)
    {
        var groups = await snapshot.ReadAsync(
            ModelPart.SecurityGroups, subject,
            (ec2, next, token) => ec2.DescribeSecurityGroupsAsync(new() { Filters = inVpc, MaxResults = Page, NextToken = next }, token),
            response => response.SecurityGroups, response => response.NextToken);
        var rules = await Task.WhenAll(groups.Select(group => group.GroupId).Chunk(MostFilterValues).Select(ids => snapshot.ReadAsync(
            ModelPart.SecurityGroups, subject,
            (ec2, next, token) => ec2.DescribeSecurityGroupRulesAsync(
                new() { Filters = [new("group-id", [.. ids])], MaxResults = Page, NextToken = next }, token),
            response => response.SecurityGroupRules, response => response.NextToken)));
        var byGroup = rules.SelectMany(some => some).ToLookup(rule => rule.GroupId, ModelOf.GroupRule);
        return [.. groups.Select(group => new GroupModel(group.GroupId, group.VpcId, [.. byGroup[group.GroupId]]))];
    }

    /// <summary>The lists of customers that routes and rules name.</summary>
    private async Task<IEnumerable<PrefixListModel>> CustomerListsAsync(
        IEnumerable<RouteTableModel> tables, IEnumerable<GroupModel> groups, IEnumerable<PrefixListModel> known)
    {
        var named = tables.SelectMany(table => table.Routes).Select(route => route.PrefixListId)
            .Concat(groups.SelectMany(group => group.Rules).Select(rule => rule.PrefixListId))
            .OfType<string>().Distinct().Except(known.Select(list => list.Id));
        var lists = await Task.WhenAll(named.Select(async id =>
        {
            IReadOnlyList<PrefixListEntry>? entries = await snapshot.ReadAsync<IReadOnlyList<PrefixListEntry>?>(
                ModelPart.CustomerPrefixLists, "ec2:GetManagedPrefixListEntries", id,
                async () => await lab.Ec2Pages(
                    (ec2, next, token) => ec2.GetManagedPrefixListEntriesAsync(
                        new() { PrefixListId = id, MaxResults = PageOfEntries, NextToken = next }, token),
                    response => response.Entries, response => response.NextToken, id),
                otherwise: null);
            return entries is null ? null : new PrefixListModel(id, id, [.. entries.Select(entry => Cidr.Parse(entry.Cidr))]);
        }));
        return lists.OfType<PrefixListModel>();
    }

    private async Task<IReadOnlyList<DhcpOptionsModel>> DhcpOptionsAsync(IEnumerable<VpcModel> vpcs)
    {
        List<string> ids = [.. vpcs.Select(vpc => vpc.DhcpOptionsId).OfType<string>().Where(id => id != "default").Distinct()];
        var found = ids.Count == 0 ? [] : await snapshot.ReadAsync(
            ModelPart.DhcpOptions, string.Join(", ", ids),
            (ec2, next, token) => ec2.DescribeDhcpOptionsAsync(
                new() { Filters = [new("dhcp-options-id", ids)], MaxResults = Page, NextToken = next }, token),
            response => response.DhcpOptions, response => response.NextToken);
        return [.. found.Select(ModelOf.DhcpOptions)];
    }

    private async Task<BlockPublicAccessModel> BlockPublicAccessAsync()
    {
        var region = lab.Session.Region;
        var mode = await snapshot.ReadAsync(
            ModelPart.BlockPublicAccess, "ec2:DescribeVpcBlockPublicAccessOptions", region,
            async () => (await lab.Ec2((ec2, token) => ec2.DescribeVpcBlockPublicAccessOptionsAsync(new(), token)))
                .VpcBlockPublicAccessOptions?.InternetGatewayBlockMode?.Value,
            otherwise: null);
        if (mode is null || mode == BlockPublicAccessModel.Off.Mode)
        {
            return BlockPublicAccessModel.Off;
        }

        var exclusions = await snapshot.ReadAsync(
            ModelPart.BlockPublicAccess, region,
            (ec2, next, token) => ec2.DescribeVpcBlockPublicAccessExclusionsAsync(new() { MaxResults = Page, NextToken = next }, token),
            response => response.VpcBlockPublicAccessExclusions, response => response.NextToken);
        return new(mode, [.. exclusions.Select(ModelOf.Exclusion).OfType<BlockPublicAccessExclusion>()]);
    }
}
