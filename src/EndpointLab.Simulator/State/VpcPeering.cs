namespace EndpointLab.Simulator.State;

/// <summary>
/// What two VPCs are joined by, once the owner of the second has accepted it ("VPC peering connection lifecycle" in the VPC Peering
/// Guide).
/// </summary>
internal sealed class VpcPeering
{
    private readonly RegionState requesting;
    private string? endedBy;

    /// <summary>Requests one. It fails where there is no such peer, or where it has addresses of the requester's.</summary>
    public VpcPeering(VpcPlace requester, VpcPeeringSide accepter)
    {
        requesting = requester.Region;
        Requester = new(requesting.AccountId, requesting.Region.Name, requester.Vpc.Id, requester);
        Accepter = accepter;
        Expiration = requesting.Until(Delay.VpcPeeringAcceptance);
        Status = requesting.Begin(VpcPeeringStatus.InitiatingRequest);
        IsSeenByAccepter = accepter.Place is { } peer && !requester.Vpc.Overlaps(peer.Vpc);
        if (IsSeenByAccepter)
        {
            Status.Then(Delay.VpcPeeringRequest, VpcPeeringStatus.PendingAcceptance)
                .Then(Delay.VpcPeeringAcceptance, VpcPeeringStatus.Expired);
            requesting.After(
                [Delay.VpcPeeringRequest, Delay.VpcPeeringAcceptance, Delay.EndedVpcPeeringVisibleToPeer],
                () => Forget(VpcPeeringStatus.Expired));
        }
        else
        {
            Status.Then(Delay.VpcPeeringRequest, VpcPeeringStatus.Failed);
            requesting.After([Delay.VpcPeeringRequest, Delay.EndedVpcPeeringVisible], () => Forget(VpcPeeringStatus.Failed));
        }
    }

    public string Id { get; } = ResourceId.New(VpcPeeringConnection.Kind.Prefix);

    public VpcPeeringSide Requester { get; }

    public VpcPeeringSide Accepter { get; }

    public Timeline Status { get; private set; }

    /// <summary>Whether the request reaches the accepter, rather than fail.</summary>
    public bool IsSeenByAccepter { get; }

    /// <summary>When the request expires, unless it is accepted or rejected before.</summary>
    public DateTimeOffset Expiration { get; }

    public string StatusNow => Status.At(requesting.Now);

    public bool IsPending => StatusNow is VpcPeeringStatus.InitiatingRequest or VpcPeeringStatus.PendingAcceptance;

    /// <summary>Whether it was accepted, and is neither deleted nor about to be.</summary>
    public bool IsAccepted => StatusNow is VpcPeeringStatus.Provisioning or VpcPeeringStatus.Active;

    public string Message => StatusNow switch
    {
        VpcPeeringStatus.InitiatingRequest => $"Initiating Request to {Accepter.OwnerId}",
        VpcPeeringStatus.PendingAcceptance => $"Pending Acceptance by {Accepter.OwnerId}",
        VpcPeeringStatus.Failed => "Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range",
        VpcPeeringStatus.Provisioning => "Provisioning",
        VpcPeeringStatus.Active => "Active",
        VpcPeeringStatus.Rejected => $"Rejected by {endedBy}",
        VpcPeeringStatus.Deleting => $"Deleting by {endedBy}",
        VpcPeeringStatus.Deleted => $"Deleted by {endedBy}",
        _ => "Expired",
    };

    /// <summary>Whether the VPC is at one of its ends.</summary>
    public bool Joins(Vpc vpc) => Requester.Place?.Vpc == vpc || Accepter.Place?.Vpc == vpc;

    /// <summary>Whether another connection is between the same VPCs.</summary>
    public bool IsBetweenSame(VpcPeering other) =>
        Requester.Place is { } one && Accepter.Place is { } two && other.Joins(one.Vpc) && other.Joins(two.Vpc);

    /// <summary>The other end of an active connection; null where the VPC is at none of its ends.</summary>
    public VpcPlace? Opposite(Vpc vpc) =>
        StatusNow is not VpcPeeringStatus.Active ? null
        : Requester.Place?.Vpc == vpc ? Accepter.Place
        : Accepter.Place?.Vpc == vpc ? Requester.Place
        : null;

    /// <summary>Whether the public names of a VPC's instances mean their private addresses to those who ask in another.</summary>
    public bool AllowsDnsResolution(Vpc of, Vpc askedIn) =>
        Opposite(of)?.Vpc == askedIn && (Requester.Place?.Vpc == of ? Requester : Accepter).AllowDnsResolutionFromRemoteVpc;

    public void Accept() =>
        Status = requesting.Begin(VpcPeeringStatus.Provisioning).Then(Delay.VpcPeeringProvisioning, VpcPeeringStatus.Active);

    public void Reject(RegionState by) => End(requesting.Begin(VpcPeeringStatus.Rejected), by);

    /// <summary>Deletes it, for which a connection between Regions takes a while.</summary>
    public void Delete(RegionState by) => End(
        Requester.Region == Accepter.Region
            ? requesting.Begin(VpcPeeringStatus.Deleted)
            : requesting.Begin(VpcPeeringStatus.Deleting).Then(Delay.VpcPeeringDeletion, VpcPeeringStatus.Deleted),
        by);

    /// <summary>It is shown for a while yet, longer to an account that didn't end it.</summary>
    private void End(Timeline status, RegionState by)
    {
        Status = status;
        endedBy = by.AccountId;
        foreach (var region in Regions())
        {
            region.After(
                region.AccountId == endedBy ? Delay.EndedVpcPeeringVisible : Delay.EndedVpcPeeringVisibleToPeer,
                () => region.RemoveVpcPeering(this));
        }
    }

    private void Forget(string status)
    {
        if (StatusNow != status)
            return;
        foreach (var region in Regions())
            region.RemoveVpcPeering(this);
    }

    private IEnumerable<RegionState> Regions() =>
        new[] { Requester.Place, Accepter.Place }.OfType<VpcPlace>().Select(place => place.Region).Distinct();
}

/// <summary>One end of a peering connection, as the request named it.</summary>
/// <param name="Place">Null where there is no such VPC.</param>
internal sealed record VpcPeeringSide(string OwnerId, string Region, string VpcId, VpcPlace? Place)
{
    /// <summary>Whether public names of its instances mean their private addresses to the other end.</summary>
    public bool AllowDnsResolutionFromRemoteVpc { get; set; }

    public bool IsOf(RegionState region) => OwnerId == region.AccountId && Region == region.Region.Name;
}

/// <summary>A VPC, and where it is.</summary>
internal sealed record VpcPlace(RegionState Region, Vpc Vpc);

/// <summary>The states of a peering connection, as EC2 writes them.</summary>
internal static class VpcPeeringStatus
{
    public const string InitiatingRequest = "initiating-request";
    public const string PendingAcceptance = "pending-acceptance";
    public const string Failed = "failed";
    public const string Expired = "expired";
    public const string Rejected = "rejected";
    public const string Provisioning = "provisioning";
    public const string Active = "active";
    public const string Deleting = "deleting";
    public const string Deleted = "deleted";
}
