using System.Text.Json.Nodes;
using EndpointLab.Labs;
using Sdk = Amazon.EC2.Model;

namespace EndpointLab.Export;

/// <summary>What the formats ask of a VPC alike.</summary>
internal sealed partial record VpcContents
{
    private static readonly string[] Open = ["0.0.0.0/0", "::/0"];

    /// <summary>The blocks that it got after its first one.</summary>
    public IEnumerable<string> MoreBlocks => (Vpc.CidrBlockAssociationSet ?? [])
        .Where(block => block.CidrBlockState?.State?.Value is "associated" && block.CidrBlock != Vpc.CidrBlock)
        .Select(block => block.CidrBlock);

    /// <summary>Those that Amazon provided, as it does for a copy.</summary>
    public IEnumerable<string> Ipv6Blocks => (Vpc.Ipv6CidrBlockAssociationSet ?? [])
        .Where(block => block.Ipv6CidrBlockState?.State?.Value is "associated" or "associating" && block.Ipv6Pool is null or "Amazon")
        .Select(block => block.Ipv6CidrBlock);

    public static string? NameOf(IEnumerable<Sdk.Tag>? tags) =>
        tags?.FirstOrDefault(tag => tag.Key == "Name")?.Value is { Length: > 0 } name ? name : null;

    /// <summary>What users gave. AWS gives others; and EndpointLab's would make a copy part of the lab that it was copied from.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> OwnTags(IEnumerable<KeyValuePair<string, string>> tags) =>
    [
        .. tags.Where(tag => !tag.Key.StartsWith("aws:", StringComparison.Ordinal) && !IsMark(tag.Key))
            .OrderBy(tag => tag.Key, StringComparer.Ordinal),
    ];

    public static IReadOnlyList<KeyValuePair<string, string>> OwnTags(IEnumerable<Sdk.Tag>? tags) =>
        OwnTags((tags ?? []).Select(tag => KeyValuePair.Create(tag.Key, tag.Value)));

    /// <summary>Whether a tag is EndpointLab's own, which changes it and finds things by it.</summary>
    public static bool IsMark(string key) => key.StartsWith(LabTags.Prefix, StringComparison.Ordinal);

    public static bool IsMain(Sdk.RouteTable table) => table.Associations?.Any(association => association.Main ?? false) ?? false;

    /// <summary>The gateways whose incoming traffic takes a table's routes.</summary>
    public static IEnumerable<string> GatewaysOf(Sdk.RouteTable table) =>
        (table.Associations ?? []).Select(association => association.GatewayId).Where(id => !string.IsNullOrEmpty(id));

    /// <summary>The table whose routes a subnet's traffic takes.</summary>
    public Sdk.RouteTable TableOf(Sdk.Subnet subnet) =>
        RouteTables.FirstOrDefault(table => IsOf(table, subnet)) ?? MainTable;

    /// <summary>Whether the table is a subnet's own, rather than because no other is.</summary>
    public static bool IsOf(Sdk.RouteTable table, Sdk.Subnet subnet) =>
        table.Associations?.Any(association => association.SubnetId == subnet.SubnetId) is true;

    /// <summary>The VPN gateways that may add routes to a table.</summary>
    public static IReadOnlyList<string> PropagatingOf(Sdk.RouteTable table) =>
        [.. (table.PropagatingVgws ?? []).Select(gateway => gateway.GatewayId)];

    /// <summary>The routes that somebody made: neither the local ones nor those that gateway endpoints or propagation keep.</summary>
    public static IEnumerable<Sdk.Route> MadeRoutes(Sdk.RouteTable table) => (table.Routes ?? [])
        .Where(route => route.Origin == Amazon.EC2.RouteOrigin.CreateRoute && route.GatewayId != "local" && !new Route(route).IsEndpoints)
        .OrderBy(route => new Route(route).Destination, StringComparer.Ordinal);

