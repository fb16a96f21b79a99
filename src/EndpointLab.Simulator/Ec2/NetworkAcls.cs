namespace EndpointLab.Simulator.Ec2;

internal static class NetworkAcls
{
    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["CreateNetworkAcl"] = Create,
        ["DeleteNetworkAcl"] = Delete,
        ["DescribeNetworkAcls"] = Describe,
        ["ReplaceNetworkAclAssociation"] = ReplaceAssociation,
    };

    private static readonly FilterTable<NetworkAcl> Filters = new()
    {
        { "association.association-id", acl => acl.Associations.Select(association => association.Id) },
        { "association.network-acl-id", acl => acl.Id },
        { "association.subnet-id", acl => acl.Associations.Select(association => association.Subnet.Id) },
        { "default", acl => acl.IsDefault },
        { "entry.cidr", acl => acl.Entries.Select(entry => entry.CidrBlock) },
        { "entry.egress", acl => acl.Entries.Select(entry => entry.IsEgress ? "true" : "false") },
        { "entry.ipv6-cidr", acl => acl.Entries.Select(entry => entry.Ipv6CidrBlock) },
        { "entry.protocol", acl => acl.Entries.Select(entry => entry.Protocol) },
        { "entry.rule-action", acl => acl.Entries.Select(entry => entry.Allow ? "allow" : "deny") },
        { "entry.rule-number", acl => acl.Entries.Select(entry => $"{entry.RuleNumber}") },
        { "network-acl-id", acl => acl.Id },
        { "owner-id", (_, region) => region.AccountId },
        { "vpc-id", acl => acl.Vpc.Id },
    };

    private static void Create(Ec2Call call)
    {
        var vpc = call.Region.Vpcs[call.Parameters.Required("VpcId")];
        var tags = call.NewTags(NetworkAcl.Kind);
        call.Proceed();
        var acl = call.Region.NetworkAcls.Add(new(ResourceId.New("acl")) { Vpc = vpc, Tags = tags });
        if (vpc.HasIpv6)
            acl.AddIpv6Entries();
        call.Answer.Element("networkAcl", acl, Write);
        call.Answer.Text("clientToken", call.Parameters["ClientToken"]);
    }

    private static void Delete(Ec2Call call)
    {
        var acl = call.Region.NetworkAcls[call.Parameters.Required("NetworkAclId")];
        if (acl.IsDefault)
            throw Ec2Errors.InvalidParameterValue($"cannot delete default network ACL {acl.Id}");
        if (acl.Associations.Count > 0)
            throw Ec2Errors.DependencyViolation("networkAcl", acl.Id);
        call.Proceed();
        call.Region.NetworkAcls.Remove(acl);
        call.Answer.Success();
    }

    private static void Describe(Ec2Call call) =>
        call.Describe(call.Region.NetworkAcls, "NetworkAclId", Filters, "networkAclSet", Write);

    private static void ReplaceAssociation(Ec2Call call)
    {
        var id = call.Parameters.Required("AssociationId");
        var old = call.Region.NetworkAcls.FirstOrDefault(acl => acl.Associations.Exists(association => association.Id == id))
            ?? throw Ec2Errors.InvalidAssociationId(id);
        var acl = call.Region.NetworkAcls[call.Parameters.Required("NetworkAclId")];
        if (acl.Vpc != old.Vpc)
            throw Ec2Errors.InvalidParameterValue($"network ACLs {acl.Id} and {old.Id} belong to different networks");
        call.Proceed();
        var association = old.Associations.Find(association => association.Id == id)!;
        NetworkAclAssociation replacement = new(association.Subnet);
        old.Associations.Remove(association);
        acl.Associations.Add(replacement);
        call.Answer.Text("newAssociationId", replacement.Id);
    }

    private static void Write(Ec2Answer xml, NetworkAcl acl)
    {
        xml.Text("networkAclId", acl.Id);
        xml.Text("vpcId", acl.Vpc.Id);
        xml.Text("ownerId", xml.Region.AccountId);
        xml.Flag("default", acl.IsDefault);
        xml.List("entrySet", acl.Entries, WriteEntry);
        xml.List("associationSet", acl.Associations, (xml, association) =>
        {
            xml.Text("networkAclAssociationId", association.Id);
            xml.Text("networkAclId", acl.Id);
            xml.Text("subnetId", association.Subnet.Id);
        });
        xml.Tags(acl);
    }

    private static void WriteEntry(Ec2Answer xml, NetworkAclEntry entry)
    {
        xml.Number("ruleNumber", entry.RuleNumber);
        xml.Text("protocol", entry.Protocol);
        xml.Text("ruleAction", entry.Allow ? "allow" : "deny");
        xml.Flag("egress", entry.IsEgress);
        xml.Text("cidrBlock", entry.CidrBlock);
        xml.Text("ipv6CidrBlock", entry.Ipv6CidrBlock);
        if (entry.Icmp is { } icmp)
        {
            xml.Element("icmpTypeCode", icmp, static (xml, icmp) =>
            {
                xml.Number("code", icmp.Code);
                xml.Number("type", icmp.Type);
            });
        }
        if (entry.PortRange is { } range)
        {
            xml.Element("portRange", range, static (xml, range) =>
            {
                xml.Number("from", range.From);
                xml.Number("to", range.To);
            });
        }
    }
}
