namespace EndpointLab.Simulator.Ec2;

/// <summary>Which VPN gateways may add routes to a table. None does, as what would tell them of any isn't simulated.</summary>
internal static class RoutePropagation
{
    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["DisableVgwRoutePropagation"] = Disable,
        ["EnableVgwRoutePropagation"] = Enable,
    };

    private static void Enable(Ec2Call call)
    {
        var (table, gateway) = Read(call);
        if (!gateway.CanRoute(table.Vpc))
            throw Ec2Errors.GatewayNotAttached(gateway, table.Vpc);
        call.Proceed();
        if (!table.PropagatingGateways.Contains(gateway))
            table.PropagatingGateways.Add(gateway);
        call.Answer.Success();
    }

    private static void Disable(Ec2Call call)
    {
        var (table, gateway) = Read(call);
        call.Proceed();
        table.PropagatingGateways.Remove(gateway);
        call.Answer.Success();
    }

    private static (RouteTable Table, VpnGateway Gateway) Read(Ec2Call call) => (
        call.Region.RouteTables[call.Parameters.Required("RouteTableId")],
        VpnGateways.Existing(call.Region, call.Parameters.Required("GatewayId")));
}
