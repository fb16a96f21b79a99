namespace EndpointLab.Simulator.Ec2;

/// <summary>Writes the associations of VPCs and subnets with blocks.</summary>
internal static class CidrAssociationXml
{
    /// <summary>One of a VPC with an IPv4 block.</summary>
    public static void WriteIpv4(Ec2Answer xml, CidrAssociation association)
    {
        xml.Text("associationId", association.Id);
        xml.Text("cidrBlock", association.Block.ToString());
        WriteState(xml, "cidrBlockState", association);
    }

    /// <summary>One of a subnet with an IPv6 block.</summary>
    public static void WriteIpv6(Ec2Answer xml, CidrAssociation association)
    {
        xml.Text("associationId", association.Id);
        xml.Text("ipv6CidrBlock", association.Block.ToString());
        WriteState(xml, "ipv6CidrBlockState", association);
        xml.Text("ipv6AddressAttribute", "public");
        xml.Text("ipSource", "amazon");
    }

    /// <summary>One of a VPC with an IPv6 block.</summary>
    public static void WriteIpv6OfVpc(Ec2Answer xml, CidrAssociation association)
    {
        WriteIpv6(xml, association);
        xml.Text("networkBorderGroup", xml.Region.Region.Name);
        xml.Text("ipv6Pool", "Amazon");
    }

    private static void WriteState(Ec2Answer xml, string name, CidrAssociation association) =>
        xml.Element(name, association.State.At(xml.Now), static (xml, state) => xml.Text("state", state));
}
