using Sdk = Amazon.EC2.Model;

namespace EndpointLab.Export;

/// <summary>The subnets, and what is in them.</summary>
internal sealed partial class VpcPicture
{
    private void AddSubnets()
    {
        foreach (var zone in contents.Subnets.GroupBy(subnet => subnet.AvailabilityZone).OrderBy(zone => zone.Key, StringComparer.Ordinal))
        {
            nodes.Add(new(zone.Key, "Availability Zone", zone.Key, PictureColumn.Subnets, []) { IsPlace = true });
            foreach (var subnet in zone)
            {
                AddInside(subnet.SubnetId, "subnet", subnet.Tags, zone.Key, BlocksOf(subnet), isPlace: true);
                foreach (var instance in contents.Instances.Where(instance => instance.SubnetId == subnet.SubnetId))
                {
                    var groups = GroupsOf(contents.GroupsOf(instance));
                    AddInside(
                        instance.InstanceId, "instance", instance.Tags, subnet.SubnetId, LinesOf(instance, groups), RulesOf(groups));
                }

                foreach (var gateway in contents.NatGateways.Where(gateway => gateway.SubnetId == subnet.SubnetId))
                {
                    AddInside(gateway.NatGatewayId, "NAT gateway", gateway.Tags, subnet.SubnetId, [gateway.State.Value]);
                }

                foreach (var one in contents.Interfaces.Where(one => one.SubnetId == subnet.SubnetId))
                {
                    var groups = GroupsOf(contents.GroupsOf(one));
                    AddInside(
                        one.NetworkInterfaceId, "network interface", one.TagSet, subnet.SubnetId,
                        [one.PrivateIpAddress, NamesOf(groups)], RulesOf(groups));
                }
            }
        }
    }

    private void AddInside(
        string id, string kind, IEnumerable<Sdk.Tag>? tags, string place, IEnumerable<string> lines,
        IEnumerable<string>? details = null, bool isPlace = false) =>
        nodes.Add(new(id, kind, NameOf(id, tags), PictureColumn.Subnets, [.. lines.Where(line => !string.IsNullOrEmpty(line))], place)
        {
            IsPlace = isPlace, Details = [.. details ?? []],
        });

    private static IEnumerable<string> BlocksOf(Sdk.Subnet subnet) => [subnet.CidrBlock, VpcContents.Ipv6BlockOf(subnet) ?? ""];

    private static IEnumerable<string> LinesOf(Sdk.Instance instance, IReadOnlyList<Sdk.SecurityGroup> groups) =>
    [
        $"{instance.InstanceType.Value}, {instance.State.Name.Value}",
        instance.PublicIpAddress is { Length: > 0 } address
            ? $"{instance.PrivateIpAddress}, public {address}" : instance.PrivateIpAddress,
        NamesOf(groups),
    ];

    private List<Sdk.SecurityGroup> GroupsOf(IEnumerable<string> ids) =>
        [.. ids.Select(id => contents.Groups.First(group => group.GroupId == id))];

    private static string NamesOf(IReadOnlyList<Sdk.SecurityGroup> groups) =>
        groups.Count == 0 ? "" : $"{(groups.Count == 1 ? "group" : "groups")} {string.Join(", ", groups.Select(group => group.GroupName))}";

    private IEnumerable<string> RulesOf(IEnumerable<Sdk.SecurityGroup> groups) => groups.Select(group =>
        $"{group.GroupName}: {string.Join(", ", contents.RulesOf(group).Select(RuleText).DefaultIfEmpty("no rules"))}");

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
}
