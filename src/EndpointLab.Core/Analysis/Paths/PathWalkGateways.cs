namespace EndpointLab.Analysis;

/// <summary>What gateways of a VPC, its peerings and appliances do.</summary>
internal sealed partial class PathWalk
{
    private void LeaveByInternetGateway(SubnetModel subnet, string gatewayId, Leg leg)
    {
        var sender = leg.Sender!;
        var seenAs = leg.IsIpv6 ? leg.Source : sender.PublicAddresses.TryGetValue(leg.Source, out var address) ? address : (IpAddress?)null;
        var isSupposed = query.From.IsSupposed && sender == query.From.Interface && !leg.IsIpv6;
        Show(
            PathLayer.Gateway,
            gatewayId,
            null,
            () => $"{gatewayId}{(seenAs is { } shown ? $" as {shown}" : "")}",
            seenAs is not null || isSupposed ? !sender.DenyAllIgwTraffic : false,
            leg.IsMain);
        if (index.Gateway(gatewayId) is not { } gateway)
        {
            Doubt(ModelPart.InternetGateways);
            return;
        }

        JudgeDenial(sender, gateway, leg);
        JudgeBlockPublicAccess(sender, gateway, leg, isInbound: false);
        if (isSupposed)
        {
            Assume($"An instance in {subnet.Id} would have a public address, without which {gatewayId} doesn't pass its traffic.");
        }
        else if (seenAs is null)
        {
            Stop(leg, Cause.NoPublicAddress, PathLayer.Gateway, sender.Id, null, () => new(
                $"{Name(sender)} has no public IPv4 address, so {gatewayId} doesn't pass its traffic.",
                AwsPages.InternetGateways,
                sender.Type is InterfaceModel.OfNatGateways
                    ? "A private NAT gateway leads to other networks only: create a public one."
                    : "Give it an elastic address, or use a NAT gateway or an endpoint."));
        }

        if (index.EdgeTableOf(gateway) is { } edge)
        {
            JudgeReturn(edge, gatewayId, leg);
        }
        else
        {
            JudgeDirectReturn(gatewayId, leg);
        }

        ToInternet(leg with { Source = seenAs ?? leg.Source, Sender = sender, Inspector = null, ReturnsTo = gatewayId });
    }

    private void LeaveByEgressOnlyGateway(SubnetModel subnet, string gatewayId, Leg leg)
    {
        Show(PathLayer.Gateway, gatewayId, null, () => $"{gatewayId} as {leg.Source}", true, leg.IsMain);
        if (index.Gateway(gatewayId) is not { } gateway)
        {
            Doubt(ModelPart.EgressOnlyInternetGateways);
            return;
        }

        JudgeBlockPublicAccess(leg.Sender!, gateway, leg, isInbound: false);
        JudgeDirectReturn(gatewayId, leg);
        ToInternet(leg with { Inspector = null, ReturnsTo = gatewayId });
    }

    /// <summary>Replies come in by a gateway without a table of its own: straight to their subnet.</summary>
    private void JudgeDirectReturn(string gatewayId, Leg leg)
    {
        if (leg.Inspector is { } inspector)
        {
            Stop(leg, Cause.ApplianceAsymmetry, PathLayer.Gateway, gatewayId, null, () => new(
                $"Replies to {leg.Source} come in by {gatewayId}, which has no route table that leads them to {inspector.Id}: "
                    + "its appliance sees one direction only, and stateful ones drop that.",
                AwsPages.MiddleboxRouting,
                $"Give {gatewayId} a route table with a route from the subnet of {leg.Source} to {inspector.Id}."));
        }
    }

    private void JudgeDenial(InterfaceModel denying, GatewayModel gateway, Leg leg)
    {
        if (denying.DenyAllIgwTraffic)
        {
            Stop(leg, Cause.NoPublicAddress, PathLayer.Gateway, denying.Id, null, () => new(
                $"{denying.Id} denies all traffic of internet gateways, so {gateway.Id} passes nothing to it nor from it.",
                AwsPages.InterfaceEndpoints,
                "Such an interface is reached from within its VPC only."));
        }
    }

