using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using EndpointLab.Analysis;
using EndpointLab.Labs;

namespace EndpointLab.Export;

/// <summary>
/// Reads what an export holds, by Describe, Get and List calls alone. Without the network's own parts there is no export; any other
/// call that is refused leaves its part out, and a note says so.
/// </summary>
internal sealed class VpcReader
{
    private readonly LabOperation lab;
    private readonly string vpcId;
    private readonly List<Filter> inVpc;
    private readonly ConfigurationReads reads = new();
    private readonly List<string> notes = [];

    private VpcReader(LabOperation lab, string vpcId) => (this.lab, this.vpcId, inVpc) = (lab, vpcId, [new("vpc-id", [vpcId])]);

    /// <exception cref="LabException">There is no such VPC, or its network may not be read.</exception>
    public static Task<VpcContents> ReadAsync(LabOperation lab, string vpcId) => new VpcReader(lab, vpcId).ReadAsync();

    private async Task<VpcContents> ReadAsync()
    {
        var vpcs = await PagesAsync(
            (ec2, next, token) => ec2.DescribeVpcsAsync(new() { VpcIds = [vpcId], NextToken = next }, token),
            answer => answer.Vpcs, answer => answer.NextToken);
        var subnets = PagesAsync(
            (ec2, next, token) => ec2.DescribeSubnetsAsync(new() { Filters = inVpc, NextToken = next }, token),
            answer => answer.Subnets, answer => answer.NextToken);
        var tables = PagesAsync(
            (ec2, next, token) => ec2.DescribeRouteTablesAsync(new() { Filters = inVpc, NextToken = next }, token),
            answer => answer.RouteTables, answer => answer.NextToken);
        var groups = PagesAsync(
            (ec2, next, token) => ec2.DescribeSecurityGroupsAsync(new() { Filters = inVpc, NextToken = next }, token),
            answer => answer.SecurityGroups, answer => answer.NextToken);
        var endpoints = PagesAsync(
            (ec2, next, token) => ec2.DescribeVpcEndpointsAsync(new() { Filters = inVpc, NextToken = next }, token),
            answer => answer.VpcEndpoints, answer => answer.NextToken);
        var gateways = PagesAsync(
            (ec2, next, token) => ec2.DescribeInternetGatewaysAsync(
                new() { Filters = [new("attachment.vpc-id", [vpcId])], NextToken = next }, token),
            answer => answer.InternetGateways, answer => answer.NextToken);
        var acls = TryPagesAsync(
            "What network ACLs deny",
            (ec2, next, token) => ec2.DescribeNetworkAclsAsync(new() { Filters = inVpc, NextToken = next }, token),
            answer => answer.NetworkAcls, answer => answer.NextToken);
        var instances = TryPagesAsync(
            "What instances there are",
            (ec2, next, token) => ec2.DescribeInstancesAsync(new() { Filters = inVpc, NextToken = next }, token),
            answer => answer.Reservations?.SelectMany(reservation => reservation.Instances ?? []), answer => answer.NextToken);
        var nat = TryPagesAsync(
            "What NAT gateways there are",
            (ec2, next, token) => ec2.DescribeNatGatewaysAsync(new() { Filter = inVpc, NextToken = next }, token),
            answer => answer.NatGateways, answer => answer.NextToken);
        var egressOnly = TryPagesAsync(
            "Whether there is an egress-only internet gateway",
            (ec2, next, token) => ec2.DescribeEgressOnlyInternetGatewaysAsync(new() { NextToken = next }, token),
            answer => answer.EgressOnlyInternetGateways, answer => answer.NextToken);
        var zones = reads.TryAsync(
            async () => (await lab.Ec2((ec2, token) => ec2.DescribeAvailabilityZonesAsync(new(), token))).AvailabilityZones,
            "What zones there are");

        var vpc = vpcs[0];
        var rules = await RulesAsync([.. (await groups).Select(group => group.GroupId)]);
        var there = (await instances).Where(instance => instance.State.Name.Value is not ("terminated" or "shutting-down")).ToList();
        var natThere = (await nat).Where(gateway => gateway.State.Value is "pending" or "available").ToList();
        var profiles = await ProfilesAsync(there);
        var inOrder = (await subnets)
            .OrderBy(subnet => VpcContents.NameOf(subnet.Tags)).ThenBy(subnet => subnet.CidrBlock, StringComparer.Ordinal).ToList();
        await NoteTheRestAsync(vpc);
        return new()
        {
            Region = lab.Session.Region,
            AccountId = lab.Session.AccountId,
            Vpc = vpc,
            EnableDnsSupport = await AttributeAsync(VpcAttributeName.EnableDnsSupport, answer => answer.EnableDnsSupport),
            EnableDnsHostnames = await AttributeAsync(VpcAttributeName.EnableDnsHostnames, answer => answer.EnableDnsHostnames),
            Zones =
            [
                .. (await zones ?? []).Where(zone => zone.ZoneType is null or "availability-zone").Select(zone => zone.ZoneName)
                    .Order(StringComparer.Ordinal),
            ],
            Subnets = inOrder,
            InternetGateways = await gateways,
            EgressOnlyInternetGateways = [.. (await egressOnly).Where(gateway => gateway.Attachments?.Any(at => at.VpcId == vpcId) is true)],
            RouteTables =
            [
                .. (await tables).OrderBy(table => VpcContents.NameOf(table.Tags)).ThenBy(table => inOrder.FindIndex(
                    subnet => table.Associations?.Any(at => at.SubnetId == subnet.SubnetId) is true)),
            ],
            Groups = [.. (await groups).OrderBy(group => group.GroupName, StringComparer.Ordinal)],
            GroupRules = InOrder(rules, await groups),
            Acls = [.. (await acls).OrderBy(acl => VpcContents.NameOf(acl.Tags)).ThenBy(acl => acl.Entries.Count)],
            NatGateways =
            [
                .. natThere.OrderBy(gateway => VpcContents.NameOf(gateway.Tags))
                    .ThenBy(gateway => inOrder.FindIndex(subnet => subnet.SubnetId == gateway.SubnetId)),
            ],
            Addresses = await AddressesAsync(there, natThere),
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
            WithUserData = await UserDataAsync(there),
            Volumes = await VolumesAsync(there),
            PrefixLists = await PrefixListsAsync(rules, await tables),
            NewestImages = await NewestImagesAsync(there),
            Profiles = profiles,
            Buckets = await BucketsAsync(vpc, profiles),
            Notes = [.. notes.Concat(reads.Unread.Select(unread => $"{unread}")).Distinct()],
        };
    }

