namespace EndpointLab.Analysis;

/// <summary>What an internet gateway is not to pass, whatever the routes: VPC Block Public Access, and interfaces that deny it.</summary>
internal sealed class InternetAccessCheck(NetworkIndex index, PathNotes notes)
{
    public void JudgeDenial(InterfaceModel denying, GatewayModel gateway, Leg leg)
    {
        if (denying.DenyAllIgwTraffic)
        {
            notes.Stop(leg, Cause.NoPublicAddress, PathLayer.Gateway, denying.Id, null, () => new(
                $"{denying.Id} denies all traffic of internet gateways, so {gateway.Id} passes nothing to it nor from it.",
                AwsPages.InterfaceEndpoints,
                "Such an interface is reached from within its VPC only."));
        }
    }

    public void JudgeBlocking(InterfaceModel inside, GatewayModel gateway, Leg leg, bool isInbound)
    {
        var blocking = index.Model.BlockPublicAccess;
        if (!index.Model.Has(ModelPart.BlockPublicAccess))
        {
            notes.Doubt(ModelPart.BlockPublicAccess);
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
            notes.Stop(leg, Cause.BlockPublicAccess, PathLayer.Gateway, inside.SubnetId, blocking.Mode, () => new(
                $"VPC Block Public Access is {blocking.Mode} in this Region, so {gateway.Id} lets nothing "
                    + $"{(isInbound ? "into" : "out of")} {inside.SubnetId}.",
                AwsPages.BlockPublicAccess,
                $"Use an endpoint, which it doesn't concern, or exclude {inside.SubnetId} from it ({mode}).",
                new ExcludeFromBlockPublicAccess(inside.SubnetId, mode)));
        }
    }
}
