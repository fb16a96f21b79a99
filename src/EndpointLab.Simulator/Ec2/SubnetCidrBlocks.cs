namespace EndpointLab.Simulator.Ec2;

/// <summary>The IPv6 block of a subnet.</summary>
internal static class SubnetCidrBlocks
{
    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["AssociateSubnetCidrBlock"] = Associate,
        ["DisassociateSubnetCidrBlock"] = Disassociate,
    };

    /// <summary>Reads an IPv6 block of the VPC that no subnet has yet.</summary>
    public static Cidr Read(RegionState region, Vpc vpc, string text)
    {
        if (!Cidr.TryParse(text, out var block) || !block.IsIpv6 || block.PrefixLength is < 44 or > 64 || block.PrefixLength % 4 != 0)
            throw Ec2Errors.InvalidParameterValue($"invalid value for parameter ipv6-cidr-block: {text}");
        if (!vpc.Contains(block))
            throw Ec2Errors.InvalidSubnetRange($"The IPv6 CIDR '{block}' is invalid.");
        return region.Subnets.Any(other => other.Vpc == vpc && other.Ipv6CidrBlock?.Overlaps(block) == true)
            ? throw Ec2Errors.InvalidSubnetConflict(block)
            : block;
    }

    private static void Associate(Ec2Call call)
    {
        call.Parameters.RefuseUnsupported("Ipv6IpamPoolId");
        var subnet = call.Region.Subnets[call.Parameters.Required("SubnetId")];
        var block = Read(call.Region, subnet.Vpc, call.Parameters.Required("Ipv6CidrBlock"));
        if (subnet.Ipv6CidrBlock is not null)
            throw Ec2Errors.CidrLimitExceeded(subnet);
        call.Proceed();
        subnet.Ipv6Association = call.Region.NewCidrAssociation("subnet-cidr-assoc", block);
        Answer(call, subnet);
    }

    private static void Disassociate(Ec2Call call)
    {
        var region = call.Region;
        var id = call.Parameters.Required("AssociationId");
        var subnet = region.Subnets.FirstOrDefault(subnet => subnet.Ipv6Association is { IsDisassociated: false } one && one.Id == id)
            ?? throw Ec2Errors.InvalidSubnetCidrBlockAssociation(id);
        if (subnet.Ipv6Native)
            throw Ec2Errors.OperationNotPermitted($"The IPv6 CIDR block of the IPv6-only subnet {subnet.Id} may not be disassociated.");
        if (region.NetworkInterfacesOf(subnet).Any(one => one.Ipv6Addresses.Count > 0))
            throw Ec2Errors.InvalidCidrBlockInUse($"The subnet {subnet.Id} currently has addresses in CIDR block {subnet.Ipv6CidrBlock}");
        call.Proceed();
        var association = subnet.Ipv6Association!;
        subnet.AssignIpv6AddressOnCreation = false;
        region.Disassociate(association, () =>
        {
            if (subnet.Ipv6Association == association)
                subnet.Ipv6Association = null;
        });
        Answer(call, subnet);
    }

    private static void Answer(Ec2Call call, Subnet subnet)
    {
        call.Answer.Text("subnetId", subnet.Id);
        call.Answer.Element("ipv6CidrBlockAssociation", subnet.Ipv6Association!, CidrAssociationXml.WriteIpv6);
    }
}

internal static partial class Ec2Errors
{
    public static ServiceException CidrLimitExceeded(Subnet subnet) =>
        new("CidrLimitExceeded", $"This subnet '{subnet.Id}' has met its maximum number of allowed IPv6 CIDRs: 1");

    public static ServiceException InvalidSubnetCidrBlockAssociation(string id) => new(
        "InvalidSubnetCidrBlockAssociationID.NotFound", $"The subnet CIDR block with association ID '{id}' does not exist");
}