    private Task<List<TItem>> PagesAsync<TResponse, TItem>(
        Func<IAmazonEC2, string?, CancellationToken, Task<TResponse>> page,
        Func<TResponse, IEnumerable<TItem>?> items,
        Func<TResponse, string?> next)
        where TResponse : AmazonWebServiceResponse => lab.Ec2Pages(page, items, next, vpcId);

    private async Task<List<TItem>> TryPagesAsync<TResponse, TItem>(
        string matter,
        Func<IAmazonEC2, string?, CancellationToken, Task<TResponse>> page,
        Func<TResponse, IEnumerable<TItem>?> items,
        Func<TResponse, string?> next)
        where TResponse : AmazonWebServiceResponse => await reads.TryAsync(() => PagesAsync(page, items, next), matter) ?? [];

    private async Task<bool> AttributeAsync(VpcAttributeName name, Func<DescribeVpcAttributeResponse, bool?> value) => value(
        await lab.Ec2((ec2, token) => ec2.DescribeVpcAttributeAsync(new() { VpcId = vpcId, Attribute = name }, token), vpcId)) ?? false;

    private async Task<List<Amazon.EC2.Model.SecurityGroupRule>> RulesAsync(List<string> groupIds)
    {
        const int mostFilterValues = 200;
        var rules = await Task.WhenAll(groupIds.Chunk(mostFilterValues).Select(ids => PagesAsync(
            (ec2, next, token) => ec2.DescribeSecurityGroupRulesAsync(new() { Filters = [new("group-id", [.. ids])], NextToken = next }, token),
            answer => answer.SecurityGroupRules, answer => answer.NextToken)));
        return [.. rules.SelectMany(some => some)];
    }

    private static List<Amazon.EC2.Model.SecurityGroupRule> InOrder(
        IEnumerable<Amazon.EC2.Model.SecurityGroupRule> rules, List<Amazon.EC2.Model.SecurityGroup> groups) =>
    [
        .. rules.OrderBy(rule => rule.IsEgress).ThenBy(rule => rule.IpProtocol, StringComparer.Ordinal).ThenBy(rule => rule.FromPort)
            .ThenBy(rule => rule.ToPort).ThenBy(rule => rule.CidrIpv4 ?? rule.CidrIpv6, StringComparer.Ordinal)
            .ThenBy(rule => rule.PrefixListId, StringComparer.Ordinal)
            .ThenBy(rule => groups.Find(group => group.GroupId == rule.ReferencedGroupInfo?.GroupId)?.GroupName, StringComparer.Ordinal)
            .ThenBy(rule => rule.Description),
    ];

