namespace EndpointLab.Simulator.State;

/// <summary>A peering as an account has it in a Region; each of the two has tags of its own.</summary>
internal sealed class VpcPeeringConnection(VpcPeering peering) : Resource(peering.Id), IResource
{
    public static ResourceKind Kind { get; } = new(
        "vpc-peering-connection",
        "pcx",
        "InvalidVpcPeeringConnectionID.NotFound",
        "InvalidVpcPeeringConnectionId.Malformed",
        "vpcPeeringConnection ID");

    public VpcPeering Peering => peering;

    public override bool CanRoute(Vpc vpc) => peering.Opposite(vpc) is not null;
}

internal sealed partial class RegionState
{
    public ResourceTable<VpcPeeringConnection> VpcPeeringConnections => field ??= NewTable<VpcPeeringConnection>();

    /// <summary>The VPCs that a VPC has active connections to.</summary>
    public IEnumerable<(VpcPeeringConnection Connection, VpcPlace Peer)> PeersOf(Vpc vpc) =>
        from connection in VpcPeeringConnections
        let peer = connection.Peering.Opposite(vpc)
        where peer is not null
        select (connection, peer);

    public void RemoveVpcPeering(VpcPeering peering)
    {
        if (VpcPeeringConnections.TryGet(peering.Id, out var connection))
            VpcPeeringConnections.Remove(connection);
    }

    /// <summary>
    /// Whether a connection keeps the VPC from being deleted: one that was accepted, or another account's request for one.
    /// </summary>
    private bool IsPeered(Vpc vpc) => VpcPeeringConnections.Select(connection => connection.Peering).Any(peering =>
        peering.Joins(vpc) && (peering.IsAccepted || (peering.IsPending && peering.Requester.OwnerId != AccountId)));
}
