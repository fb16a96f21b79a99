namespace EndpointLab.Analysis;

/// <summary>Where a connection ends: at an interface, at a service, on the internet.</summary>
internal sealed partial class PathWalk
{
    /// <summary>To interfaces in a VPC.</summary>
    /// <param name="subnet">The subnet from which the packets come.</param>
    private void Local(SubnetModel subnet, string vpcId, Leg leg)
    {
        var reached = RangeSet.Empty;
        foreach (var (to, address) in index.At(vpcId, leg.Destinations))
        {
            var part = RangeSet.Of(address);
            Reach(to, leg.To(part, isMain: reached.IsEmpty), from: subnet);
            reached = reached.Union(part);
        }

        if (leg.Destinations.Ranges.Except(reached) is not { IsEmpty: false } nobodys)
        {
            return;
        }

        if (!index.Model.Has(ModelPart.Interfaces))
        {
            notes.Doubt(ModelPart.Interfaces);
            return;
        }

        var missed = leg.To(nobodys, isMain: reached.IsEmpty);
        notes.Show(PathLayer.Interface, vpcId, null, () => $"no interface has {missed.Destinations}", false, missed.IsMain);
        notes.Stop(missed, Cause.NothingAtAddress, PathLayer.Interface, vpcId, null, () => new(
            $"No network interface of {vpcId} has {missed.Destinations}.",
            AwsPages.NetworkInterfaces,
            "Check the address: Get-LabNetworkInterface shows those there are."));
    }

    /// <summary>To one interface, and the replies back from it.</summary>
    /// <param name="from">The subnet from which the packets come; null where that is a gateway.</param>
    private void Reach(InterfaceModel to, Leg leg, SubnetModel? from)
    {
        if (index.Subnet(to.SubnetId) is not { } subnet)
        {
            notes.Doubt(ModelPart.Subnets);
            return;
        }

        if (subnet.Id != from?.Id)
        {
            notes.Show(PathLayer.Subnet, subnet.Id, null, () => subnet.Id, true, leg.IsMain);
        }

        EnterSubnet(subnet, from, leg);
        groups.JudgeIngress(to, leg);
        notes.Show(PathLayer.Interface, to.Id, null, () => $"{to.Label} {leg.Destinations}", true, leg.IsMain);
        if (to.Type is InterfaceModel.OfEndpoints && !index.Model.Has(ModelPart.Endpoints))
        {
            notes.Doubt(ModelPart.Endpoints);
        }
        else if (index.EndpointBehind(to) is { IsGatewayLoadBalancer: false } endpoint)
        {
            ToService(endpoint, notes.Over(endpoint.Id, leg));
        }
        else if (to.Type is InterfaceModel.OfInstances)
        {
            JudgeRunning(to, leg, isSource: false);
        }
        else if (to.Type is InterfaceModel.OfNatGateways or InterfaceModel.OfInspection)
        {
            notes.Stop(leg, Cause.NothingAtAddress, PathLayer.Interface, to.Id, null, () => new(
                $"{to.Id} passes traffic on ({to.Type}), and takes no connections itself.",
                AwsPages.NetworkInterfaces,
                "Connect to what lies behind it: a route leads there."));
        }
    }

    private void JudgeRunning(InterfaceModel at, Leg leg, bool isSource)
    {
        if (at.InstanceId is null)
        {
            if (!at.IsAttached)
            {
                notes.Stop(leg, isSource ? Cause.InstanceNotRunning : Cause.NothingAtAddress, PathLayer.Interface, at.Id, null, () => new(
                    $"{at.Id} is attached to no instance.", AwsPages.NetworkInterfaces, "Attach it to an instance."));
            }
        }
        else if (index.Instance(at.InstanceId) is not { } instance)
        {
            notes.Doubt(ModelPart.Instances);
        }
        else if (instance.State is not InstanceModel.Running)
        {
            notes.Stop(leg, Cause.InstanceNotRunning, PathLayer.Interface, instance.Id, null, () => new(
                $"{instance.Id} is {instance.State}.",
                AwsPages.InstanceStates,
                instance.State is "stopped" ? null : "Wait until it runs, or launch another one.",
                instance.State is "stopped" ? [new StartInstance(instance.Id)] : []));
        }
    }

    /// <summary>To the service behind an endpoint.</summary>
    private void ToService(EndpointModel endpoint, Leg leg)
    {
        notes.Show(PathLayer.Endpoint, endpoint.Id, null, () => $"{endpoint.Id} {endpoint.ServiceName}", endpoint.IsAvailable, leg.IsMain);
        JudgeState(endpoint, leg);
    }