    /// <summary>Some are kept by AWS services for the account, and some are only a memory of AWS's.</summary>
    private List<Amazon.EC2.Model.VpcEndpoint> WithoutManaged(IEnumerable<Amazon.EC2.Model.VpcEndpoint> endpoints)
    {
        var there = endpoints.Where(endpoint => !new VpcEndpoint(lab.Session, endpoint).IsGone).ToList();
        notes.AddRange(there.Where(endpoint => endpoint.RequesterManaged ?? false)
            .Select(endpoint => $"{endpoint.VpcEndpointId} ({endpoint.ServiceName}) is left out: an AWS service manages it."));
        return [.. there.Where(endpoint => !(endpoint.RequesterManaged ?? false))];
    }

    private async Task<List<Address>> AddressesAsync(
        IEnumerable<Amazon.EC2.Model.Instance> instances, IEnumerable<Amazon.EC2.Model.NatGateway> nat)
    {
        var mine = nat.SelectMany(gateway => gateway.NatGatewayAddresses ?? []).Select(address => address.AllocationId).ToHashSet();
        var ids = instances.Select(instance => instance.InstanceId).ToHashSet();
        var addresses = await reads.TryAsync(
            async () => (await lab.Ec2((ec2, token) => ec2.DescribeAddressesAsync(new(), token))).Addresses ?? [],
            "What Elastic IP addresses there are");
        return
        [
            .. (addresses ?? []).Where(address => mine.Contains(address.AllocationId) || ids.Contains(address.InstanceId ?? ""))
                .OrderBy(address => VpcContents.NameOf(address.Tags)).ThenBy(address => address.InstanceId is null),
        ];
    }

    private async Task<IReadOnlyCollection<string>> UserDataAsync(IEnumerable<Amazon.EC2.Model.Instance> instances)
    {
        var ids = await Task.WhenAll(instances.Select(async instance =>
        {
            var id = instance.InstanceId;
            var asked = await reads.TryAsync(
                () => lab.Ec2((ec2, token) => ec2.DescribeInstanceAttributeAsync(
                    new() { InstanceId = id, Attribute = InstanceAttributeName.UserData }, token), id),
                "Whether instances have user data");
            return asked?.InstanceAttribute.UserData is { Length: > 0 } ? id : null;
        }));
        return [.. ids.OfType<string>()];
    }

    private async Task<List<Volume>> VolumesAsync(List<Amazon.EC2.Model.Instance> instances)
    {
        List<string> ids =
            [.. instances.SelectMany(instance => instance.BlockDeviceMappings ?? []).Select(device => device.Ebs?.VolumeId).OfType<string>()];
        return ids.Count == 0 ? [] : await TryPagesAsync(
            "What volumes instances have",
            (ec2, next, token) => ec2.DescribeVolumesAsync(new() { VolumeIds = ids, NextToken = next }, token),
            answer => answer.Volumes, answer => answer.NextToken);
    }

    private async Task<List<ManagedPrefixList>> PrefixListsAsync(
        IEnumerable<Amazon.EC2.Model.SecurityGroupRule> rules, IEnumerable<Amazon.EC2.Model.RouteTable> tables)
    {
        List<string> ids =
        [
            .. rules.Select(rule => rule.PrefixListId)
                .Concat(tables.SelectMany(table => table.Routes ?? []).Select(route => route.DestinationPrefixListId))
                .OfType<string>().Distinct(),
        ];
        return ids.Count == 0 ? [] : await TryPagesAsync(
            "What prefix lists are called",
            (ec2, next, token) => ec2.DescribeManagedPrefixListsAsync(new() { PrefixListIds = ids, NextToken = next }, token),
            answer => answer.PrefixLists, answer => answer.NextToken);
    }

    private async Task<IReadOnlyDictionary<string, string>> NewestImagesAsync(IEnumerable<Amazon.EC2.Model.Instance> instances)
    {
        Dictionary<string, string> newest = [];
        foreach (var name in instances.Select(instance => AmazonLinux.ParameterFor(instance.InstanceType)).Distinct())
        {
            var parameter = await reads.TryAsync(
                async () => (await lab.Ssm((ssm, token) => ssm.GetParameterAsync(new() { Name = name }, token), name)).Parameter,
                "What the newest image is");
            if (parameter is not null)
            {
                newest[parameter.Value] = name;
            }
        }

        return newest;
    }

    private async Task<IReadOnlyList<ProfileContents>> ProfilesAsync(IEnumerable<Amazon.EC2.Model.Instance> instances)
    {
        List<ProfileContents> profiles = [];
        var arns = instances.Select(instance => instance.IamInstanceProfile?.Arn).OfType<string>().Distinct();
        foreach (var arn in arns.Order(StringComparer.Ordinal))
        {
            // One with another path has other owners, and maybe other users.
            if (ProfileContents.PathOf(arn) == BucketReader.Path
                && await reads.TryAsync(() => Identities.GetInstanceProfileAsync(lab, arn), "What role instances have") is { } profile)
            {
                profiles.Add(await ProfileAsync(profile));
            }
        }

        return profiles;
    }

