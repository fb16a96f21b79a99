namespace EndpointLab.Analysis;

/// <summary>Whether the replies find back by the way that the connection came.</summary>
internal sealed class ReturnRouteCheck(NetworkIndex index, PathNotes notes)
{
    /// <summary>Whether the replies go back as the connection came, where they start in a subnet.</summary>
    public void Judge(SubnetModel subnet, Leg leg)
    {
        if (index.TableOf(subnet) is { } table)
        {
            Judge(table, subnet.Id, leg);
        }
        else
        {
            notes.Doubt(ModelPart.RouteTables);
        }
    }

    public void Judge(RouteTableModel table, string user, Leg leg)
    {
        var back = index.RoutesOf(table).Find(leg.Source);
        if (back is { IsBlackhole: false } && (back.Target == leg.ReturnsTo
            || (leg.ReturnsTo is RouteModel.LocalTarget && index.Interface(back.Target)?.Addresses.Contains(leg.Source) is true)))
        {
            return;
        }

        if (leg.Inspector is not null || index.IsAppliance(back?.Target))
        {
            var appliance = leg.Inspector?.Id ?? back!.Target;
            notes.Stop(leg, Cause.ApplianceAsymmetry, PathLayer.Route, table.Id, back?.ToString(), () => new(
                $"Replies to {leg.Source} leave {user} {(back is null ? "without a route" : $"by {back}")} of {table.Id}, not by "
                    + $"{leg.ReturnsTo}: the appliance behind {appliance} sees one direction only, and stateful ones drop that.",
                AwsPages.MiddleboxRouting,
                $"Route {leg.Source} in {table.Id} to {leg.ReturnsTo}, so that both directions pass the same appliance."));
            return;
        }

        notes.Stop(leg, Cause.NoReturnRoute, PathLayer.Route, table.Id, back?.ToString(), () =>
        {
            var blocks = leg.Sender is { } sender ? index.Vpc(sender.VpcId)?.Blocks ?? [] : [];
            var source = blocks.Where(block => block.Contains(leg.Source)).FirstOrDefault(new Cidr(leg.Source, leg.Source.Bits));
            return new(
                $"Replies to {leg.Source} leave {user} {(back is null ? "without a route" : $"by {back}")} of {table.Id}"
                    + $"{(back?.IsBlackhole is true ? ", a black hole" : "")}, not by {leg.ReturnsTo}, from where the connection came.",
                ResourceKind.PrefixOf(leg.ReturnsTo) is "pcx" ? AwsPages.PeeringRouting : AwsPages.SubnetRouteTables,
                $"Route {source} in {table.Id} to {leg.ReturnsTo}.",
                LeadBack(table, back, source, leg));
        });
    }

    /// <summary>Replies come in by a gateway without a table of its own: straight to their subnet.</summary>
    public void JudgeDirect(string gatewayId, Leg leg)
    {
        if (leg.Inspector is { } inspector)
        {
            notes.Stop(leg, Cause.ApplianceAsymmetry, PathLayer.Gateway, gatewayId, null, () => new(
                $"Replies to {leg.Source} come in by {gatewayId}, which has no route table that leads them to {inspector.Id}: "
                    + "its appliance sees one direction only, and stateful ones drop that.",
                AwsPages.MiddleboxRouting,
                $"Give {gatewayId} a route table with a route from the subnet of {leg.Source} to {inspector.Id}."));
        }
    }

    private Change[] LeadBack(RouteTableModel table, RouteModel? back, Cidr source, Leg leg)
    {
        if (leg.ReturnsTo is RouteModel.LocalTarget)
        {
            return back is { Block: not null, IsRemovable: true } ? [RemoveRoute.Of(table, back)] : [];
        }

        if (back is { IsBlackhole: true, IsRemovable: true } && back.Precedes(source))
        {
            var next = new RouteOrder(table.Routes.Where(route => route != back), index).Find(leg.Source);
            return next is { IsBlackhole: false } && next.Target == leg.ReturnsTo ? [RemoveRoute.Of(table, back)]
                : next?.Precedes(source) is true ? []
                : RouteRepairs.Replace(table, back, source, leg.ReturnsTo);
        }

        return back?.Precedes(source) is true ? [] : [new AddRoute(table.Id, $"{source}", leg.ReturnsTo)];
    }
}
