using System.Globalization;
using System.Text.Json.Nodes;
using Sdk = Amazon.EC2.Model;

namespace EndpointLab.Export;

/// <summary>Security groups and network ACLs.</summary>
internal sealed partial class CloudFormationTemplate
{
    private void AddGroups()
    {
        foreach (var group in contents.Groups)
        {
            var isDefault = VpcContents.IsDefault(group);
            if (isDefault && contents.IsAsMade(group))
            {
                references.Add(group.GroupId, $"{vpc}.DefaultSecurityGroup");
                AddRules(labels.Pascal("Default", "Group"), group, contents.AddedRulesOf(group));
                continue;
            }

            if (isDefault)
            {
                notes.Add("The VPC's own security group can't be a template's: a group of its own stands for it, with its members.");
            }

            // Rules that name groups are resources of their own, since groups may name each other.
            var rules = contents.RulesOf(group).ToLookup(rule => rule.ReferencedGroupInfo is not null);
            var label = labels.Pascal(NameOf(group.Tags) ?? group.GroupName, "Group");
            // No other group may have the name of the VPC's own.
            Add(
                "AWS::EC2::SecurityGroup",
                label,
                new()
                {
                    ["VpcId"] = Ref(vpc),
                    ["GroupName"] = isDefault ? null : group.GroupName,
                    ["GroupDescription"] = group.Description,
                    ["SecurityGroupIngress"] = Inline(rules[false], isEgress: false),
                    ["SecurityGroupEgress"] = Inline(rules[false], isEgress: true) ?? NoEgress(),
                    ["Tags"] = Tags(group.Tags),
                },
                group.GroupId,
                "GroupId");
            AddRules(label, group, rules[true]);
        }
    }

    private void AddRules(string label, Sdk.SecurityGroup group, IEnumerable<Sdk.SecurityGroupRule> rules)
    {
        foreach (var rule in rules)
        {
            var isEgress = rule.IsEgress ?? false;
            Add(
                isEgress ? "AWS::EC2::SecurityGroupEgress" : "AWS::EC2::SecurityGroupIngress",
                labels.Pascal(label, isEgress ? "Egress" : "Ingress"),
                Rule(rule, group.GroupId));
        }
    }

    private JsonArray? Inline(IEnumerable<Sdk.SecurityGroupRule> rules, bool isEgress) =>
        rules.Where(rule => rule.IsEgress == isEgress).Select(rule => Rule(rule)).ToList() is { Count: > 0 } some ? [.. some] : null;

    /// <summary>A group without egress rules gets one to everywhere from CloudFormation, unless it has one that leads nowhere.</summary>
    private static JsonArray NoEgress() =>
        [new JsonObject { ["IpProtocol"] = "-1", ["CidrIp"] = "127.0.0.1/32", ["Description"] = "Nothing goes out" }];

    /// <param name="groupId">Whose the rule is, where it isn't told within its group.</param>
    private JsonObject Rule(Sdk.SecurityGroupRule rule, string? groupId = null)
    {
        NoteTags("rules", rule.Tags);
        var side = rule.IsEgress is true ? "Destination" : "Source";
        JsonObject properties = new() { ["GroupId"] = groupId, ["IpProtocol"] = rule.IpProtocol };
        if (groupId is null)
        {
            properties.Remove("GroupId");
        }

        if (rule.IpProtocol != "-1")
        {
            properties["FromPort"] = rule.FromPort;
            properties["ToPort"] = rule.ToPort;
        }

        var (name, value) = rule switch
        {
            { CidrIpv4: { } block } => ("CidrIp", (JsonNode?)block),
            { CidrIpv6: { } block } => ("CidrIpv6", block),
            { PrefixListId: { } list } => ($"{side}PrefixListId", PrefixList(list)),
            _ => ($"{side}SecurityGroupId", rule.ReferencedGroupInfo?.GroupId),
        };
        properties[name] = value;
        if (contents.ForeignOwnerOf(rule) is { } owner && rule.IsEgress is not true)
        {
            properties["SourceSecurityGroupOwnerId"] = owner;
        }

        if (rule.Description is { Length: > 0 } description)
        {
            properties["Description"] = description;
        }

        return properties;
    }

    private void AddAcls()
    {
        foreach (var acl in contents.Acls.Where(contents.IsChanged))
        {
            if (acl.IsDefault is true)
            {
                notes.Add("The default network ACL of the VPC can't be a template's: an ACL of its own stands for it, with its subnets.");
            }

            var label = Add(
                "AWS::EC2::NetworkAcl",
                labels.Pascal(NameOf(acl.Tags) ?? (acl.IsDefault is true ? "Default" : null), "Acl"),
                new() { ["VpcId"] = Ref(vpc), ["Tags"] = Tags(acl.Tags) },
                acl.NetworkAclId);
            foreach (var entry in VpcContents.EntriesOf(acl))
            {
                Add(
                    "AWS::EC2::NetworkAclEntry",
                    labels.Pascal($"{label} {(entry.Egress is true ? "Egress" : "Ingress")}{entry.RuleNumber}", "Entry"),
                    new()
                    {
                        ["NetworkAclId"] = Ref(label),
                        ["RuleNumber"] = entry.RuleNumber,
                        ["Egress"] = entry.Egress,
                        ["Protocol"] = int.Parse(entry.Protocol, CultureInfo.InvariantCulture),
                        ["RuleAction"] = entry.RuleAction.Value,
                        ["CidrBlock"] = entry.CidrBlock,
                        ["Ipv6CidrBlock"] = entry.Ipv6CidrBlock,
                        ["PortRange"] = entry.PortRange is { } ports ? new JsonObject { ["From"] = ports.From, ["To"] = ports.To } : null,
                        ["Icmp"] = entry.IcmpTypeCode is { } icmp ? new JsonObject { ["Type"] = icmp.Type, ["Code"] = icmp.Code } : null,
                    });
            }

            foreach (var subnetId in contents.SubnetsOf(acl))
            {
                Add(
                    "AWS::EC2::SubnetNetworkAclAssociation",
                    labels.Pascal(label, "Association"),
                    new() { ["NetworkAclId"] = Ref(label), ["SubnetId"] = subnetId });
            }
        }
    }
}