    /// <summary>A route's target by the parameter of CreateRoute for it.</summary>
    public static (string Name, string? Target) TargetOf(Sdk.Route route) => route switch
    {
        { GatewayId: ['v', 'p', 'c', 'e', ..] id } => ("VpcEndpointId", id),
        { GatewayId: { } id } => ("GatewayId", id),
        { NatGatewayId: { } id } => ("NatGatewayId", id),
        { InstanceId: { Length: > 0 } id } => ("InstanceId", id),
        { NetworkInterfaceId: { } id } => ("NetworkInterfaceId", id),
        { EgressOnlyInternetGatewayId: { } id } => ("EgressOnlyInternetGatewayId", id),
        { VpcPeeringConnectionId: { } id } => ("VpcPeeringConnectionId", id),
        { TransitGatewayId: { } id } => ("TransitGatewayId", id),
        { LocalGatewayId: { } id } => ("LocalGatewayId", id),
        { CarrierGatewayId: { } id } => ("CarrierGatewayId", id),
        _ => ("CoreNetworkArn", route.CoreNetworkArn),
    };

    /// <summary>The place of a subnet's zone among the Region's; null for a zone of another kind, such as a Local Zone.</summary>
    public int? ZonePlaceOf(Sdk.Subnet subnet) => Zones.ToList().IndexOf(subnet.AvailabilityZone) is >= 0 and var place ? place : null;

    public bool IsInFirstBlock(Sdk.Subnet subnet) =>
        string.IsNullOrEmpty(subnet.CidrBlock) || Cidr.Parse(Vpc.CidrBlock).Contains(Cidr.Parse(subnet.CidrBlock));

    /// <summary>A subnet's block of IPv6.</summary>
    public static string? Ipv6BlockOf(Sdk.Subnet subnet) => subnet.Ipv6CidrBlockAssociationSet?
        .FirstOrDefault(block => block.Ipv6CidrBlockState?.State?.Value is "associated" or "associating")?.Ipv6CidrBlock;

    /// <summary>Which of the /64 blocks in the VPC's first IPv6 block is a subnet's, from 0; null where none is.</summary>
    public int? Ipv6PlaceOf(Sdk.Subnet subnet)
    {
        const int length = 64;
        return Ipv6BlockOf(subnet) is { } text && Ipv6Blocks.FirstOrDefault() is { } all
            && Cidr.Parse(text) is { Length: length } own && Cidr.Parse(all) is var whole && whole.Contains(own)
                ? (int)((own.First.Value - whole.First.Value) >> (IpAddress.Ipv6Bits - length))
                : null;
    }

    /// <summary>Whether a copy has a list of its own like it; others are AWS's, or belong to another account.</summary>
    public bool IsOwnList(string id) => PrefixListEntries.ContainsKey(id);

    /// <summary>The id of the VPC or subnet that an exclusion is for.</summary>
    public static string ExcludedBy(Sdk.VpcBlockPublicAccessExclusion exclusion) => exclusion.ResourceArn.Split('/')[^1];

    /// <summary>Whether the VPC asked for a peering, rather than accept it.</summary>
    public bool HasRequested(Sdk.VpcPeeringConnection peering) => peering.RequesterVpcInfo.VpcId == Vpc.VpcId;

    public (Sdk.VpcPeeringConnectionVpcInfo Own, Sdk.VpcPeeringConnectionVpcInfo Other) SidesOf(Sdk.VpcPeeringConnection peering) =>
        HasRequested(peering) ? (peering.RequesterVpcInfo, peering.AccepterVpcInfo) : (peering.AccepterVpcInfo, peering.RequesterVpcInfo);

    public static string? AllocationOf(Sdk.NatGateway gateway) =>
        gateway.NatGatewayAddresses?.FirstOrDefault(address => address.IsPrimary ?? true)?.AllocationId;

    /// <summary>Whether it is the VPC's own group, which comes with it.</summary>
    public static bool IsDefault(Sdk.SecurityGroup group) => group.GroupName == "default";

    public IEnumerable<Sdk.SecurityGroupRule> RulesOf(Sdk.SecurityGroup group) => GroupRules.Where(rule => rule.GroupId == group.GroupId);

    /// <summary>The rules of the VPC's own group that it didn't come with.</summary>
    public IEnumerable<Sdk.SecurityGroupRule> AddedRulesOf(Sdk.SecurityGroup group) => RulesOf(group).Where(rule => !IsAwsOwn(group, rule));

    /// <summary>Whether it is one that AWS gives the default group of a VPC: all from its members, and all to everywhere.</summary>
    public static bool IsAwsOwn(Sdk.SecurityGroup group, Sdk.SecurityGroupRule rule) => rule.IpProtocol == "-1" && (rule.IsEgress is true
        ? Open.Contains(rule.CidrIpv4 ?? rule.CidrIpv6)
        : rule.ReferencedGroupInfo?.GroupId == group.GroupId);