    private void JudgeBlockPublicAccess(InterfaceModel inside, GatewayModel gateway, Leg leg, bool isInbound)
    {
        var blocking = index.Model.BlockPublicAccess;
        if (!index.Model.Has(ModelPart.BlockPublicAccess))
        {
            Doubt(ModelPart.BlockPublicAccess);
        }

        var isEgressOnly = gateway.Kind is GatewayKind.EgressOnly || inside.Type is InterfaceModel.OfNatGateways;
        var exclusions = blocking.Exclusions
            .Where(exclusion => exclusion.ResourceId == inside.SubnetId || exclusion.ResourceId == inside.VpcId).ToList();
        var blocks = blocking.Mode switch
        {
            BlockPublicAccessModel.Bidirectional => !exclusions.Exists(exclusion => exclusion.AllowsIngress || !isInbound),
            BlockPublicAccessModel.Ingress => !exclusions.Exists(exclusion => exclusion.AllowsIngress) && (isInbound || !isEgressOnly),
            _ => false,
        };
        if (blocks)
        {
            var mode = isInbound || blocking.Mode is BlockPublicAccessModel.Ingress
                ? ExcludeFromBlockPublicAccess.Bidirectional
                : ExcludeFromBlockPublicAccess.Egress;
            Stop(leg, Cause.BlockPublicAccess, PathLayer.Gateway, inside.SubnetId, blocking.Mode, () => new(
                $"VPC Block Public Access is {blocking.Mode} in this Region, so {gateway.Id} lets nothing "
                    + $"{(isInbound ? "into" : "out of")} {inside.SubnetId}.",
                AwsPages.BlockPublicAccess,
                $"Use an endpoint, which it doesn't concern, or exclude {inside.SubnetId} from it ({mode}).",
                new ExcludeFromBlockPublicAccess(inside.SubnetId, mode)));
        }
    }

