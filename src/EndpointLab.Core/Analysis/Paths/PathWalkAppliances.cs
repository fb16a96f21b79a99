namespace EndpointLab.Analysis;

/// <summary>What stands in the way by a route: instances that forward, and appliances behind a Gateway Load Balancer.</summary>
internal sealed partial class PathWalk
{
    /// <summary>A route to an instance: a firewall, a NAT instance.</summary>
    private void TakeInstance(SubnetModel subnet, string target, Leg leg)
    {
        if (index.Interface(target) is not { } appliance)
        {
            notes.Doubt(ModelPart.Interfaces);
            return;
        }

        var own = appliance.Addresses.Where(address => address.IsIpv6 == leg.IsIpv6 && leg.Destinations.Ranges.Contains(address.Value))
            .Select(RangeSet.Of).Aggregate(RangeSet.Empty, (all, one) => all.Union(one));
        if (!own.IsEmpty)
        {
            Local(subnet, subnet.VpcId, notes.Through(RouteModel.LocalTarget, leg.To(own)));
            leg = leg.To(leg.Destinations.Ranges.Except(own));
        }

        if (leg.Destinations.IsEmpty)
        {
            return;
        }

        notes.Show(PathLayer.Gateway, appliance.Id, null, () => appliance.Label, appliance.SourceDestCheck ? false : null, leg.IsMain);
        if (appliance.SourceDestCheck)
        {
            notes.Stop(leg, Cause.RouteBlackhole, PathLayer.Gateway, appliance.Id, null, () => new(
                $"{appliance.Label} has its source/destination check on, which drops what is not meant for it.",
                AwsPages.NetworkInterfaces,
                "Turn the check off, or route past it."));
        }
        else
        {
            notes.Doubt($"What {appliance.Label} does with traffic that is routed to it is not shown by configuration.");
        }
    }

    /// <summary>Through what stands behind a Gateway Load Balancer: the packets come out of the endpoint as they went in.</summary>
    /// <param name="after">The subnet from which they come; null where that is a gateway.</param>
    /// <param name="onward">Takes them on from the endpoint's subnet.</param>
    private void ThroughAppliance(EndpointModel endpoint, SubnetModel? after, Leg leg, Action<SubnetModel, Leg> onward)
    {
        notes.Show(
            PathLayer.Endpoint, endpoint.Id, null, () => $"{endpoint.Id} and the appliances behind it", endpoint.IsAvailable, leg.IsMain);
        JudgeState(endpoint, leg);
        notes.Assume($"The appliances behind {endpoint.Id} let the connection pass.");
        if (index.Subnet(endpoint.SubnetIds is [var first, ..] ? first : "") is not { } subnet)
        {
            notes.Doubt(ModelPart.Subnets);
            return;
        }

        if (leg.Inspector == endpoint)
        {
            notes.Stop(leg, Cause.ApplianceLoop, PathLayer.Endpoint, endpoint.Id, null, () => new(
                $"The route table of {subnet.Id}, where {endpoint.Id} is, sends the packets back to it.",
                AwsPages.GatewayLoadBalancerEndpoints,
                $"Put {endpoint.Id} into a subnet of its own, whose table leads on."));
            return;
        }

        EnterSubnet(subnet, after, leg);
        onward(subnet, leg with { Inspector = endpoint, ReturnsTo = endpoint.Id });
    }
}
