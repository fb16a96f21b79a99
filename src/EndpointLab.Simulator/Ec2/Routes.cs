namespace EndpointLab.Simulator.Ec2;

internal static class Routes
{
    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["CreateRoute"] = Create,
        ["ReplaceRoute"] = Replace,
        ["DeleteRoute"] = Delete,
    };

    private static void Create(Ec2Call call)
    {
        var table = call.Region.RouteTables[call.Parameters.Required("RouteTableId")];
        Route route = new(Destination(call), RouteTarget.Read(call, table.Vpc));
        if (table.AllRoutes.Any(other => other.Destination == route.Destination))
            throw Ec2Errors.RouteAlreadyExists(route.Destination);
        RouteRules.Check(call.Region, table, route);
        call.Proceed();
        table.Routes.Add(route);
        call.Answer.Success();
    }

    private static void Replace(Ec2Call call)
    {
        var table = call.Region.RouteTables[call.Parameters.Required("RouteTableId")];
        var destination = Destination(call);
        var old = Find(table, destination) ?? throw Ec2Errors.InvalidParameterValue(
            $"There is no route defined for '{destination}' in the route table. Use CreateRoute instead.");
        CheckChangeable(table, old, "replace");
        Route route = new(destination, RouteTarget.Read(call, table.Vpc));
        RouteRules.Check(call.Region, table, route);
        call.Proceed();
        table.Routes[table.Routes.IndexOf(old)] = route;
        call.Answer.Success();
    }

    private static void Delete(Ec2Call call)
    {
        var table = call.Region.RouteTables[call.Parameters.Required("RouteTableId")];
        var destination = Destination(call);
        var route = Find(table, destination) ?? throw Ec2Errors.InvalidRoute(destination, table);
        CheckChangeable(table, route, "remove");
        call.Proceed();
        table.Routes.Remove(route);
        call.Answer.Success();
    }

    private static Route? Find(RouteTable table, string destination) =>
        table.AllRoutes.FirstOrDefault(route => route.Destination == destination);

    private static string Destination(Ec2Call call)
    {
        const string V4 = "DestinationCidrBlock", V6 = "DestinationIpv6CidrBlock", List = "DestinationPrefixListId";
        return (call.Parameters[V4], call.Parameters[V6], call.Parameters[List]) switch
        {
            ({ } block, null, null) => BlockRules.Read(V4, block).ToString(),
            (null, { } block, null) => BlockRules.ReadIpv6(V6, block).ToString(),
            (null, null, { } list) => call.Region.PrefixLists[list].Id,
            (null, null, null) => throw Ec2Errors.MissingParameter("destinationCidrBlock or destinationIpv6CidrBlock"),
            _ => throw Ec2Errors.InvalidParameterCombination("Only one destination may be specified."),
        };
    }

    /// <summary>The local route is the VPC's, and an endpoint's routes come and go with the endpoint.</summary>
    private static void CheckChangeable(RouteTable table, Route route, string verb)
    {
        if (route.Target == Route.LocalTarget)
            throw Ec2Errors.InvalidParameterValue($"cannot {verb} local route {route.Destination} in route table {table.Id}");
        if (route.IsPrefixList && route.Target.StartsWith("vpce-", StringComparison.Ordinal))
            throw Ec2Errors.InvalidParameterValue($"cannot {verb} VPC endpoint route {route.Destination} in route table {table.Id}");
    }
}

internal static partial class Ec2Errors
{
    public static ServiceException RouteAlreadyExists(string destination) =>
        new("RouteAlreadyExists", $"The route identified by {destination} already exists");

    public static ServiceException InvalidRoute(string destination, RouteTable table) =>
        new("InvalidRoute.NotFound", $"no route with destination-cidr-block {destination} in route table {table.Id}");
}
