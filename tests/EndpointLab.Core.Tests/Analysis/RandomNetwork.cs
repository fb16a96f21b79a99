using Amazon.EC2;
using Amazon.EC2.Model;

namespace EndpointLab.Core.Tests.Analysis;

/// <summary>
/// Two VPCs with instances, gateways, and endpoints of all types, to which steps happen. What AWS would refuse is refused and leaves
/// things as they were.
/// </summary>
internal sealed class RandomNetwork : IDisposable
{
    private static readonly string[] Everywhere =
    [
        "0.0.0.0/0", "::/0", "10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/24", "10.0.0.0/16", "10.1.0.0/16", "10.1.0.0/17", "10.1.0.0/24",
        "10.9.0.0/16", "52.216.0.0/15", "52.216.0.0/16", "52.216.1.0/24", "3.5.0.0/19", "198.51.100.0/24", "198.51.100.7/32",
        "203.0.113.0/24", "64:ff9b::/96", "2600:1fa0:8000::/39", "2600:1fa0::/32", "2001:db8::/32",
    ];

    private static readonly (int From, int To)[] Ports =
        [(22, 22), (443, 443), (0, 65535), (1024, 65535), (32768, 60999), (32768, 50000), (40000, 65535), (1024, 40000)];

    private readonly List<string> vpcs = [];
    private readonly List<string> subnets = [];
    private readonly List<string> tables = [];
    private readonly List<string> edgeTables = [];
    private readonly List<string> acls = [];
    private readonly List<string> groups = [];
    private readonly List<string> cards = [];
    private readonly List<string> instances = [];
    private readonly List<string> lists = [];

    // What routes lead to.
    private readonly List<string> internetGateways = [];
    private readonly List<string> natGateways = [];
    private readonly List<string> egressOnly = [];
    private readonly List<string> peerings = [];
    private readonly List<string> vpnGateways = [];
    private readonly List<string> inspectors = [];

    private readonly List<string> gatewayEndpoints = [];

    public SimulatedNetwork Network { get; } = new();

    public IReadOnlyList<string> Vpcs => vpcs;

    private IAmazonEC2 Ec2 => Network.Ec2;

    private static CancellationToken Cancel => SimulatedNetwork.Cancel;

    public static async Task<RandomNetwork> BuildAsync()
    {
        RandomNetwork random = new();
        await random.PrepareAsync();
        return random;
    }

    public void Dispose() => Network.Dispose();

