using Amazon.EC2;
using Amazon.EC2.Model;

namespace EndpointLab.Export;

/// <summary>
/// Reads what an export holds, by Describe, Get and List calls alone. Without the network's own parts there is no export; any other
/// call that is refused leaves its part out, and a note says so.
/// </summary>
internal sealed class VpcReader(VpcReads reads)
{
    /// <exception cref="LabException">There is no such VPC, or its network may not be read.</exception>
    public static Task<VpcContents> ReadAsync(LabOperation lab, string vpcId) => new VpcReader(new(lab, vpcId)).ReadAsync();

    private async Task<VpcContents> ReadAsync()
    {
        EdgeReader edge = new(reads);
        WorkloadReader workload = new(reads);
        var (vpcId, inVpc) = (reads.VpcId, reads.InVpc);
        var vpcs = await reads.PagesAsync(
            (ec2, next, token) => ec2.DescribeVpcsAsync(new() { VpcIds = [vpcId], NextToken = next }, token),
            answer => answer.Vpcs, answer => answer.NextToken);
        var subnets = reads.PagesAsync(
            (ec2, next, token) => ec2.DescribeSubnetsAsync(new() { Filters = inVpc, NextToken = next }, token),
            answer => answer.Subnets, answer => answer.NextToken);
        var tables = reads.PagesAsync(
            (ec2, next, token) => ec2.DescribeRouteTablesAsync(new() { Filters = inVpc, NextToken = next }, token),
            answer => answer.RouteTables, answer => answer.NextToken);
        var groups = reads.PagesAsync(
            (ec2, next, token) => ec2.DescribeSecurityGroupsAsync(new() { Filters = inVpc, NextToken = next }, token),
            answer => answer.SecurityGroups, answer => answer.NextToken);
        var endpoints = reads.PagesAsync(
            (ec2, next, token) => ec2.DescribeVpcEndpointsAsync(new() { Filters = inVpc, NextToken = next }, token),
            answer => answer.VpcEndpoints, answer => answer.NextToken);
        var gateways = reads.PagesAsync(
            (ec2, next, token) => ec2.DescribeInternetGatewaysAsync(
                new() { Filters = [new("attachment.vpc-id", [vpcId])], NextToken = next }, token),
            answer => answer.InternetGateways, answer => answer.NextToken);
        var acls = reads.TryPagesAsync(
            "what network ACLs deny",
            (ec2, next, token) => ec2.DescribeNetworkAclsAsync(new() { Filters = inVpc, NextToken = next }, token),
            answer => answer.NetworkAcls, answer => answer.NextToken);
        var instances = reads.TryPagesAsync(
            "what instances there are",
            (ec2, next, token) => ec2.DescribeInstancesAsync(new() { Filters = inVpc, NextToken = next }, token),
            answer => answer.Reservations?.SelectMany(reservation => reservation.Instances ?? []), answer => answer.NextToken);
        var nat = reads.TryPagesAsync(
            "what NAT gateways there are",
            (ec2, next, token) => ec2.DescribeNatGatewaysAsync(new() { Filter = inVpc, NextToken = next }, token),
            answer => answer.NatGateways, answer => answer.NextToken);
        var egressOnly = reads.TryPagesAsync(
            "whether there is an egress-only internet gateway",
            (ec2, next, token) => ec2.DescribeEgressOnlyInternetGatewaysAsync(new() { NextToken = next }, token),
            answer => answer.EgressOnlyInternetGateways, answer => answer.NextToken);
        var interfaces = reads.TryPagesAsync(
            "what network interfaces there are",
            (ec2, next, token) => ec2.DescribeNetworkInterfacesAsync(new() { Filters = inVpc, NextToken = next }, token),
            answer => answer.NetworkInterfaces, answer => answer.NextToken);
        var zones = reads.TryAsync(
            "what zones there are",
            async () => (await reads.Lab.Ec2((ec2, token) => ec2.DescribeAvailabilityZonesAsync(new(), token))).AvailabilityZones);

        var vpc = vpcs[0];
        var rules = await RulesAsync([.. (await groups).Select(group => group.GroupId)]);
        var there = (await instances).Where(instance => instance.State.Name.Value is not ("terminated" or "shutting-down")).ToList();
        var natThere = (await nat).Where(gateway => gateway.State.Value is "pending" or "available").ToList();
        var own = workload.InterfacesOf(await interfaces);
        var profiles = await workload.ProfilesAsync(there);
        var lists = await edge.PrefixListsAsync(rules, await tables);
        await edge.NoteNamesAsync();
        var inOrder = (await subnets)
            .OrderBy(subnet => VpcContents.NameOf(subnet.Tags)).ThenBy(subnet => subnet.CidrBlock, StringComparer.Ordinal).ToList();
        return new()
        {
            Region = reads.Lab.Session.Region,
            AccountId = reads.Lab.Session.AccountId,
            Vpc = vpc,
            EnableDnsSupport = await AttributeAsync(VpcAttributeName.EnableDnsSupport, answer => answer.EnableDnsSupport),
            EnableDnsHostnames = await AttributeAsync(VpcAttributeName.EnableDnsHostnames, answer => answer.EnableDnsHostnames),
            EnableUsageMetrics = await AttributeAsync(
                VpcAttributeName.EnableNetworkAddressUsageMetrics, answer => answer.EnableNetworkAddressUsageMetrics),
            Zones =
            [
                .. (await zones ?? []).Where(zone => zone.ZoneType is null or "availability-zone").Select(zone => zone.ZoneName)
                    .Order(StringComparer.Ordinal),
            ],
            Subnets = inOrder,
            InternetGateways = await gateways,
            EgressOnlyInternetGateways =
                [.. (await egressOnly).Where(gateway => gateway.Attachments?.Any(at => at.VpcId == vpcId) is true)],
            VpnGateways = await edge.VpnGatewaysAsync(),
            Peerings = await edge.PeeringsAsync(),
            DhcpOptions = await edge.DhcpOptionsAsync(vpc),
            Exclusions = await edge.ExclusionsAsync(inOrder.Select(subnet => subnet.SubnetId)),
            RouteTables =
            [
                .. (await tables).OrderBy(table => VpcContents.NameOf(table.Tags)).ThenBy(table => inOrder.FindIndex(
                    subnet => table.Associations?.Any(at => at.SubnetId == subnet.SubnetId) is true)),
            ],
            Groups = [.. (await groups).OrderBy(group => group.GroupName, StringComparer.Ordinal)],
            GroupRules = InOrder(rules, await groups, lists),
            Acls = [.. (await acls).OrderBy(acl => VpcContents.NameOf(acl.Tags)).ThenBy(acl => acl.Entries.Count)],
            NatGateways =
            [
                .. natThere.OrderBy(gateway => VpcContents.NameOf(gateway.Tags))
                    .ThenBy(gateway => inOrder.FindIndex(subnet => subnet.SubnetId == gateway.SubnetId)),
            ],
            Addresses = await AddressesAsync(there, natThere, own),
            Endpoints =
            [
                .. WithoutManaged(await endpoints).OrderBy(endpoint => VpcContents.NameOf(endpoint.Tags))
                    .ThenBy(endpoint => endpoint.ServiceName, StringComparer.Ordinal).ThenBy(endpoint => endpoint.VpcEndpointType.Value),
            ],
            Instances =
            [
                .. there.OrderBy(instance => VpcContents.NameOf(instance.Tags))
                    .ThenBy(instance => inOrder.FindIndex(subnet => subnet.SubnetId == instance.SubnetId))
                    .ThenBy(instance => instance.LaunchTime),
            ],
            InstanceSettings = await workload.SettingsAsync(there),
            Interfaces = own,
            Volumes = await workload.VolumesAsync(there),
            PrefixLists = lists,
            PrefixListEntries = await edge.EntriesAsync(lists),
            NewestImages = await workload.NewestImagesAsync(there),
            Profiles = profiles,
            Buckets = await workload.BucketsAsync(vpc, profiles),
            Notes = reads.Notes,
        };
    }