    private async Task<ProfileContents> ProfileAsync(InstanceProfile profile)
    {
        var role = profile.RoleName is null ? null
            : await reads.TryAsync(() => Identities.GetRoleAsync(lab, profile.RoleName), "What role instances have");
        if (role is null)
        {
            return new(profile, null, [], []);
        }

        List<IamPolicy> policies = [];
        foreach (var name in await reads.TryAsync(() => Identities.ListInlinePoliciesAsync(lab, role.Entity), "What the role may do") ?? [])
        {
            var policy = await reads.TryAsync(() => Identities.GetInlinePolicyAsync(lab, role.Entity, name), "What the role may do");
            policies.AddRange(policy is null ? [] : [policy]);
        }

        return new(profile, role, policies, await reads.TryAsync(
            () => Identities.ListAttachedPoliciesAsync(lab, role.Entity), "What managed policies the role has") ?? []);
    }

    /// <summary>The bucket of the VPC's lab, and those that the roles of its instances were made for.</summary>
    private async Task<IReadOnlyList<BucketContents>> BucketsAsync(Amazon.EC2.Model.Vpc vpc, IReadOnlyList<ProfileContents> profiles)
    {
        var labName = vpc.Tags?.FirstOrDefault(tag => tag.Key == LabTags.Lab)?.Value;
        var names = profiles.Select(one => one.Profile.InstanceProfileName).ToHashSet();
        if (labName is null && names.Count == 0)
        {
            return [];
        }

        List<BucketContents> buckets = [];
        var all = await reads.TryAsync(
            () => Buckets.ListAsync(
                lab, "", name => names.Contains(name) || labName is not null && name.StartsWith(labName, StringComparison.Ordinal)),
            "What bucket belongs to it") ?? [];
        foreach (var bucket in all.Where(bucket => names.Contains(bucket.BucketName)
            || labName is not null && bucket.Tags.GetValueOrDefault(LabTags.Lab) == labName).OrderBy(bucket => bucket.BucketName))
        {
            var policy = await reads.TryAsync(
                async () => await Buckets.PolicyAsync(lab, bucket.BucketName) ?? "", $"The policy of the bucket {bucket.BucketName}");
            buckets.Add(new(bucket.BucketName, bucket.Tags, policy is { Length: > 0 } ? policy : null));
        }

        return buckets;
    }

    /// <summary>What lies at a VPC's edge and has two ends, or is shared with others.</summary>
    private async Task NoteTheRestAsync(Amazon.EC2.Model.Vpc vpc)
    {
        foreach (var side in (string[])["requester-vpc-info.vpc-id", "accepter-vpc-info.vpc-id"])
        {
            var peerings = await TryPagesAsync(
                "With whom the VPC is peered",
                (ec2, next, token) => ec2.DescribeVpcPeeringConnectionsAsync(new() { Filters = [new(side, [vpcId])], NextToken = next }, token),
                answer => answer.VpcPeeringConnections, answer => answer.NextToken);
            notes.AddRange(peerings.Where(peering => peering.Status?.Code?.Value is "active" or "pending-acceptance")
                .Select(peering => $"The peering connection {peering.VpcPeeringConnectionId} is left out: it has another side."));
        }

        var vpn = await reads.TryAsync(
            async () => (await lab.Ec2((ec2, token) => ec2.DescribeVpnGatewaysAsync(
                new() { Filters = [new("attachment.vpc-id", [vpcId])] }, token))).VpnGateways ?? [],
            "Whether there is a VPN gateway");
        notes.AddRange((vpn ?? []).Select(gateway => $"The VPN gateway {gateway.VpnGatewayId} is left out, and with it what its routes tell."));

        if (vpc.DhcpOptionsId is { Length: > 0 } id and not "default")
        {
            var options = await reads.TryAsync(
                async () => (await lab.Ec2((ec2, token) => ec2.DescribeDhcpOptionsAsync(
                    new() { Filters = [new("dhcp-options-id", [id])] }, token))).DhcpOptions ?? [],
                "What DNS servers instances ask");
            var servers = (options ?? []).SelectMany(one => one.DhcpConfigurations ?? []).Where(one => one.Key == "domain-name-servers")
                .SelectMany(one => one.Values ?? []);
            if (servers.Any(server => server != DhcpOptionsModel.AmazonProvidedDns))
            {
                notes.Add($"The DHCP options {id} are left out: instances of a copy ask Amazon's DNS.");
            }
        }
    }
}
