using Amazon.EC2;
using Amazon.EC2.Model;
using Sdk = Amazon.EC2.Model;

namespace EndpointLab.Analysis;

/// <summary>What the SDK's objects say, in the model's terms.</summary>
internal static class ModelOf
{
    public static VpcModel Vpc(Sdk.Vpc vpc) => new(vpc.VpcId, Blocks(
        (vpc.CidrBlockAssociationSet ?? []).Where(block => block.CidrBlockState?.State == VpcCidrBlockStateCode.Associated)
            .Select(block => block.CidrBlock)
            .Concat((vpc.Ipv6CidrBlockAssociationSet ?? [])
                .Where(block => block.Ipv6CidrBlockState?.State == VpcCidrBlockStateCode.Associated).Select(block => block.Ipv6CidrBlock))
            .Prepend(vpc.CidrBlock).Distinct()))
    {
        OwnerId = vpc.OwnerId ?? "",
        DhcpOptionsId = vpc.DhcpOptionsId,
    };

    public static SubnetModel Subnet(Sdk.Subnet subnet) => new(subnet.SubnetId, subnet.VpcId, subnet.AvailabilityZone, Blocks(
        (subnet.Ipv6CidrBlockAssociationSet ?? []).Where(block => block.Ipv6CidrBlockState?.State == SubnetCidrBlockStateCode.Associated)
            .Select(block => block.Ipv6CidrBlock).Prepend(subnet.CidrBlock)))
    {
        EnableDns64 = subnet.EnableDns64 ?? false,
        EnableResourceNameDnsARecord = subnet.PrivateDnsNameOptionsOnLaunch?.EnableResourceNameDnsARecord ?? false,
        EnableResourceNameDnsAaaaRecord = subnet.PrivateDnsNameOptionsOnLaunch?.EnableResourceNameDnsAAAARecord ?? false,
    };

    public static RouteTableModel RouteTable(Sdk.RouteTable table)
    {
        var associations = table.Associations ?? [];
        return new(table.RouteTableId, table.VpcId, [.. (table.Routes ?? []).Select(Route)])
        {
            IsMain = associations.Any(association => association.Main ?? false),
            SubnetIds = [.. associations.Select(association => association.SubnetId).OfType<string>()],
            GatewayIds = [.. associations.Select(association => association.GatewayId).OfType<string>()],
        };
    }

    public static InterfaceModel Interface(Sdk.NetworkInterface one) => new(one.NetworkInterfaceId, one.VpcId, one.SubnetId, Addresses(
        (one.PrivateIpAddresses ?? []).OrderByDescending(address => address.Primary ?? false).Select(address => address.PrivateIpAddress)
            .Prepend(one.PrivateIpAddress).Concat((one.Ipv6Addresses ?? []).Select(address => address.Ipv6Address))))
    {
        PublicAddresses = Public(
            (one.PrivateIpAddresses ?? [])
                .Select<NetworkInterfacePrivateIpAddress, (string?, string?)>(
                    address => (address.PrivateIpAddress, address.Association?.PublicIp))
                .Prepend((one.PrivateIpAddress, one.Association?.PublicIp))),
        GroupIds = [.. (one.Groups ?? []).Select(group => group.GroupId)],
        SourceDestCheck = one.SourceDestCheck ?? true,
        DenyAllIgwTraffic = one.DenyAllIgwTraffic ?? false,
        Type = one.InterfaceType?.Value ?? InterfaceModel.OfInstances,
        InstanceId = one.Attachment?.InstanceId,
        IsAttached = one.Attachment is not null,
    };

    /// <summary>The interfaces of an instance as far as it tells of them itself.</summary>
    public static IEnumerable<InterfaceModel> InterfacesOf(Sdk.Instance instance) => (instance.NetworkInterfaces ?? []).Select(one =>
        new InterfaceModel(one.NetworkInterfaceId, one.VpcId ?? instance.VpcId, one.SubnetId ?? instance.SubnetId, Addresses(
            (one.PrivateIpAddresses ?? []).Select(address => address.PrivateIpAddress).Prepend(one.PrivateIpAddress)
                .Concat((one.Ipv6Addresses ?? []).Select(address => address.Ipv6Address))))
        {
            PublicAddresses = Public([(one.PrivateIpAddress, one.Association?.PublicIp)]),
            GroupIds = [.. (one.Groups ?? []).Select(group => group.GroupId)],
            SourceDestCheck = one.SourceDestCheck ?? true,
            InstanceId = instance.InstanceId,
        });

    public static InstanceModel Instance(Sdk.Instance instance) => new(instance.InstanceId, instance.State?.Name?.Value ?? "")
    {
        ProfileArn = instance.IamInstanceProfile?.Arn,
    };