    private async Task<bool> AttributeAsync(VpcAttributeName name, Func<DescribeVpcAttributeResponse, bool?> value)
    {
        var vpcId = reads.VpcId;
        return value(await reads.Lab.Ec2(
            (ec2, token) => ec2.DescribeVpcAttributeAsync(new() { VpcId = vpcId, Attribute = name }, token), vpcId)) ?? false;
    }

    private async Task<List<Amazon.EC2.Model.SecurityGroupRule>> RulesAsync(List<string> groupIds)
    {
        const int mostFilterValues = 200;
        var rules = await Task.WhenAll(groupIds.Chunk(mostFilterValues).Select(ids => reads.PagesAsync(
            (ec2, next, token) => ec2.DescribeSecurityGroupRulesAsync(
                new() { Filters = [new("group-id", [.. ids])], NextToken = next }, token),
            answer => answer.SecurityGroupRules, answer => answer.NextToken)));
        return [.. rules.SelectMany(some => some)];
    }

    private static List<Amazon.EC2.Model.SecurityGroupRule> InOrder(
        IEnumerable<Amazon.EC2.Model.SecurityGroupRule> rules,
        List<Amazon.EC2.Model.SecurityGroup> groups,
        IReadOnlyList<ManagedPrefixList> lists) =>
    [
        .. rules.OrderBy(rule => rule.IsEgress).ThenBy(rule => rule.IpProtocol, StringComparer.Ordinal).ThenBy(rule => rule.FromPort)
            .ThenBy(rule => rule.ToPort).ThenBy(rule => rule.CidrIpv4 ?? rule.CidrIpv6, StringComparer.Ordinal)
            .ThenBy(rule => lists.FirstOrDefault(list => list.PrefixListId == rule.PrefixListId)?.PrefixListName, StringComparer.Ordinal)
            .ThenBy(rule => groups.Find(group => group.GroupId == rule.ReferencedGroupInfo?.GroupId)?.GroupName, StringComparer.Ordinal)
            .ThenBy(rule => rule.Description),
    ];

