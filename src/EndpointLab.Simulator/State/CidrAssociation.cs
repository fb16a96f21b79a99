namespace EndpointLab.Simulator.State;

/// <summary>What gives a VPC or a subnet a block of addresses.</summary>
internal sealed class CidrAssociation(string id, Cidr block)
{
    public string Id => id;

    public Cidr Block => block;

    public required Timeline State { get; set; }

    /// <summary>Whether the block was taken back, so that it is only seen until AWS forgets it.</summary>
    public bool IsDisassociated { get; set; }

    /// <summary>The route for the block, which every table of a VPC has and none can lose.</summary>
    public Route LocalRoute => field ??= new(block.ToString(), Route.LocalTarget) { Origin = "CreateRouteTable" };
}

internal sealed partial class RegionState
{
    /// <summary>An association that takes a moment, as those of IPv6 blocks and of further IPv4 blocks do.</summary>
    public CidrAssociation NewCidrAssociation(string prefix, Cidr block) => new(ResourceId.New(prefix), block)
    {
        State = Begin("associating").Then(Delay.CidrAssociation, "associated"),
    };

    /// <param name="forget">Removes the association where it is kept.</param>
    public void Disassociate(CidrAssociation association, Action forget)
    {
        association.IsDisassociated = true;
        association.State = Begin("disassociating").Then(Delay.CidrAssociation, "disassociated");
        After(Delay.DisassociatedCidrVisible, forget);
    }
}
