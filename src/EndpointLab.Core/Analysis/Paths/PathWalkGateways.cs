namespace EndpointLab.Analysis;

/// <summary>What gateways of a VPC and its peerings do.</summary>
internal sealed partial class PathWalk
{
    private void LeaveByInternetGateway(SubnetModel subnet, string gatewayId, Leg leg)
    {
        var sender = leg.Sender!;
        var seenAs = leg.IsIpv6 ? leg.Source : sender.PublicAddresses.TryGetValue(leg.Source, out var address) ? address : (IpAddress?)null;
        var isSupposed = query.From.IsSupposed && sender == query.From.Interface && !leg.IsIpv6;
        notes.Show(
            PathLayer.Gateway,
            gatewayId,
            null,
            () => $"{gatewayId}{(seenAs is { } shown ? $" as {shown}" : "")}",
            seenAs is not null || isSupposed ? !sender.DenyAllIgwTraffic : false,
            leg.IsMain);
        if (index.Gateway(gatewayId) is not { } gateway)
        {
            notes.Doubt(ModelPart.InternetGateways);
            return;
        }

        access.JudgeDenial(sender, gateway, leg);
        access.JudgeBlocking(sender, gateway, leg, isInbound: false);
        if (isSupposed)
        {
            notes.Assume($"An instance in {subnet.Id} would have a public address, without which {gatewayId} doesn't pass its traffic.");
        }
        else if (seenAs is null)
        {
            notes.Stop(leg, Cause.NoPublicAddress, PathLayer.Gateway, sender.Id, null, () => new(
                $"{sender.Label} has no public IPv4 address, so {gatewayId} doesn't pass its traffic.",
                AwsPages.InternetGateways,
                sender.Type is InterfaceModel.OfNatGateways
                    ? "A private NAT gateway leads to other networks only: create a public one."
                    : "Give it an elastic address, or use a NAT gateway or an endpoint."));
        }

        if (index.EdgeTableOf(gateway) is { } edge)
        {
            returns.Judge(edge, gatewayId, leg);
        }
        else
        {
            returns.JudgeDirect(gatewayId, leg);
        }

        ToInternet(leg with { Source = seenAs ?? leg.Source, Sender = sender, Inspector = null, ReturnsTo = gatewayId });
    }

    private void LeaveByEgressOnlyGateway(SubnetModel subnet, string gatewayId, Leg leg)
    {
        notes.Show(PathLayer.Gateway, gatewayId, null, () => $"{gatewayId} as {leg.Source}", true, leg.IsMain);
        if (index.Gateway(gatewayId) is not { } gateway)
        {
            notes.Doubt(ModelPart.EgressOnlyInternetGateways);
            return;
        }

        access.JudgeBlocking(leg.Sender!, gateway, leg, isInbound: false);
        returns.JudgeDirect(gatewayId, leg);
        ToInternet(leg with { Inspector = null, ReturnsTo = gatewayId });
    }

    private void LeaveByNatGateway(SubnetModel subnet, RouteTableModel table, RouteModel route, Leg leg)
    {
        if (index.NatGateway(route.Target) is not { } nat)
        {
            notes.Doubt(ModelPart.NatGateways);
            return;
        }

        if (leg.Sender?.Id == nat.InterfaceId)
        {
            notes.Stop(leg, Cause.NoRoute, PathLayer.Route, table.Id, $"{route}", () => new(
                $"{table.Id} of {subnet.Id} sends {nat.Id}'s own traffic back to it.",
                AwsPages.NatGateways,
                $"Put {nat.Id} into a subnet whose table leads to an internet gateway."));
            return;
        }

        notes.Show(PathLayer.Gateway, nat.Id, null, () => $"{nat.Id} in {nat.SubnetId}", nat.IsAvailable, leg.IsMain);
        if (!nat.IsAvailable)
        {
            notes.Stop(leg, Cause.NatGatewayNotAvailable, PathLayer.Gateway, nat.Id, null, () => new(
                $"{nat.Id} is {nat.State}.",
                AwsPages.NatTroubleshooting,
                repairs.AnotherNat(route, table)));
        }

        var translated = leg.IsIpv6 ? leg.Destinations.Ranges.Intersect(RangeSet.Of(AmazonAddresses.Nat64)) : leg.Destinations.Ranges;
        if (leg.Destinations.Ranges.Except(translated) is { IsEmpty: false } ipv6)
        {
            notes.Stop(leg.To(ipv6), Cause.AddressFamily, PathLayer.Gateway, nat.Id, null, () => new(
                $"{nat.Id} translates IPv4, and of IPv6 only what DNS64 makes of it ({AmazonAddresses.Nat64}).",
                AwsPages.NatGateways,
                "Route IPv6 to an egress-only internet gateway or an endpoint."));
        }

        if (translated.IsEmpty)
        {
            return;
        }

        if (index.Interface(nat.InterfaceId) is not { } own || own.AddressOf(isIpv6: false) is not { } source
            || index.Subnet(nat.SubnetId) is not { } natSubnet)
        {
            notes.Doubt(index.Model.Has(ModelPart.Interfaces) ? ModelPart.Subnets : ModelPart.Interfaces);
            return;
        }

        var part = leg.To(translated);
        EnterSubnet(natSubnet, subnet, part);
        var offset = leg.IsIpv6 ? AmazonAddresses.Nat64.First.Value : 0;
        Leave(natSubnet, part with
        {
            Source = source,
            Number = leg.Number + 1,
            Destinations = new(translated.Less(offset), IsIpv6: false),
            Sender = own,
            Offset = leg.Offset + offset,
            Inspector = null,
            ReturnsTo = RouteModel.LocalTarget,
        });
    }

    private void LeaveByPeering(SubnetModel subnet, string peeringId, Leg leg)
    {
        if (index.Peering(peeringId) is not { } peering)
        {
            notes.Doubt(ModelPart.Peerings);
            return;
        }

        var across = peering.Across(subnet.VpcId);
        notes.Show(
            PathLayer.Gateway, peeringId, null, () => $"{peeringId} to {across.VpcId}", peering.Status is PeeringModel.Active, leg.IsMain);
        if (peering.Status is not PeeringModel.Active)
        {
            notes.Stop(leg, Cause.RouteBlackhole, PathLayer.Gateway, peeringId, null, () => new(
                $"{peeringId} is {peering.Status}.",
                AwsPages.PeeringLimitations,
                peering.Status is PeeringModel.PendingAcceptance
                    ? "Have the owner of the other VPC accept it."
                    : "Create another one, and lead the routes to it."));
        }

        returns.JudgeDirect(peeringId, leg);
        var inside = leg.Destinations.Ranges.Intersect(RangeSet.Of(across.Blocks, leg.IsIpv6));
        if (leg.Destinations.Ranges.Except(inside) is { IsEmpty: false } beyond)
        {
            notes.Stop(leg.To(beyond), Cause.EdgeToEdge, PathLayer.Gateway, peeringId, null, () => new(
                $"{peeringId} leads to the addresses of {across.VpcId} only, not through it to {leg.Destinations.With(beyond)}.",
                AwsPages.PeeringLimitations,
                "A peer's gateways and gateway endpoints can't be used from here: use one of this VPC."));
        }

        if (inside.IsEmpty)
        {
            return;
        }

        if (index.Vpc(across.VpcId) is null)
        {
            notes.Doubt($"{across.VpcId} of {across.OwnerId} in {across.Region} can't be read from here.");
            return;
        }

        Local(subnet, across.VpcId, leg.To(inside) with { Inspector = null, ReturnsTo = peeringId });
    }
}