    /// <summary>Some are kept by AWS services for the account, and some are only a memory of AWS's.</summary>
    private List<Amazon.EC2.Model.VpcEndpoint> WithoutManaged(IEnumerable<Amazon.EC2.Model.VpcEndpoint> endpoints)
    {
        var there = endpoints.Where(endpoint => !new VpcEndpoint(reads.Lab.Session, endpoint).IsGone).ToList();
        foreach (var endpoint in there.Where(endpoint => endpoint.RequesterManaged ?? false))
        {
            reads.Note($"{endpoint.VpcEndpointId} ({endpoint.ServiceName}) is left out: an AWS service manages it.");
        }

        return [.. there.Where(endpoint => !(endpoint.RequesterManaged ?? false))];
    }

    private async Task<List<Address>> AddressesAsync(
        IEnumerable<Amazon.EC2.Model.Instance> instances,
        IEnumerable<Amazon.EC2.Model.NatGateway> nat,
        IEnumerable<Amazon.EC2.Model.NetworkInterface> interfaces)
    {
        var mine = nat.SelectMany(gateway => gateway.NatGatewayAddresses ?? []).Select(address => address.AllocationId).ToHashSet();
        var ids = instances.Select(instance => instance.InstanceId).Concat(interfaces.Select(one => one.NetworkInterfaceId)).ToHashSet();
        var addresses = await reads.TryAsync(
            "what Elastic IP addresses there are",
            async () => (await reads.Lab.Ec2((ec2, token) => ec2.DescribeAddressesAsync(new(), token))).Addresses ?? []);
        return
        [
            .. (addresses ?? []).Where(address => mine.Contains(address.AllocationId)
                || ids.Contains(address.InstanceId ?? "") || ids.Contains(address.NetworkInterfaceId ?? ""))
                .OrderBy(address => VpcContents.NameOf(address.Tags)).ThenBy(address => address.InstanceId is null),
        ];
    }
}