    /// <summary>Whether it is as AWS makes it but for rules that somebody added, and untagged, so that nothing has to be its own.</summary>
    public bool IsAsMade(Sdk.SecurityGroup group) => OwnTags(group.Tags).Count == 0
        && RulesOf(group).Any(rule => rule.IsEgress is false && IsAwsOwn(group, rule))
        && Open.Take(Ipv6Blocks.Any() ? 2 : 1).All(block => RulesOf(group).Any(rule =>
            rule.IsEgress is true && IsAwsOwn(group, rule) && (rule.CidrIpv4 ?? rule.CidrIpv6) == block));

    /// <summary>The account of the group that a rule names, where it is another one's, such as behind a peering.</summary>
    public string? ForeignOwnerOf(Sdk.SecurityGroupRule rule) =>
        rule.ReferencedGroupInfo?.UserId is { Length: > 0 } owner && owner != AccountId ? owner : null;

    /// <summary>An ACL's rules without the last ones, which deny all and can't be otherwise.</summary>
    public static IEnumerable<Sdk.NetworkAclEntry> EntriesOf(Sdk.NetworkAcl acl) =>
        acl.Entries.Where(entry => entry.RuleNumber < 32767).OrderBy(entry => entry.Egress).ThenBy(entry => entry.RuleNumber);

    /// <summary>Whether somebody made it, or changed the one that the VPC came with, which lets everything pass.</summary>
    public bool IsChanged(Sdk.NetworkAcl acl) => acl.IsDefault is not true || OwnTags(acl.Tags).Count > 0
        || EntriesOf(acl).Count() != 2 * (Ipv6Blocks.Any() ? 2 : 1)
        || EntriesOf(acl).Any(entry =>
            entry.RuleAction?.Value != "allow" || entry.Protocol != "-1" || !Open.Contains(entry.CidrBlock ?? entry.Ipv6CidrBlock));

    public IEnumerable<string> SubnetsOf(Sdk.NetworkAcl acl) =>
        InOrder((acl.Associations ?? []).Select(association => association.SubnetId));

    public IEnumerable<string> SubnetsOf(Sdk.VpcEndpoint endpoint) => InOrder(endpoint.SubnetIds ?? []);

    public IEnumerable<string> TablesOf(Sdk.VpcEndpoint endpoint) =>
        RouteTables.Select(table => table.RouteTableId).Where(id => endpoint.RouteTableIds?.Contains(id) is true);

    public IEnumerable<string> GroupsOf(Sdk.VpcEndpoint endpoint) => GroupsInOrder(endpoint.Groups?.Select(group => group.GroupId));

    public IEnumerable<string> GroupsOf(Sdk.Instance instance) => GroupsInOrder(instance.SecurityGroups?.Select(group => group.GroupId));

    /// <summary>A word for what an endpoint leads to.</summary>
    public string ShortServiceOf(Sdk.VpcEndpoint endpoint) => endpoint.ServiceName is { Length: > 0 } service
        ? ServiceName.ShortOf(service, endpoint.ServiceRegion ?? Region)
        : endpoint.VpcEndpointType.Value;

    /// <summary>Null for a service in the VPC's own Region.</summary>
    public string? ForeignRegionOf(Sdk.VpcEndpoint endpoint) =>
        endpoint.ServiceRegion is { Length: > 0 } region && region != Region ? region : null;

    /// <summary>Null where addresses are of IPv4 alone, as without saying so.</summary>
    public static string? SpecialFamilyOf(Sdk.VpcEndpoint endpoint) =>
        endpoint.IpAddressType?.Value is { } family and not "ipv4" ? family : null;

    /// <summary>
    /// Null where its names have records of its addresses' families, as without saying so. Whether private names are for inbound resolver
    /// endpoints alone is null for services that have no gateway endpoints: AWS takes that for true where it isn't said.
    /// </summary>
    public static (string Family, bool? IsInboundOnly)? SpecialDnsOf(Sdk.VpcEndpoint endpoint) =>
        endpoint.VpcEndpointType?.Value is "Interface" && endpoint.DnsOptions is { DnsRecordIpType.Value: { } family } dns
        && (family != (endpoint.IpAddressType?.Value ?? "ipv4")
            || (endpoint.PrivateDnsEnabled is true && dns.PrivateDnsOnlyForInboundResolverEndpoint is not null))
            ? (family, dns.PrivateDnsOnlyForInboundResolverEndpoint)
            : null;

