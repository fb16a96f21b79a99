namespace EndpointLab.Simulator.Ec2;

/// <summary>What each side of a peering connection lets the other have.</summary>
internal static class VpcPeeringOptions
{
    private const string Dns = "AllowDnsResolutionFromRemoteVpc";

    public static readonly Dictionary<string, Ec2Action> Actions = new() { ["ModifyVpcPeeringConnectionOptions"] = Modify };

    private static void Modify(Ec2Call call)
    {
        var peering = call.Region.VpcPeeringConnections[call.Parameters.Required("VpcPeeringConnectionId")].Peering;
        List<(string Element, VpcPeeringSide Side, bool? Dns)> changes =
        [
            .. Asked("Requester", "requester", peering.Requester), .. Asked("Accepter", "accepter", peering.Accepter),
        ];
        if (changes.Count == 0)
            throw Ec2Errors.MissingParameter("accepterPeeringConnectionOptions or requesterPeeringConnectionOptions");
        if (peering.StatusNow is not VpcPeeringStatus.Active)
        {
            throw Ec2Errors.OperationNotPermitted(
                $"Peering {peering.Id} is not active. Peering options can be added only to active peerings.");
        }
        call.Proceed();
        foreach (var (element, side, dns) in changes)
        {
            side.AllowDnsResolutionFromRemoteVpc = dns ?? side.AllowDnsResolutionFromRemoteVpc;
            call.Answer.Element(element, side, VpcPeeringXml.WriteOptions);
        }

        IEnumerable<(string Element, VpcPeeringSide Side, bool? Dns)> Asked(string prefix, string adjective, VpcPeeringSide side)
        {
            var options = call.Parameters.Structure($"{prefix}PeeringConnectionOptions");
            if (!options.Any())
                yield break;
            options.RefuseUnsupported("AllowEgressFromLocalClassicLinkToRemoteVpc", "AllowEgressFromLocalVpcToRemoteClassicLink");
            if (!side.IsOf(call.Region))
                throw Ec2Errors.CannotDecide(call.Region, peering, $"modify {adjective} options of");
            yield return ($"{adjective}PeeringConnectionOptions", side, options.Boolean(Dns));
        }
    }
}
