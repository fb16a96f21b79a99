namespace EndpointLab.Simulator.Ec2;

internal static class VpcPeeringConnections
{
    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["AcceptVpcPeeringConnection"] = Accept,
        ["CreateVpcPeeringConnection"] = Create,
        ["DeleteVpcPeeringConnection"] = Delete,
        ["DescribeVpcPeeringConnections"] = Describe,
        ["RejectVpcPeeringConnection"] = Reject,
    };

    private static readonly FilterTable<VpcPeeringConnection> Filters = new()
    {
        { "accepter-vpc-info.cidr-block", connection => VpcPeeringXml.AccepterBlocks(connection.Peering) },
        { "accepter-vpc-info.owner-id", connection => connection.Peering.Accepter.OwnerId },
        { "accepter-vpc-info.vpc-id", connection => connection.Peering.Accepter.VpcId },
        { "expiration-time", connection => Ec2Answer.Format(VpcPeeringXml.Expiration(connection.Peering)) },
        { "requester-vpc-info.cidr-block", connection => VpcPeeringXml.Blocks(connection.Peering.Requester) },
        { "requester-vpc-info.owner-id", connection => connection.Peering.Requester.OwnerId },
        { "requester-vpc-info.vpc-id", connection => connection.Peering.Requester.VpcId },
        { "status-code", connection => connection.Peering.StatusNow },
        { "status-message", connection => connection.Peering.Message },
        { "vpc-peering-connection-id", connection => connection.Id },
    };

    private static void Create(Ec2Call call)
    {
        var region = call.Region;
        var vpc = region.Vpcs[call.Parameters.Required("VpcId")];
        var accepter = Accepter(call);
        if (region.PeersOf(vpc).Any(peered => peered.Peer == accepter.Place))
            throw Ec2Errors.VpcPeeringConnectionAlreadyExists();
        var tags = call.NewTags(VpcPeeringConnection.Kind);
        call.Proceed();
        VpcPeering peering = new(new(region, vpc), accepter);
        var connection = region.VpcPeeringConnections.Add(new(peering) { Tags = tags });
        if (peering.IsSeenByAccepter && accepter.Place?.Region is { } there && there != region)
            there.VpcPeeringConnections.Add(new(peering));
        Answer(call, connection);
    }

    private static void Accept(Ec2Call call)
    {
        var connection = Existing(call);
        var peering = connection.Peering;
        CheckDecider(call.Region, peering, "accept", "accepted");
        CheckPending(peering, VpcPeeringStatus.Provisioning);
        if (call.Region.VpcPeeringConnections.Any(other => other.Peering.IsAccepted && other.Peering.IsBetweenSame(peering)))
            throw Ec2Errors.VpcPeeringConnectionAlreadyExists();
        call.Proceed();
        peering.Accept();
        Answer(call, connection);
    }

    private static void Reject(Ec2Call call)
    {
        var peering = Existing(call).Peering;
        CheckDecider(call.Region, peering, "reject", "accepted or rejected");
        CheckPending(peering, VpcPeeringStatus.Rejected);
        call.Proceed();
        peering.Reject(call.Region);
        call.Answer.Success();
    }

    private static void Delete(Ec2Call call)
    {
        var peering = Existing(call).Peering;
        if (!peering.IsAccepted && !peering.IsPending)
            throw Ec2Errors.InvalidStateTransition(peering, VpcPeeringStatus.Deleting);
        if (peering.IsPending && peering.Requester.OwnerId != call.Region.AccountId)
            throw Ec2Errors.CannotDecide(call.Region, peering, "delete");
        call.Proceed();
        peering.Delete(call.Region);
        call.Answer.Success();
    }

    private static void Describe(Ec2Call call) => call.Describe(
        call.Region.VpcPeeringConnections, "VpcPeeringConnectionId", Filters, "vpcPeeringConnectionSet", VpcPeeringXml.Write);

    /// <summary>The peer: an unknown VPC of another account or Region isn't refused, but lets the request fail.</summary>
    private static VpcPeeringSide Accepter(Ec2Call call)
    {
        var (region, parameters) = (call.Region, call.Parameters);
        var id = parameters.Required("PeerVpcId");
        Vpc.Kind.CheckForm(id);
        var name = parameters["PeerRegion"] ?? region.Region.Name;
        if (Region.Find(name) is null)
            throw Ec2Errors.InvalidParameterValue("PeerRegion", name, "There is no such Region.");
        var owner = parameters["PeerOwnerId"] ?? region.AccountId;
        var there = region.Everywhere.FirstOrDefault(one => one.AccountId == owner && one.Region.Name == name);
        var vpc = there == region ? region.Vpcs[id] : there?.Vpcs.TryGet(id, out var found) == true ? found : null;
        return new(owner, name, id, there is null || vpc is null ? null : new(there, vpc));
    }

    private static VpcPeeringConnection Existing(Ec2Call call) =>
        call.Region.VpcPeeringConnections[call.Parameters.Required("VpcPeeringConnectionId")];

    private static void CheckDecider(RegionState region, VpcPeering peering, string verb, string decided)
    {
        if (peering.Accepter.OwnerId != region.AccountId)
            throw Ec2Errors.CannotDecide(region, peering, verb);
        if (!peering.Accepter.IsOf(region))
        {
            throw Ec2Errors.OperationNotPermitted($"Incorrect region ({region.Region.Name}) specified for this request. "
                + $"VPC peering connection {peering.Id} must be {decided} in region {peering.Accepter.Region}");
        }
    }

    private static void CheckPending(VpcPeering peering, string next)
    {
        if (!peering.IsPending)
            throw Ec2Errors.InvalidStateTransition(peering, next);
    }

    private static void Answer(Ec2Call call, VpcPeeringConnection connection) =>
        call.Answer.Element("vpcPeeringConnection", connection, VpcPeeringXml.Write);
}

internal static partial class Ec2Errors
{
    public static ServiceException VpcPeeringConnectionAlreadyExists() =>
        new("VpcPeeringConnectionAlreadyExists", "A VPC peering connection between the VPCs already exists.");

    public static ServiceException InvalidStateTransition(VpcPeering peering, string next) => new(
        "InvalidStateTransition",
        $"Invalid state transition for {peering.Id}, attempted to transition from {peering.StatusNow} to {next}");

    public static ServiceException CannotDecide(RegionState region, VpcPeering peering, string verb) =>
        OperationNotPermitted($"User ({region.AccountId}) cannot {verb} peering {peering.Id}");
}
