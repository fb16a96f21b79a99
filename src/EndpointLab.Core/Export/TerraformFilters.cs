using System.Text.Json.Nodes;
using Sdk = Amazon.EC2.Model;

namespace EndpointLab.Export;

/// <summary>Security groups and network ACLs.</summary>
internal sealed partial class TerraformConfiguration
{
    private void AddGroups()
    {
        foreach (var group in contents.Groups)
        {
            if (VpcContents.IsDefault(group))
            {
                AddDefaultGroup(group);
                continue;
            }

            var label = labels.Snake("aws_security_group", VpcContents.NameOf(group.Tags) ?? group.GroupName, "group");
            Add(
                "aws_security_group",
                label,
                new()
                {
                    ["vpc_id"] = Of(vpc),
                    ["name"] = group.GroupName,
                    ["description"] = group.Description,
                    ["tags"] = Tags(group.Tags),
                },
                group.GroupId,
                group.GroupId);
            AddRules(label, contents.RulesOf(group));
        }
    }

    /// <summary>One that is as AWS makes it stays the VPC's; the provider takes over another, and begins by removing AWS's rules.</summary>
    private void AddDefaultGroup(Sdk.SecurityGroup group)
    {
        const string label = "default";
        if (contents.IsAsMade(group))
        {
            references.Add(group.GroupId, $"{vpc}.default_security_group_id");
            AddRules(label, contents.AddedRulesOf(group));
            return;
        }

        Add(
            "aws_default_security_group",
            label,
            new() { ["vpc_id"] = Of(vpc), ["tags"] = Tags(group.Tags) },
            group.GroupId,
            group.GroupId);
        AddRules(label, contents.RulesOf(group));
    }

    private void AddRules(string group, IEnumerable<Sdk.SecurityGroupRule> rules)
    {
        foreach (var rule in rules)
        {
            var type = rule.IsEgress is true ? "aws_vpc_security_group_egress_rule" : "aws_vpc_security_group_ingress_rule";
            var isAll = rule.IpProtocol == "-1";
            Add(
                type,
                labels.Snake(type, $"{group} {rule.Description ?? ""}", "rule"),
                new()
                {
                    ["security_group_id"] = rule.GroupId,
                    ["description"] = rule.Description is { Length: > 0 } description ? description : null,
                    ["ip_protocol"] = rule.IpProtocol,
                    ["from_port"] = isAll ? null : rule.FromPort,
                    ["to_port"] = isAll ? null : rule.ToPort,
                    ["cidr_ipv4"] = rule.CidrIpv4,
                    ["cidr_ipv6"] = rule.CidrIpv6,
                    ["prefix_list_id"] = rule.PrefixListId is { } list ? PrefixList(list) : null,
                    ["referenced_security_group_id"] = rule.ReferencedGroupInfo is not { GroupId: var named } ? null
                        : contents.ForeignOwnerOf(rule) is { } owner ? $"{owner}/{named}" : named,
                    ["tags"] = Tags(rule.Tags),
                    // The provider takes a type or code of -1, but reads it as none.
                    ["lifecycle"] = !isAll && (rule.FromPort is -1 || rule.ToPort is -1) ? Ignore("from_port", "to_port") : null,
                },
                rule.SecurityGroupRuleId);
        }
    }

    private void AddAcls()
    {
        foreach (var acl in contents.Acls.Where(contents.IsChanged))
        {
            var isDefault = acl.IsDefault is true;
            var type = isDefault ? "aws_default_network_acl" : "aws_network_acl";
            Add(
                type,
                isDefault ? "default" : Label(type, acl.Tags, "acl"),
                new()
                {
                    ["default_network_acl_id"] = isDefault ? Of(vpc, "default_network_acl_id") : (JsonNode?)null,
                    ["vpc_id"] = isDefault ? (JsonNode?)null : Of(vpc),
                    ["subnet_ids"] = List(contents.SubnetsOf(acl)),
                    ["tags"] = Tags(acl.Tags),
                    ["ingress"] = Entries(acl, isEgress: false),
                    ["egress"] = Entries(acl, isEgress: true),
                },
                acl.NetworkAclId);
        }
    }

    private static JsonArray Entries(Sdk.NetworkAcl acl, bool isEgress) =>
    [
        .. VpcContents.EntriesOf(acl).Where(entry => entry.Egress == isEgress).Select(entry => Present(new()
        {
            ["rule_no"] = entry.RuleNumber,
            ["action"] = entry.RuleAction.Value,
            ["protocol"] = entry.Protocol,
            ["cidr_block"] = entry.CidrBlock,
            ["ipv6_cidr_block"] = entry.Ipv6CidrBlock,
            ["from_port"] = entry.PortRange?.From ?? 0,
            ["to_port"] = entry.PortRange?.To ?? 0,
            ["icmp_type"] = entry.IcmpTypeCode?.Type,
            ["icmp_code"] = entry.IcmpTypeCode?.Code,
        })),
    ];
}