    private void JudgeState(EndpointModel endpoint, Leg leg)
    {
        if (!endpoint.IsAvailable)
        {
            notes.Stop(leg, Cause.EndpointNotAvailable, PathLayer.Endpoint, endpoint.Id, null, () => new(
                $"{endpoint.Id} is {EndpointStates.OnWire(endpoint.State)}{(endpoint.FailureReason is { } reason ? $": {reason}" : "")}.",
                endpoint.IsGateway ? AwsPages.GatewayEndpoints : AwsPages.InterfaceEndpoints,
                endpoint.State switch
                {
                    EndpointStates.Pending => "Wait until it is available: Wait-EndpointState.",
                    EndpointStates.PendingAcceptance => "The owner of the service has to accept it: Approve-EndpointConnection.",
                    var state => EndpointWait.NextStep(state),
                }));
        }
    }

    /// <summary>Out to the internet, or by it to a public address of these networks.</summary>
    private void ToInternet(Leg leg)
    {
        var left = leg.Destinations.Ranges;
        var privates = left.Intersect(AmazonAddresses.PrivateOf(leg.IsIpv6));
        if (!privates.IsEmpty)
        {
            var lost = leg.To(privates);
            notes.Stop(lost, Cause.NoRoute, PathLayer.Gateway, leg.ReturnsTo, null, () => new(
                $"The internet{(leg.ReturnsTo is Place.Internet ? "" : $", to which {leg.ReturnsTo} leads,")} has no route to "
                    + $"{lost.Destinations}: those are private addresses.",
                AwsPages.InternetGateways,
                "Route private addresses to where they are, such as by a peering connection."));
        }

        left = left.Except(privates);
        foreach (var (to, address) in index.AtPublic(leg.Destinations.With(left)).ToList())
        {
            Enter(to, address, leg.To(RangeSet.Of(address)));
            left = left.Except(RangeSet.Of(address));
        }

        if (!left.IsEmpty)
        {
            if (!index.Model.Has(ModelPart.Interfaces))
            {
                // It may be an address of this network's own.
                notes.Doubt(ModelPart.Interfaces);
            }

            var rest = leg.To(left);
            notes.Assume($"{rest.Destinations} on the internet takes the connection.");
            notes.Show(PathLayer.Gateway, "internet", null, () => $"{rest.Destinations} on the internet", true, rest.IsMain);
        }
    }

    private void EnterFromInternet(Leg leg) => ToInternet(leg with { ReturnsTo = Place.Internet });

    /// <summary>From the internet into the VPC of a public address.</summary>
    private void Enter(InterfaceModel to, IpAddress address, Leg leg)
    {
        if (index.InternetGatewayOf(to.VpcId) is not { } gateway)
        {
            if (!index.Model.Has(ModelPart.InternetGateways))
            {
                notes.Doubt(ModelPart.InternetGateways);
                return;
            }

            notes.Stop(leg, Cause.NoInternetGateway, PathLayer.Gateway, to.VpcId, null, () => new(
                $"{to.VpcId} has no internet gateway, so {address} can't be reached from the internet.",
                AwsPages.InternetGateways,
                $"Attach an internet gateway to {to.VpcId}, or connect from within."));
            return;
        }

        leg = notes.Through(gateway.Id, leg);
        notes.Show(PathLayer.Gateway, gateway.Id, null, () => gateway.Id, !to.DenyAllIgwTraffic, leg.IsMain);
        access.JudgeDenial(to, gateway, leg);
        access.JudgeBlocking(to, gateway, leg, isInbound: true);
        var inside = to.PublicAddresses.Where(pair => pair.Value == address).Select(pair => pair.Key).FirstOrDefault(address);
        var arriving = leg with
        {
            Destinations = AddressSet.Of(inside),
            Offset = unchecked(leg.Offset + address.Value - inside.Value),
            Inspector = null,
            ReturnsTo = gateway.Id,
        };
        if (!index.Model.Has(ModelPart.RouteTables) || !index.Model.Has(ModelPart.Endpoints))
        {
            // Something may be led through an appliance, or not.
            notes.Doubt(index.Model.Has(ModelPart.RouteTables) ? ModelPart.Endpoints : ModelPart.RouteTables);
        }

        if (index.EdgeTableOf(gateway) is { } edge && index.RoutesOf(edge).Find(inside) is { } inward && index.IsAppliance(inward.Target))
        {
            Show(edge, inward, leg, passes: true);
            ThroughAppliance(index.Endpoint(inward.Target)!, after: null, arriving, Leave);
        }
        else
        {
            Reach(to, arriving, from: null);
        }
    }
}