    private void LeaveByNatGateway(SubnetModel subnet, RouteTableModel table, RouteModel route, Leg leg)
    {
        if (index.NatGateway(route.Target) is not { } nat)
        {
            Doubt(ModelPart.NatGateways);
            return;
        }

        if (leg.Sender?.Id == nat.InterfaceId)
        {
            Stop(leg, Cause.NoRoute, PathLayer.Route, table.Id, $"{route}", () => new(
                $"{table.Id} of {subnet.Id} sends {nat.Id}'s own traffic back to it.",
                AwsPages.NatGateways,
                $"Put {nat.Id} into a subnet whose table leads to an internet gateway."));
            return;
        }

        Show(PathLayer.Gateway, nat.Id, null, () => $"{nat.Id} in {nat.SubnetId}", nat.IsAvailable, leg.IsMain);
        if (!nat.IsAvailable)
        {
            Stop(leg, Cause.NatGatewayNotAvailable, PathLayer.Gateway, nat.Id, null, () => new(
                $"{nat.Id} is {nat.State}.",
                AwsPages.NatTroubleshooting,
                AnotherNat(route, table)));
        }

        var translated = leg.IsIpv6 ? leg.Destinations.Ranges.Intersect(RangeSet.Of(AmazonAddresses.Nat64)) : leg.Destinations.Ranges;
        if (leg.Destinations.Ranges.Except(translated) is { IsEmpty: false } ipv6)
        {
            Stop(leg.To(ipv6), Cause.AddressFamily, PathLayer.Gateway, nat.Id, null, () => new(
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
            Doubt(index.Model.Has(ModelPart.Interfaces) ? ModelPart.Subnets : ModelPart.Interfaces);
            return;
        }

        var part = leg.To(translated);
        if (natSubnet.Id != subnet.Id)
        {
            JudgeAcl(natSubnet, part, isEgress: false, isReply: false);
            JudgeAcl(natSubnet, part, isEgress: true, isReply: true);
        }

        if (!natSubnet.Contains(leg.Source))
        {
            JudgeReturn(natSubnet, part);
        }

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
            Doubt(ModelPart.Peerings);
            return;
        }

        var across = peering.Across(subnet.VpcId);
        Show(PathLayer.Gateway, peeringId, null, () => $"{peeringId} to {across.VpcId}", peering.Status is PeeringModel.Active, leg.IsMain);
        if (peering.Status is not PeeringModel.Active)
        {
            Stop(leg, Cause.RouteBlackhole, PathLayer.Gateway, peeringId, null, () => new(
                $"{peeringId} is {peering.Status}.",
                AwsPages.PeeringLimitations,
                peering.Status is PeeringModel.PendingAcceptance
                    ? "Have the owner of the other VPC accept it."
                    : "Create another one, and lead the routes to it."));
        }

        JudgeDirectReturn(peeringId, leg);
        var inside = leg.Destinations.Ranges.Intersect(RangeSet.Of(across.Blocks, leg.IsIpv6));
        if (leg.Destinations.Ranges.Except(inside) is { IsEmpty: false } beyond)
        {
            Stop(leg.To(beyond), Cause.EdgeToEdge, PathLayer.Gateway, peeringId, null, () => new(
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
            Doubt($"{across.VpcId} of {across.OwnerId} in {across.Region} can't be read from here.");
            return;
        }

        Local(subnet, across.VpcId, leg.To(inside) with { Inspector = null, ReturnsTo = peeringId });
    }

    /// <summary>A route to an instance: a firewall, a NAT instance.</summary>
    private void TakeInstance(SubnetModel subnet, string target, Leg leg)
    {
        if (index.Interface(target) is not { } appliance)
        {
            Doubt(ModelPart.Interfaces);
            return;
        }

        var own = appliance.Addresses.Where(address => address.IsIpv6 == leg.IsIpv6 && leg.Destinations.Ranges.Contains(address.Value))
            .Select(RangeSet.Of).Aggregate(RangeSet.Empty, (all, one) => all.Union(one));
        if (!own.IsEmpty)
        {
            Local(subnet, subnet.VpcId, Through(RouteModel.LocalTarget, leg.To(own)));
            leg = leg.To(leg.Destinations.Ranges.Except(own));
        }

        if (leg.Destinations.IsEmpty)
        {
            return;
        }

        Show(PathLayer.Gateway, appliance.Id, null, () => Name(appliance), appliance.SourceDestCheck ? false : null, leg.IsMain);
        if (appliance.SourceDestCheck)
        {
            Stop(leg, Cause.RouteBlackhole, PathLayer.Gateway, appliance.Id, null, () => new(
                $"{Name(appliance)} has its source/destination check on, which drops what is not meant for it.",
                AwsPages.NetworkInterfaces,
                "Turn the check off, or route past it."));
        }
        else
        {
            Doubt($"What {Name(appliance)} does with traffic that is routed to it is not shown by configuration.");
        }
    }

    /// <summary>Through what stands behind a Gateway Load Balancer: the packets come out of the endpoint as they went in.</summary>
    /// <param name="after">The subnet from which they come; null where that is a gateway.</param>
    /// <param name="onward">Takes them on from the endpoint's subnet.</param>
    private void ThroughAppliance(EndpointModel endpoint, SubnetModel? after, Leg leg, Action<SubnetModel, Leg> onward)
    {
        Show(PathLayer.Endpoint, endpoint.Id, null, () => $"{endpoint.Id} and the appliances behind it", endpoint.IsAvailable, leg.IsMain);
        JudgeState(endpoint, leg);
        Assume($"The appliances behind {endpoint.Id} let the connection pass.");
        if (index.Subnet(endpoint.SubnetIds is [var first, ..] ? first : "") is not { } subnet)
        {
            Doubt(ModelPart.Subnets);
            return;
        }

        if (leg.Inspector == endpoint)
        {
            Stop(leg, Cause.ApplianceLoop, PathLayer.Endpoint, endpoint.Id, null, () => new(
                $"The route table of {subnet.Id}, where {endpoint.Id} is, sends the packets back to it.",
                AwsPages.GatewayLoadBalancerEndpoints,
                $"Put {endpoint.Id} into a subnet of its own, whose table leads on."));
            return;
        }

        if (subnet.Id != after?.Id)
        {
            JudgeAcl(subnet, leg, isEgress: false, isReply: false);
            JudgeAcl(subnet, leg, isEgress: true, isReply: true);
        }

        if (!subnet.Contains(leg.Source))
        {
            JudgeReturn(subnet, leg);
        }

        onward(subnet, leg with { Inspector = endpoint, ReturnsTo = endpoint.Id });
    }
}
