namespace EndpointLab.Simulator.Ec2;

/// <summary>How a security group shows its rules: folded into permissions, one for each protocol and port range.</summary>
internal static class SecurityGroupXml
{
    public static void Write(Ec2Answer xml, SecurityGroup group)
    {
        xml.Text("ownerId", xml.Region.AccountId);
        xml.Text("groupId", group.Id);
        xml.Text("groupName", group.Name);
        xml.Text("groupDescription", group.Description);
        xml.Text("vpcId", group.Vpc.Id);
        xml.Text("securityGroupArn", xml.Region.Arn(SecurityGroup.Kind.Type, group.Id));
        xml.List("ipPermissions", Permissions(group.Rules, isEgress: false), WritePermission);
        xml.List("ipPermissionsEgress", Permissions(group.Rules, isEgress: true), WritePermission);
        xml.Tags(group);
    }

    public static void WriteRule(Ec2Answer xml, SecurityGroupRule rule)
    {
        WriteCommon(xml, rule);
        xml.Text("groupOwnerId", xml.Region.AccountId);
        if (rule.ReferencedGroupId is not null)
        {
            xml.Element("referencedGroupInfo", rule, static (xml, rule) =>
            {
                xml.Text("groupId", rule.ReferencedGroupId);
                WritePeering(xml, rule);
            });
        }
        xml.Tags(rule);
        xml.Text("securityGroupRuleArn", xml.Region.Arn(SecurityGroupRule.Kind.Type, rule.Id));
    }

    public static void WriteRevoked(Ec2Answer xml, SecurityGroupRule rule)
    {
        WriteCommon(xml, rule);
        xml.Text("referencedGroupId", rule.ReferencedGroupId);
    }

    /// <summary>Adds the filters by a group's rules: ip-permission.… for ingress, egress.ip-permission.… for egress.</summary>
    public static FilterTable<SecurityGroup> WithRuleFilters(FilterTable<SecurityGroup> filters)
    {
        AddRuleFilters("ip-permission.", isEgress: false);
        AddRuleFilters("egress.ip-permission.", isEgress: true);
        return filters;

        void AddRuleFilters(string prefix, bool isEgress)
        {
            Add("cidr", rule => rule.CidrIpv4);
            Add("from-port", rule => $"{rule.FromPort}");
            Add("group-id", rule => rule.ReferencedGroupId);
            Add("ipv6-cidr", rule => rule.CidrIpv6);
            Add("prefix-list-id", rule => rule.PrefixListId);
            Add("protocol", rule => rule.Protocol);
            Add("to-port", rule => $"{rule.ToPort}");

            void Add(string name, Func<SecurityGroupRule, string?> value) =>
                filters.Add(prefix + name, group => group.Rules.Where(rule => rule.IsEgress == isEgress).Select(value));
        }
    }

    private static IEnumerable<List<SecurityGroupRule>> Permissions(List<SecurityGroupRule> rules, bool isEgress) => rules
        .Where(rule => rule.IsEgress == isEgress)
        .GroupBy(rule => (rule.Protocol, rule.FromPort, rule.ToPort))
        .Select(permission => permission.ToList());

    private static void WritePermission(Ec2Answer xml, List<SecurityGroupRule> rules)
    {
        var first = rules[0];
        xml.Text("ipProtocol", first.Protocol);
        if (first.Protocol != SecurityGroupRule.AnyProtocol)
        {
            xml.Number("fromPort", first.FromPort);
            xml.Number("toPort", first.ToPort);
        }
        Peers("groups", rule => rule.ReferencedGroupId, "groupId");
        Peers("ipRanges", rule => rule.CidrIpv4, "cidrIp");
        Peers("ipv6Ranges", rule => rule.CidrIpv6, "cidrIpv6");
        Peers("prefixListIds", rule => rule.PrefixListId, "prefixListId");

        void Peers(string set, Func<SecurityGroupRule, string?> peer, string element) =>
            xml.List(set, rules.Where(rule => peer(rule) is not null), (xml, rule) =>
            {
                if (rule.ReferencedGroupId is not null)
                    WritePeering(xml, rule);
                xml.Text(element, peer(rule));
                xml.Text("description", rule.Description);
            });
    }

    private static void WritePeering(Ec2Answer xml, SecurityGroupRule rule)
    {
        xml.Text("userId", rule.Peering?.OwnerId ?? xml.Region.AccountId);
        xml.Text("vpcId", rule.Peering?.VpcId);
        xml.Text("vpcPeeringConnectionId", rule.Peering?.Connection.Id);
        xml.Text("peeringStatus", rule.Peering?.Connection.StatusNow);
    }

    private static void WriteCommon(Ec2Answer xml, SecurityGroupRule rule)
    {
        xml.Text("securityGroupRuleId", rule.Id);
        xml.Text("groupId", rule.Group.Id);
        xml.Flag("isEgress", rule.IsEgress);
        xml.Text("ipProtocol", rule.Protocol);
        xml.Number("fromPort", rule.FromPort);
        xml.Number("toPort", rule.ToPort);
        xml.Text("cidrIpv4", rule.CidrIpv4);
        xml.Text("cidrIpv6", rule.CidrIpv6);
        xml.Text("prefixListId", rule.PrefixListId);
        xml.Text("description", rule.Description);
    }
}