    /// <summary>The endpoints in an order in which they can be made.</summary>
    public IEnumerable<Sdk.VpcEndpoint> EndpointsInOrder => Endpoints.OrderBy(NeedsGateway);

    /// <summary>Whether it needs a gateway endpoint for the same service in the VPC, to which it leaves what comes from there.</summary>
    public static bool NeedsGateway(Sdk.VpcEndpoint endpoint) => SpecialDnsOf(endpoint) is { IsInboundOnly: true };

    /// <summary>Null where it has none, or lets everything through as without one.</summary>
    public static JsonNode? SpecialPolicyOf(Sdk.VpcEndpoint endpoint) =>
        endpoint.PolicyDocument is { Length: > 0 } document && !EndpointPolicy.IsAwsDefault(document) ? PolicyText.Parse(document) : null;

    /// <summary>Whether it got a public address with its interface; an Elastic IP address is another thing.</summary>
    public bool HasPublicAddress(Sdk.Instance instance) =>
        instance.PublicIpAddress is { Length: > 0 } && Addresses.All(address => address.PublicIp != instance.PublicIpAddress);

    /// <summary>Null where it shares its hardware with others, as without saying so.</summary>
    public static string? SpecialTenancyOf(Sdk.Instance instance) =>
        instance.Placement?.Tenancy?.Value is { Length: > 0 } tenancy and not "default" ? tenancy : null;

    /// <summary>Null where its metadata have no IPv6 address, as without saying so.</summary>
    public static string? SpecialProtocolOf(Sdk.InstanceMetadataOptionsResponse metadata) =>
        metadata.HttpProtocolIpv6?.Value is "enabled" ? "enabled" : null;

    /// <summary>How many IPv6 addresses its first interface has; null for none.</summary>
    public static int? Ipv6CountOf(Sdk.Instance instance) => instance.NetworkInterfaces?
        .FirstOrDefault(own => own.Attachment?.DeviceIndex is 0)?.Ipv6Addresses is { Count: > 0 and var count } ? count : null;

    /// <summary>Whether an Elastic IP address is an interface's that a template makes, rather than an instance's.</summary>
    public bool IsOfInterface(Sdk.Address address) => Interfaces.Any(one => one.NetworkInterfaceId == address.NetworkInterfaceId);

    public IEnumerable<string> GroupsOf(Sdk.NetworkInterface one) => GroupsInOrder(one.Groups?.Select(group => group.GroupId));

    public Sdk.Volume? RootVolumeOf(Sdk.Instance instance) =>
        Volumes.FirstOrDefault(volume => volume.VolumeId == RootDeviceOf(instance)?.VolumeId);

    /// <summary>Whether the root volume outlives the instance, as it doesn't without saying so.</summary>
    public static bool KeepsRootVolume(Sdk.Instance instance) => RootDeviceOf(instance)?.DeleteOnTermination is false;

    /// <summary>Null for what a volume of its type has without saying so.</summary>
    public static int? SpecialIopsOf(Sdk.Volume volume)
    {
        const int baseline = 3000;
        return volume.VolumeType?.Value is "io1" or "io2" || (volume.VolumeType?.Value is "gp3" && volume.Iops > baseline)
            ? volume.Iops : null;
    }

    /// <inheritdoc cref="SpecialIopsOf"/>
    public static int? SpecialThroughputOf(Sdk.Volume volume)
    {
        const int baseline = 125;
        return volume.Throughput > baseline ? volume.Throughput : null;
    }

    private static Sdk.EbsInstanceBlockDevice? RootDeviceOf(Sdk.Instance instance) =>
        instance.BlockDeviceMappings?.FirstOrDefault(device => device.DeviceName == instance.RootDeviceName)?.Ebs;

    private IEnumerable<string> InOrder(IEnumerable<string> subnetIds) => Subnets.Select(subnet => subnet.SubnetId).Intersect(subnetIds);

    private IEnumerable<string> GroupsInOrder(IEnumerable<string>? groupIds) =>
        Groups.Select(group => group.GroupId).Intersect(groupIds ?? []);
}
