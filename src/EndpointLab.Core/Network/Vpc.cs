namespace EndpointLab;

/// <summary>A virtual private cloud (EC2's <c>Vpc</c>).</summary>
public sealed record Vpc : LabResource
{
    public string VpcId { get; }

    public string CidrBlock { get; }

    public string State { get; }

    public bool IsDefault { get; }

    internal override string Id => VpcId;

    internal Vpc(LabSession session, Amazon.EC2.Model.Vpc vpc)
        : base(session, vpc.Tags)
    {
        VpcId = vpc.VpcId;
        CidrBlock = vpc.CidrBlock;
        State = vpc.State;
        IsDefault = vpc.IsDefault ?? false;
    }
}