    /// <summary>Does one thing, and says what; null where AWS refuses it, or there is nothing to do it to.</summary>
    public async Task<string?> PlayAsync(Step step)
    {
        try
        {
            return await PlayAsync(step.What, new(step));
        }
        catch (Exception refusal) when (refusal is AmazonEC2Exception or LabException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>
    /// In the first VPC a public subnet with a NAT gateway, two private ones behind it, one of them with an interface endpoint, and one for
    /// inspection; in the second, which is its peer, a public and a private one. A gateway endpoint for S3 serves the private ones.
    /// </summary>
    private async Task PrepareAsync()
    {
        lists.AddRange([await Network.PrefixListAsync("s3"), await Network.PrefixListAsync("dynamodb")]);
        await VpcAsync("10.0", 4);
        await VpcAsync("10.1", 2);
        await NatAsync(subnets[0], isPublic: true);
        peerings.Add((await Ec2.CreateVpcPeeringConnectionAsync(new() { VpcId = vpcs[0], PeerVpcId = vpcs[1] }, Cancel))
            .VpcPeeringConnection.VpcPeeringConnectionId);
        await Ec2.AcceptVpcPeeringConnectionAsync(new() { VpcPeeringConnectionId = peerings[0] }, Cancel);
        foreach (var (table, number) in tables.Select((table, number) => (table, number)))
        {
            var isPublic = number is 0 or 4;
            await RouteAsync(table, "0.0.0.0/0", isPublic ? internetGateways[number / 4] : number < 4 ? natGateways[0] : peerings[0]);
            await RouteAsync(table, "::/0", isPublic ? internetGateways[number / 4] : egressOnly[number / 4]);
            await RouteAsync(table, number < 4 ? "10.1.0.0/16" : "10.0.0.0/16", peerings[0]);
        }

        await ServeAsync("s3", [tables[1], tables[2]], isDualStack: true);
        await ConnectAsync("sts", subnets[2], groups[2]);
        inspectors.Add(await Network.InspectAsync(vpcs[0], subnets[3]));
    }

    private async Task VpcAsync(string block, int count)
    {
        var vpc = await Network.VpcAsync($"{block}.0.0/16", ipv6: true);
        vpcs.Add(vpc);
        var ipv6 = (await Ec2.DescribeVpcsAsync(new DescribeVpcsRequest { VpcIds = [vpc] }, Cancel)).Vpcs[0]
            .Ipv6CidrBlockAssociationSet[0].Ipv6CidrBlock;
        internetGateways.Add(await Network.GatewayAsync(vpc));
        egressOnly.Add((await Ec2.CreateEgressOnlyInternetGatewayAsync(new() { VpcId = vpc }, Cancel))
            .EgressOnlyInternetGateway.EgressOnlyInternetGatewayId);
        for (var number = 0; number < count; number++)
        {
            var subnet = (await Ec2.CreateSubnetAsync(
                new()
                {
                    VpcId = vpc,
                    CidrBlock = $"{block}.{number}.0/24",
                    AvailabilityZone = number % 2 == 0 ? "us-east-1a" : "us-east-1b",
                    Ipv6CidrBlock = ipv6.Replace("00::/56", $"0{number}::/64", StringComparison.Ordinal),
                }, Cancel)).Subnet.SubnetId;
            subnets.Add(subnet);
            tables.Add(await Network.TableAsync(vpc, subnet));
            groups.Add((await Ec2.CreateSecurityGroupAsync(new($"{number}", "d") { VpcId = vpc }, Cancel)).GroupId);
            await RuleAsync(groups[^1], isEgress: false, (0, 65535), cidr: "0.0.0.0/0");
            await RuleAsync(groups[^1], isEgress: false, (0, 65535), cidr: "::/0");
            await GuardAsync(subnet);
            await LaunchAsync(subnet, groups[^1], isPublic: number == 0);
        }
    }

    /// <summary>Gives a subnet an ACL of its own, which lets everything pass.</summary>
    private async Task<string> GuardAsync(string subnet)
    {
        var acl = (await Ec2.CreateNetworkAclAsync(new() { VpcId = VpcOf(subnet) }, Cancel)).NetworkAcl.NetworkAclId;
        acls.Add(acl);
        DescribeNetworkAclsRequest ofSubnet = new() { Filters = [new("association.subnet-id", [subnet])] };
        var association = (await Ec2.DescribeNetworkAclsAsync(ofSubnet, Cancel)).NetworkAcls[0]
            .Associations.Single(one => one.SubnetId == subnet).NetworkAclAssociationId;
        await Ec2.ReplaceNetworkAclAssociationAsync(new() { AssociationId = association, NetworkAclId = acl }, Cancel);
        foreach (var isEgress in (bool[])[true, false])
        {
            await EntryAsync(acl, isEgress, 32000, allows: true, (0, 65535), "0.0.0.0/0");
            await EntryAsync(acl, isEgress, 32001, allows: true, (0, 65535), "::/0");
        }

        return acl;
    }

    private async Task ServeAsync(string service, IReadOnlyList<string> onTables, bool isDualStack) =>
        gatewayEndpoints.Add((await Ec2.CreateVpcEndpointAsync(
            new()
            {
                VpcId = vpcs[0],
                ServiceName = $"com.amazonaws.us-east-1.{service}",
                RouteTableIds = [.. onTables],
                IpAddressType = isDualStack ? "dualstack" : null,
            }, Cancel)).VpcEndpoint.VpcEndpointId);

    private Task ConnectAsync(string service, string subnet, string group) => Ec2.CreateVpcEndpointAsync(
        new()
        {
            VpcId = VpcOf(subnet),
            VpcEndpointType = VpcEndpointType.Interface,
            ServiceName = $"com.amazonaws.us-east-1.{service}",
            SubnetIds = [subnet],
            SecurityGroupIds = [group],
            PrivateDnsEnabled = false,
        }, Cancel);

    private string VpcOf(string subnet) => vpcs[subnets.IndexOf(subnet) < 4 ? 0 : 1];

    private async Task LaunchAsync(string subnet, string group, bool isPublic)
    {
        var card = await Network.LaunchAsync(subnet, group, isPublic, ipv6: true);
        cards.Add(card.NetworkInterfaceId);
        instances.Add(card.InstanceId!);
    }

    private async Task<string> PlayAsync(int what, Dice dice)
    {
        switch (what)
        {
            case 0 or 1 or 2:
                var (table, block) = (dice.Of(tables), dice.Of(Everywhere));
                var target = dice.Of(
                    [.. internetGateways, .. natGateways, .. egressOnly, .. peerings, .. vpnGateways, .. inspectors, .. cards.Take(1)]);
                await RouteAsync(table, block, target);
                return $"route {block} → {target} in {table}";
            case 3:
                var nat = await NatAsync(dice.Of(subnets), dice.Flip);
                return $"NAT {nat}";
            case 4 or 28 or 29:
                var (detoured, around) = (dice.Of(tables), dice.Of(Everywhere));
                await RouteAsync(detoured, around, dice.Of(inspectors));
                return $"{around} in {detoured} by inspection";
            case 5:
                var (service, onTables) = (dice.Flip ? "s3" : "dynamodb", dice.Some(tables));
                await ServeAsync(service, onTables, service is "s3" && dice.Flip);
                return $"gateway endpoint {service} on {string.Join(' ', onTables)}";
            case 6:
                var (into, with) = (dice.Of(subnets), dice.Of(groups));
                await ConnectAsync(dice.Of(["s3", "sts", "ec2"]), into, with);
                return $"interface endpoint in {into} with {with}";
            case 7:
                var inspected = dice.Of(subnets);
                inspectors.Add(await Network.InspectAsync(VpcOf(inspected), inspected));
                return $"inspection in {inspected}";
            case 8 or 9:
                var (group, ports) = (dice.Of(groups), dice.Of(Ports));
                var isEgress = dice.Flip;
                switch (dice.Next(3))
                {
                    case 0:
                        var cidr = dice.Of(Everywhere);
                        await RuleAsync(group, isEgress, ports, cidr: cidr);
                        return $"rule of {group} {isEgress} {ports} {cidr}";
                    case 1:
                        var list = dice.Of(lists);
                        await RuleAsync(group, isEgress, ports, list: list);
                        return $"rule of {group} {isEgress} {ports} {list}";
                    default:
                        var other = dice.Of(groups);
                        await RuleAsync(group, isEgress, ports, other: other);
                        return $"rule of {group} {isEgress} {ports} {other}";
                }

            case 10:
                return $"revoked {await RevokeAsync(dice.Of(groups), dice.Flip)}";
            case 11:
                var (card, some) = (dice.Of(cards), dice.Some(groups));
                await Ec2.ModifyNetworkInterfaceAttributeAsync(new() { NetworkInterfaceId = card, Groups = [.. some] }, Cancel);
                return $"{card} in {string.Join(' ', some)}";
            case 12:
                return $"{await GuardAsync(dice.Of(subnets))} guards another subnet";
            case 13 or 14 or 15 or 25 or 26 or 27:
                var (of, outward, number, allows, range, from) =
                    (dice.Of(acls), dice.Flip, 1 + dice.Next(30000), dice.Flip, dice.Of(Ports), dice.Of(Everywhere));
                await EntryAsync(of, outward, number, allows, range, from);
                return $"{of} {(outward ? "outbound" : "inbound")} {number} {(allows ? "allow" : "deny")} {range} {from}";
            case 16:
                await Ec2.StopInstancesAsync(new() { InstanceIds = [dice.Of(instances)] }, Cancel);
                return "stopped";
            case 17 or 30 or 31:
                return $"edge table {await EdgeAsync(dice)}";
            case 18:
                var mode = dice.Of(["block-ingress", "block-bidirectional"]);
                await Ec2.ModifyVpcBlockPublicAccessOptionsAsync(new() { InternetGatewayBlockMode = mode }, Cancel);
                return mode;
            case 19:
                var (vpcId, subnetId) = dice.Flip ? (dice.Of(vpcs), null) : ((string?)null, dice.Of(subnets));
                var exclusion = dice.Of(["allow-egress", "allow-bidirectional"]);
                await Ec2.CreateVpcBlockPublicAccessExclusionAsync(
                    new() { VpcId = vpcId, SubnetId = subnetId, InternetGatewayExclusionMode = exclusion }, Cancel);
                return $"{exclusion} for {vpcId ?? subnetId}";
            case 20:
                var gone = dice.Of([.. natGateways, .. gatewayEndpoints, .. internetGateways]);
                await RemoveAsync(gone);
                return $"{gone} gone";
            case 21:
                var vpn = (await Ec2.CreateVpnGatewayAsync(new(GatewayType.Ipsec1), Cancel)).VpnGateway.VpnGatewayId;
                await Ec2.AttachVpnGatewayAsync(new() { VpcId = vpcs[0], VpnGatewayId = vpn }, Cancel);
                vpnGateways.Add(vpn);
                return $"VPN {vpn}";
            case 22:
                await LaunchAsync(dice.Of(subnets), dice.Of(groups), dice.Flip);
                return "another instance";
            case 23:
                var (replaced, local) = (dice.Of(tables), dice.Of(["10.0.0.0/16", "10.1.0.0/16"]));
                var detour = dice.Of([.. inspectors, .. natGateways]);
                await Ec2.ReplaceRouteAsync(
                    new()
                    {
                        RouteTableId = replaced,
                        DestinationCidrBlock = local,
                        VpcEndpointId = detour.StartsWith("vpce", StringComparison.Ordinal) ? detour : null,
                        NatGatewayId = detour.StartsWith("nat", StringComparison.Ordinal) ? detour : null,
                    }, Cancel);
                return $"{replaced} {local} → {detour} instead of local";
            case 24:
                var (cut, way) = (dice.Of(tables), dice.Of(Everywhere));
                await Ec2.DeleteRouteAsync(
                    new()
                    {
                        RouteTableId = cut,
                        DestinationCidrBlock = way.Contains(':', StringComparison.Ordinal) ? null : way,
                        DestinationIpv6CidrBlock = way.Contains(':', StringComparison.Ordinal) ? way : null,
                    }, Cancel);
                return $"no {way} in {cut}";
            default:
                throw new ArgumentOutOfRangeException(nameof(what));
        }
    }

    private Task RouteAsync(string table, string block, string target)
    {
        return Ec2.CreateRouteAsync(new()
        {
            RouteTableId = table,
            DestinationCidrBlock = block.Contains(':', StringComparison.Ordinal) ? null : block,
            DestinationIpv6CidrBlock = block.Contains(':', StringComparison.Ordinal) ? block : null,
            GatewayId = If("igw-") ?? If("vgw-"),
            NatGatewayId = If("nat-"),
            EgressOnlyInternetGatewayId = If("eigw-"),
            VpcPeeringConnectionId = If("pcx-"),
            VpcEndpointId = If("vpce-"),
            NetworkInterfaceId = If("eni-"),
        }, Cancel);

        string? If(string prefix) => target.StartsWith(prefix, StringComparison.Ordinal) ? target : null;
    }

    private async Task<string> NatAsync(string subnet, bool isPublic)
    {
        var nat = (await Ec2.CreateNatGatewayAsync(
            new()
            {
                SubnetId = subnet,
                ConnectivityType = isPublic ? ConnectivityType.Public : ConnectivityType.Private,
                AllocationId = isPublic ? (await Ec2.AllocateAddressAsync(new() { Domain = DomainType.Vpc }, Cancel)).AllocationId : null,
            }, Cancel)).NatGateway.NatGatewayId;
        natGateways.Add(nat);
        return nat;
    }

    private async Task<string> EdgeAsync(Dice dice)
    {
        var (gateway, block, inspector) = (dice.Next(2), dice.Next(4), dice.Of(inspectors));
        if (edgeTables.Count <= gateway)
        {
            var made = (await Ec2.CreateRouteTableAsync(new() { VpcId = vpcs[gateway] }, Cancel)).RouteTable.RouteTableId;
            edgeTables.Add(made);
            await Ec2.AssociateRouteTableAsync(new() { RouteTableId = made, GatewayId = internetGateways[gateway] }, Cancel);
        }

        await RouteAsync(edgeTables[gateway], $"10.{gateway}.{block}.0/24", inspector);
        return $"{edgeTables[gateway]} 10.{gateway}.{block}.0/24 → {inspector}";
    }

    private async Task RuleAsync(
        string group, bool isEgress, (int From, int To) ports, string? cidr = null, string? list = null, string? other = null)
    {
        IpPermission permission = new()
        {
            IpProtocol = "tcp",
            FromPort = ports.From,
            ToPort = ports.To,
            Ipv4Ranges = cidr?.Contains(':', StringComparison.Ordinal) is false ? [new() { CidrIp = cidr }] : null,
            Ipv6Ranges = cidr?.Contains(':', StringComparison.Ordinal) is true ? [new() { CidrIpv6 = cidr }] : null,
            PrefixListIds = list is null ? null : [new() { Id = list }],
            UserIdGroupPairs = other is null ? null : [new() { GroupId = other }],
        };
        if (isEgress)
        {
            await Ec2.AuthorizeSecurityGroupEgressAsync(new() { GroupId = group, IpPermissions = [permission] }, Cancel);
        }
        else
        {
            await Ec2.AuthorizeSecurityGroupIngressAsync(
                new AuthorizeSecurityGroupIngressRequest { GroupId = group, IpPermissions = [permission] }, Cancel);
        }
    }

    /// <summary>All rules of one direction away.</summary>
    private async Task<string> RevokeAsync(string group, bool isEgress)
    {
        var rules = (await Ec2.DescribeSecurityGroupRulesAsync(new() { Filters = [new("group-id", [group])] }, Cancel)).SecurityGroupRules
            .Where(rule => rule.IsEgress == isEgress).Select(rule => rule.SecurityGroupRuleId).ToList();
        if (isEgress)
        {
            await Ec2.RevokeSecurityGroupEgressAsync(new() { GroupId = group, SecurityGroupRuleIds = rules }, Cancel);
        }
        else
        {
            await Ec2.RevokeSecurityGroupIngressAsync(new() { GroupId = group, SecurityGroupRuleIds = rules }, Cancel);
        }

        return $"{group} {(isEgress ? "egress" : "ingress")}";
    }

    private Task EntryAsync(string acl, bool isEgress, int number, bool allows, (int From, int To) ports, string block) =>
        Network.EntryAsync(acl, isEgress, number, allows, ports, block);

    private async Task RemoveAsync(string id)
    {
        if (natGateways.Remove(id))
        {
            await Ec2.DeleteNatGatewayAsync(new() { NatGatewayId = id }, Cancel);
        }
        else if (gatewayEndpoints.Remove(id))
        {
            await Ec2.DeleteVpcEndpointsAsync(new() { VpcEndpointIds = [id] }, Cancel);
        }
        else
        {
            await Ec2.DetachInternetGatewayAsync(new() { InternetGatewayId = id, VpcId = vpcs[internetGateways.IndexOf(id)] }, Cancel);
        }
    }
}

/// <summary>Something that happens: what, and numbers that choose among what there is.</summary>
internal sealed record Step(int What, int[] Numbers)
{
    public const int Kinds = 32;
}

/// <summary>The choices of a step, one after another.</summary>
internal sealed class Dice(Step step)
{
    private int thrown;

    public bool Flip => Next(2) == 0;

    public int Next(int count) => step.Numbers[thrown++ % step.Numbers.Length] % count;

    public T Of<T>(IReadOnlyList<T> items) =>
        items.Count > 0 ? items[Next(items.Count)] : throw new ArgumentException("There is none yet.", nameof(items));

    /// <summary>One or two.</summary>
    public IReadOnlyList<string> Some(IReadOnlyList<string> items) => [.. new[] { Of(items), Of(items) }.Distinct()];
}
