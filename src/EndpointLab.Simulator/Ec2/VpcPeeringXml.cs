namespace EndpointLab.Simulator.Ec2;

/// <summary>How a peering connection shows. What its accepter has is seen only while it is active.</summary>
internal static class VpcPeeringXml
{
    public static void Write(Ec2Answer xml, VpcPeeringConnection connection)
    {
        var peering = connection.Peering;
        xml.Text("vpcPeeringConnectionId", connection.Id);
        WriteSide("requesterVpcInfo", peering.Requester, isWhole: true);
        WriteSide("accepterVpcInfo", peering.Accepter, peering.StatusNow is VpcPeeringStatus.Active);
        xml.Element("status", peering, static (xml, peering) =>
        {
            xml.Text("code", peering.StatusNow);
            xml.Text("message", peering.Message);
        });
        xml.Time("expirationTime", Expiration(peering));
        xml.Tags(connection);

        void WriteSide(string name, VpcPeeringSide side, bool isWhole) => xml.Element(name, () =>
        {
            xml.Text("ownerId", side.OwnerId);
            xml.Text("vpcId", side.VpcId);
            xml.Text("region", side.Region);
            if (isWhole && side.Place is { } place)
                WriteWhole(xml, place.Vpc, side);
        });
    }

    /// <summary>One side's options, as a connection shows them and as changing them is answered.</summary>
    public static void WriteOptions(Ec2Answer xml, VpcPeeringSide side)
    {
        xml.Flag("allowDnsResolutionFromRemoteVpc", side.AllowDnsResolutionFromRemoteVpc);
        xml.Flag("allowEgressFromLocalClassicLinkToRemoteVpc", false);
        xml.Flag("allowEgressFromLocalVpcToRemoteClassicLink", false);
    }

    /// <summary>When it expires, as long as it may.</summary>
    public static DateTimeOffset? Expiration(VpcPeering peering) => peering.IsPending ? peering.Expiration : null;

    public static IEnumerable<string> Blocks(VpcPeeringSide side) =>
        side.Place?.Vpc.Associated(isIpv6: false).Select(association => association.Block.ToString()) ?? [];

    public static IEnumerable<string> AccepterBlocks(VpcPeering peering) =>
        peering.StatusNow is VpcPeeringStatus.Active ? Blocks(peering.Accepter) : [];

    private static void WriteWhole(Ec2Answer xml, Vpc vpc, VpcPeeringSide side)
    {
        xml.Text("cidrBlock", vpc.CidrBlock.ToString());
        xml.List("cidrBlockSet", Blocks(side), static (xml, block) => xml.Text("cidrBlock", block));
        if (vpc.HasIpv6)
        {
            xml.List(
                "ipv6CidrBlockSet",
                vpc.Associated(isIpv6: true),
                static (xml, association) => xml.Text("ipv6CidrBlock", association.Block.ToString()));
        }

        xml.Element("peeringOptions", side, WriteOptions);
    }
}