    public static GroupRuleModel GroupRule(Sdk.SecurityGroupRule rule) => new(
        rule.SecurityGroupRuleId, rule.IsEgress ?? false, rule.IpProtocol, rule.FromPort ?? -1, rule.ToPort ?? -1)
    {
        Block = (rule.CidrIpv4 ?? rule.CidrIpv6) is { Length: > 0 } block ? Cidr.Parse(block) : null,
        PrefixListId = rule.PrefixListId,
        GroupId = rule.ReferencedGroupInfo?.GroupId,
    };

    public static GatewayModel InternetGateway(Sdk.InternetGateway gateway) =>
        new(gateway.InternetGatewayId, GatewayKind.Internet, gateway.Attachments?.FirstOrDefault()?.VpcId);

    public static GatewayModel EgressOnlyGateway(EgressOnlyInternetGateway gateway) =>
        new(gateway.EgressOnlyInternetGatewayId, GatewayKind.EgressOnly, gateway.Attachments?.FirstOrDefault()?.VpcId ?? "");

    public static NatGatewayModel NatGateway(Sdk.NatGateway gateway) => new(
        gateway.NatGatewayId, gateway.VpcId, gateway.SubnetId, gateway.State?.Value ?? "",
        gateway.NatGatewayAddresses?.FirstOrDefault()?.NetworkInterfaceId)
    {
        IsPublic = gateway.ConnectivityType != ConnectivityType.Private,
    };

    public static PeeringModel Peering(VpcPeeringConnection peering) => new(
        peering.VpcPeeringConnectionId, peering.Status?.Code?.Value ?? "", Side(peering.RequesterVpcInfo), Side(peering.AccepterVpcInfo));

    public static PrefixListModel PrefixList(PrefixList list) => new(list.PrefixListId, list.PrefixListName, Blocks(list.Cidrs ?? []));

    public static DhcpOptionsModel DhcpOptions(DhcpOptions options) => new(
        options.DhcpOptionsId,
        [.. (options.DhcpConfigurations ?? []).Where(configuration => configuration.Key == "domain-name-servers")
            .SelectMany(configuration => configuration.Values ?? [])]);

    /// <summary>Null for one that isn't in effect, or for a resource of another kind.</summary>
    public static BlockPublicAccessExclusion? Exclusion(VpcBlockPublicAccessExclusion exclusion) =>
        exclusion.State?.Value is "create-complete" or "update-complete" && exclusion.ResourceArn is { } arn
            ? new(
                exclusion.ExclusionId,
                arn[(arn.LastIndexOf('/') + 1)..],
                exclusion.InternetGatewayExclusionMode?.Value is ExcludeFromBlockPublicAccess.Bidirectional)
            : null;

    private static PeeringSide Side(VpcPeeringConnectionVpcInfo? side) => new(
        side?.VpcId ?? "",
        side?.OwnerId ?? "",
        side?.Region ?? "",
        Blocks((side?.CidrBlockSet ?? []).Select(block => block.Cidr)
            .Concat((side?.Ipv6CidrBlockSet ?? []).Select(block => block.Value)).Prepend(side?.CidrBlock).Distinct()));

    private static RouteModel Route(Sdk.Route route)
    {
        var block = route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock;
        return new(
            block is null ? null : Cidr.Parse(block),
            block is null ? route.DestinationPrefixListId : null,
            route.GatewayId ?? route.NatGatewayId ?? route.NetworkInterfaceId ?? route.InstanceId ?? route.TransitGatewayId
                ?? route.VpcPeeringConnectionId ?? route.EgressOnlyInternetGatewayId ?? route.LocalGatewayId ?? route.CarrierGatewayId
                ?? route.CoreNetworkArn ?? "")
        {
            IsBlackhole = route.State == RouteState.Blackhole,
            IsPropagated = route.Origin == RouteOrigin.EnableVgwRoutePropagation,
        };
    }

    private static IReadOnlyList<Cidr> Blocks(IEnumerable<string?> texts) =>
        [.. texts.Where(text => !string.IsNullOrEmpty(text)).Select(text => Cidr.Parse(text!))];

    private static IReadOnlyList<IpAddress> Addresses(IEnumerable<string?> texts) =>
        [.. texts.Where(text => !string.IsNullOrEmpty(text)).Distinct().Select(text => IpAddress.Parse(text!))];

    private static Dictionary<IpAddress, IpAddress> Public(IEnumerable<(string? Private, string? Public)> pairs)
    {
        Dictionary<IpAddress, IpAddress> found = [];
        foreach (var (own, mapped) in pairs)
        {
            if (!string.IsNullOrEmpty(own) && !string.IsNullOrEmpty(mapped))
            {
                found[IpAddress.Parse(own)] = IpAddress.Parse(mapped);
            }
        }

        return found;
    }
}
