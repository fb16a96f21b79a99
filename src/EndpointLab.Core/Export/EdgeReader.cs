using Amazon.EC2.Model;
using EndpointLab.Analysis;

namespace EndpointLab.Export;

/// <summary>Reads what a VPC shares with others: the ways out of it that have another end, and lists and options that have an id.</summary>
internal sealed class EdgeReader(VpcReads reads)
{
    private const int PageOfEntries = 100;

    public async Task<IReadOnlyList<VpcPeeringConnection>> PeeringsAsync()
    {
        var sides = await Task.WhenAll(((string[])["requester-vpc-info.vpc-id", "accepter-vpc-info.vpc-id"]).Select(side =>
            reads.TryPagesAsync(
                "with whom the VPC is peered",
                (ec2, next, token) => ec2.DescribeVpcPeeringConnectionsAsync(
                    new() { Filters = [new(side, [reads.VpcId])], NextToken = next }, token),
                answer => answer.VpcPeeringConnections, answer => answer.NextToken)));
        return
        [
            .. sides.SelectMany(side => side)
                .Where(peering => peering.Status?.Code?.Value is "active" or "provisioning" or "pending-acceptance")
                .OrderBy(peering => VpcContents.NameOf(peering.Tags)).ThenBy(peering => peering.RequesterVpcInfo.VpcId != reads.VpcId),
        ];
    }

    public async Task<IReadOnlyList<VpnGateway>> VpnGatewaysAsync()
    {
        var gateways = await reads.TryAsync(
            "whether there is a VPN gateway",
            async () => (await reads.Lab.Ec2((ec2, token) => ec2.DescribeVpnGatewaysAsync(
                new() { Filters = [new("attachment.vpc-id", [reads.VpcId])] }, token))).VpnGateways ?? []);
        return [.. (gateways ?? []).Where(gateway => gateway.VpcAttachments?.Any(
            at => at.VpcId == reads.VpcId && at.State?.Value is "attaching" or "attached") is true)];
    }

    /// <summary>Null where it has those that a Region gives its VPCs.</summary>
    public async Task<DhcpOptions?> DhcpOptionsAsync(Amazon.EC2.Model.Vpc vpc)
    {
        if (vpc.DhcpOptionsId is not { Length: > 0 } id || id == DhcpText.None)
        {
            return vpc.DhcpOptionsId is null ? null : new() { DhcpOptionsId = vpc.DhcpOptionsId };
        }

        var all = await reads.TryPagesAsync(
            "what names and servers instances are told",
            (ec2, next, token) => ec2.DescribeDhcpOptionsAsync(new() { DhcpOptionsIds = [id], NextToken = next }, token),
            answer => answer.DhcpOptions, answer => answer.NextToken);
        return all.Find(options => !DhcpText.IsOfRegion(options, reads.Lab.Session.Region));
    }

    /// <summary>Says what has Amazon's DNS answer otherwise in the VPC: it is kept elsewhere, and may serve other VPCs as well.</summary>
    public async Task NoteNamesAsync()
    {
        Analysis.Snapshot snapshot = new(reads.Lab);
        NamesReader names = new(reads.Lab, snapshot, reads.VpcId);
        foreach (var zone in await names.ZonesAsync())
        {
            reads.Note($"The private hosted zone {zone.Name} ({zone.Id}) is associated with the VPC, and is left out.");
        }

        foreach (var group in (await names.FirewallAsync()).Select(rule => rule.RuleGroupId).Distinct())
        {
            reads.Note($"The DNS firewall's rule group {group} is associated with the VPC, and is left out.");
        }

        foreach (var unread in snapshot.Unread.Values)
        {
            reads.Note($"{unread}");
        }
    }

    public async Task<IReadOnlyList<VpcBlockPublicAccessExclusion>> ExclusionsAsync(IEnumerable<string> subnetIds)
    {
        var excluded = subnetIds.Prepend(reads.VpcId).ToList();
        var all = await reads.TryPagesAsync(
            "what is excluded from VPC Block Public Access",
            (ec2, next, token) => ec2.DescribeVpcBlockPublicAccessExclusionsAsync(new() { NextToken = next }, token),
            answer => answer.VpcBlockPublicAccessExclusions, answer => answer.NextToken);
        return
        [
            .. all.Where(one => one.State?.Value?.StartsWith("delete", StringComparison.Ordinal) is not true)
                .Where(one => excluded.Contains(VpcContents.ExcludedBy(one))).OrderBy(one => excluded.IndexOf(VpcContents.ExcludedBy(one))),
        ];
    }

    public async Task<IReadOnlyList<ManagedPrefixList>> PrefixListsAsync(
        IEnumerable<Amazon.EC2.Model.SecurityGroupRule> rules, IEnumerable<Amazon.EC2.Model.RouteTable> tables)
    {
        List<string> ids =
        [
            .. rules.Select(rule => rule.PrefixListId)
                .Concat(tables.SelectMany(table => table.Routes ?? []).Select(route => route.DestinationPrefixListId))
                .OfType<string>().Distinct(),
        ];
        return ids.Count == 0 ? [] : await reads.TryPagesAsync(
            "what prefix lists are called",
            (ec2, next, token) => ec2.DescribeManagedPrefixListsAsync(new() { PrefixListIds = ids, NextToken = next }, token),
            answer => answer.PrefixLists?.OrderBy(list => list.PrefixListName, StringComparer.Ordinal), answer => answer.NextToken);
    }

    /// <summary>Those of the account's own lists, by the list's id.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<PrefixListEntry>>> EntriesAsync(IEnumerable<ManagedPrefixList> lists)
    {
        Dictionary<string, IReadOnlyList<PrefixListEntry>> entries = [];
        foreach (var id in lists.Where(list => list.OwnerId == reads.Lab.Session.AccountId).Select(list => list.PrefixListId))
        {
            var own = await reads.TryAsync(
                "what blocks a prefix list has",
                () => reads.PagesAsync(
                    (ec2, next, token) => ec2.GetManagedPrefixListEntriesAsync(
                        new() { PrefixListId = id, MaxResults = PageOfEntries, NextToken = next }, token),
                    answer => answer.Entries, answer => answer.NextToken));
            if (own is not null)
            {
                entries[id] = [.. own.OrderBy(entry => entry.Cidr, StringComparer.Ordinal)];
            }
        }

        return entries;
    }
}
