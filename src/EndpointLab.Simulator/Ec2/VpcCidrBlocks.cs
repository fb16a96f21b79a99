namespace EndpointLab.Simulator.Ec2;

/// <summary>Further blocks of a VPC: of IPv4, as the customer chooses them, and of IPv6, as Amazon provides them.</summary>
internal static class VpcCidrBlocks
{
    /// <summary>How many blocks of a family a VPC has at most ("Amazon VPC quotas").</summary>
    private const int MostBlocks = 5;

    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["AssociateVpcCidrBlock"] = Associate,
        ["DisassociateVpcCidrBlock"] = Disassociate,
    };

    // "Add a CIDR block to your VPC": a VPC in one of these takes no block from another.
    private static readonly Cidr[] PrivateRanges = [.. "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16".Split(' ').Select(Cidr.Parse)];

    /// <summary>Whether the call asks for an IPv6 block of Amazon's.</summary>
    public static bool WantsIpv6(Ec2Call call)
    {
        call.Parameters.RefuseUnsupported("Ipv6CidrBlock", "Ipv6Pool", "Ipv4IpamPoolId", "Ipv6IpamPoolId");
        call.Parameters.OneOf("Ipv6CidrBlockNetworkBorderGroup", call.Region.Region.Name, call.Region.Region.Name);
        return call.Parameters.Boolean("AmazonProvidedIpv6CidrBlock") == true;
    }

    private static void Associate(Ec2Call call)
    {
        var region = call.Region;
        var vpc = region.Vpcs[call.Parameters.Required("VpcId")];
        var isIpv6 = WantsIpv6(call);
        var asked = call.Parameters["CidrBlock"];
        if (isIpv6 == asked is not null)
            throw Ec2Errors.InvalidParameterCombination("The request must contain exactly one of cidrBlock, amazonProvidedIpv6CidrBlock");
        if (asked is not null)
            CheckNew(vpc, BlockRules.Read("CidrBlock", asked));
        if (vpc.Associated(isIpv6).Count() >= MostBlocks)
            throw Ec2Errors.CidrLimitExceeded(vpc, MostBlocks);
        call.Proceed();
        var association = region.AssociateCidr(vpc, asked is null ? region.TakeIpv6Block() : Cidr.Parse(asked));
        Answer(call, vpc, association);
    }

    private static void Disassociate(Ec2Call call)
    {
        var region = call.Region;
        var id = call.Parameters.Required("AssociationId");
        var vpc = region.Vpcs.FirstOrDefault(vpc => vpc.CidrAssociations.Exists(IsMeant))
            ?? throw Ec2Errors.InvalidVpcCidrBlockAssociation(id);
        var association = vpc.CidrAssociations.Find(IsMeant)!;
        if (association == vpc.CidrAssociations[0])
        {
            throw Ec2Errors.OperationNotPermitted($"The vpc CIDR block with association ID {id} may not be disassociated. "
                + "It is the primary IPv4 CIDR block of the VPC");
        }

        if (region.Subnets.Any(subnet => subnet.Vpc == vpc && (subnet.CidrBlock is { } v4 && association.Block.Contains(v4)
            || subnet.Ipv6CidrBlock is { } v6 && association.Block.Contains(v6))))
        {
            throw Ec2Errors.InvalidCidrBlockInUse($"The vpc {vpc.Id} currently has a subnet within CIDR block {association.Block}");
        }

        call.Proceed();
        region.Disassociate(association, () => vpc.CidrAssociations.Remove(association));
        Answer(call, vpc, association);

        bool IsMeant(CidrAssociation one) => one.Id == id && !one.IsDisassociated;
    }

    private static void CheckNew(Vpc vpc, Cidr block)
    {
        if (block.PrefixLength is < 16 or > 28)
            throw Ec2Errors.InvalidVpcRange(block);
        if (Array.Find(PrivateRanges, range => range.Overlaps(block)) is { PrefixLength: > 0 } range
            && !range.Overlaps(vpc.CidrBlock) && Array.Exists(PrivateRanges, other => other.Overlaps(vpc.CidrBlock)))
        {
            throw Ec2Errors.InvalidVpcRange($"The CIDR '{block}' is restricted. Use a CIDR from the same private address range as the "
                + "current VPC CIDR, or use a publicly-routable CIDR. For additional restrictions, see "
                + "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html");
        }

        if (vpc.Associated(isIpv6: false).Any(association => association.Block.Overlaps(block)))
            throw Ec2Errors.InvalidVpcRange($"The CIDR '{block}' conflicts with another CIDR block of the VPC");
    }

    private static void Answer(Ec2Call call, Vpc vpc, CidrAssociation association)
    {
        call.Answer.Text("vpcId", vpc.Id);
        if (association.Block.IsIpv6)
            call.Answer.Element("ipv6CidrBlockAssociation", association, CidrAssociationXml.WriteIpv6OfVpc);
        else
            call.Answer.Element("cidrBlockAssociation", association, CidrAssociationXml.WriteIpv4);
    }
}

internal static partial class Ec2Errors
{
    public static ServiceException InvalidVpcRange(string message) => new("InvalidVpc.Range", message);

    public static ServiceException CidrLimitExceeded(Vpc vpc, int most) =>
        new("CidrLimitExceeded", $"This network '{vpc.Id}' has met its maximum number of allowed CIDRs: {most}");

    public static ServiceException InvalidVpcCidrBlockAssociation(string id) => new(
        "InvalidVpcCidrBlockAssociationID.NotFound", $"The vpc CIDR block association ID '{id}' does not exist");

    public static ServiceException InvalidCidrBlockInUse(string message) => new("InvalidCidrBlock.InUse", message);
}
