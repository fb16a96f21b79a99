using Amazon.EC2;

namespace EndpointLab;

/// <summary>A virtual private cloud (EC2's <c>Vpc</c>).</summary>
public sealed record Vpc : LabResource
{
    public string VpcId { get; }

    /// <summary>The block that it was created with.</summary>
    public string CidrBlock { get; }

    /// <summary>All of its IPv4 blocks, later ones included.</summary>
    public string[] CidrBlocks { get; }

    /// <summary>Its IPv6 blocks, those included that it is just getting.</summary>
    public string[] Ipv6CidrBlocks { get; }

    public string State { get; }

    public bool IsDefault { get; }

    internal override string Id => VpcId;

    internal Vpc(LabSession session, Amazon.EC2.Model.Vpc vpc)
        : base(session, vpc.Tags)
    {
        VpcId = vpc.VpcId;
        CidrBlock = vpc.CidrBlock;
        CidrBlocks = [.. (vpc.CidrBlockAssociationSet ?? [])
            .Where(block => block.CidrBlockState.State == VpcCidrBlockStateCode.Associated)
            .Select(block => block.CidrBlock)];
        Ipv6CidrBlocks = [.. (vpc.Ipv6CidrBlockAssociationSet ?? [])
            .Where(block => block.Ipv6CidrBlockState.State.Value is "associating" or "associated")
            .Select(block => block.Ipv6CidrBlock)];
        State = vpc.State;
        IsDefault = vpc.IsDefault ?? false;
    }
}
