namespace EndpointLab.Simulator.Ec2;

internal static class RouteTables
{
    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["CreateRouteTable"] = Create,
        ["DeleteRouteTable"] = Delete,
        ["DescribeRouteTables"] = Describe,
        ["AssociateRouteTable"] = Associate,
        ["DisassociateRouteTable"] = Disassociate,
        ["ReplaceRouteTableAssociation"] = ReplaceAssociation,
    };

    private static readonly FilterTable<RouteTable> Filters = new()
    {
        { "association.gateway-id", table => table.Associations.Select(association => association.Gateway?.Id) },
        { "association.main", table => table.IsMain },
        { "association.route-table-association-id", table => table.Associations.Select(association => association.Id) },
        { "association.route-table-id", table => table.Associations.Select(association => association.RouteTable.Id) },
        { "association.subnet-id", table => table.Associations.Select(association => association.Subnet?.Id) },
        { "owner-id", (_, region) => region.AccountId },
        { "route-table-id", table => table.Id },
        { "route.destination-cidr-block", table => table.AllRoutes.Select(route => route.IsIpv4 ? route.Destination : null) },
        { "route.destination-ipv6-cidr-block", table => table.AllRoutes.Select(route => route.IsIpv6 ? route.Destination : null) },
        { "route.destination-prefix-list-id", table => table.AllRoutes.Select(route => route.IsPrefixList ? route.Destination : null) },
        { "route.egress-only-internet-gateway-id", table => table.AllRoutes.Select(RouteXml.EgressOnlyInternetGatewayId) },
        { "route.gateway-id", table => table.AllRoutes.Select(route => RouteXml.GatewayId(route)) },
        { "route.instance-id", (table, region) => table.AllRoutes.Select(route => RouteXml.InstanceId(route, region)) },
        { "route.nat-gateway-id", table => table.AllRoutes.Select(route => RouteXml.NatGatewayId(route)) },
        { "route.origin", table => table.AllRoutes.Select(route => route.Origin) },
        { "route.state", (table, region) => table.AllRoutes.Select(route => RouteXml.State(route, table, region)) },
        { "route.vpc-peering-connection-id", table => table.AllRoutes.Select(RouteXml.VpcPeeringConnectionId) },
        { "vpc-id", table => table.Vpc.Id },
    };

    private static void Create(Ec2Call call)
    {
        var vpc = call.Region.Vpcs[call.Parameters.Required("VpcId")];
        var tags = call.NewTags(RouteTable.Kind);
        call.Proceed();
        var table = call.Region.RouteTables.Add(new(ResourceId.New("rtb")) { Vpc = vpc, Tags = tags });
        call.Answer.Element("routeTable", table, Write);
        call.Answer.Text("clientToken", call.Parameters["ClientToken"]);
    }

    private static void Delete(Ec2Call call)
    {
        var table = call.Region.RouteTables[call.Parameters.Required("RouteTableId")];
        if (table.Associations.Count > 0)
            throw Ec2Errors.DependencyViolation("routeTable", table.Id);
        call.Proceed();
        call.Region.RouteTables.Remove(table);
        call.Answer.Success();
    }

    private static void Describe(Ec2Call call) =>
        call.Describe(call.Region.RouteTables, "RouteTableId", Filters, "routeTableSet", Write);

    private static void Associate(Ec2Call call)
    {
        call.Parameters.RefuseUnsupported("PublicIpv4Pool");
        var table = call.Region.RouteTables[call.Parameters.Required("RouteTableId")];
        RouteTableAssociation association = call.Parameters["GatewayId"] is { } gateway
            ? new(table, null, Gateway(call, table, gateway))
            : new(table, Subnet(call, table));
        call.Proceed();
        table.Associations.Add(association);
        call.Answer.Text("associationId", association.Id);
        WriteState(call.Answer);
    }

    private static Subnet Subnet(Ec2Call call, RouteTable table)
    {
        var subnet = call.Region.Subnets[call.Parameters.Required("SubnetId")];
        if (table.Vpc != subnet.Vpc)
            throw Ec2Errors.InvalidParameterValue($"Route table {table.Id} and subnet {subnet.Id} belong to different networks");
        if (call.Region.RouteTableAssociationOf(subnet) is not null)
        {
            throw Ec2Errors.ResourceAlreadyAssociated(
                $"the specified association for route table {table.Id} conflicts with an existing association");
        }
        return subnet;
    }

    /// <summary>The internet gateway that is to use the table for what it lets in.</summary>
    private static InternetGateway Gateway(Ec2Call call, RouteTable table, string id)
    {
        if (call.Parameters["SubnetId"] is not null)
            throw Ec2Errors.InvalidParameterCombination("Only one of SubnetId and GatewayId may be specified.");
        if (!call.Region.InternetGateways.TryGet(id, out var gateway))
            throw Ec2Errors.InvalidGatewayId(id);
        if (gateway.Vpc != table.Vpc)
            throw Ec2Errors.InvalidParameterValue($"Route table {table.Id} and network gateway {id} belong to different networks");
        if (call.Region.RouteTableOf(gateway) is not null)
        {
            throw Ec2Errors.ResourceAlreadyAssociated(
                $"the specified association for route table {table.Id} conflicts with an existing association");
        }
        foreach (var route in table.AllRoutes)
            RouteRules.CheckOfGateway(call.Region, table, route);
        return gateway;
    }

    private static void Disassociate(Ec2Call call)
    {
        var association = Association(call);
        if (association.IsMain)
            throw Ec2Errors.InvalidParameterValue($"cannot disassociate the main route table association {association.Id}");
        call.Proceed();
        association.RouteTable.Associations.Remove(association);
        call.Answer.Success();
    }

    private static void ReplaceAssociation(Ec2Call call)
    {
        var old = Association(call);
        var table = call.Region.RouteTables[call.Parameters.Required("RouteTableId")];
        if (table.Vpc != old.RouteTable.Vpc)
        {
            throw Ec2Errors.InvalidParameterValue(
                $"route table association {old.Id} and route table {table.Id} belong to different networks");
        }
        call.Proceed();
        RouteTableAssociation association = new(table, old.Subnet, old.Gateway);
        old.RouteTable.Associations.Remove(old);
        table.Associations.Add(association);
        call.Answer.Text("newAssociationId", association.Id);
        WriteState(call.Answer);
    }

    private static RouteTableAssociation Association(Ec2Call call)
    {
        var id = call.Parameters.Required("AssociationId");
        return call.Region.RouteTables.SelectMany(table => table.Associations).FirstOrDefault(association => association.Id == id)
            ?? throw Ec2Errors.InvalidAssociationId(id);
    }

    private static void Write(Ec2Answer xml, RouteTable table)
    {
        xml.Text("routeTableId", table.Id);
        xml.Text("vpcId", table.Vpc.Id);
        xml.Text("ownerId", xml.Region.AccountId);
        xml.List("routeSet", table.AllRoutes, (xml, route) => RouteXml.Write(xml, route, table));
        xml.List("associationSet", table.Associations, static (xml, association) =>
        {
            xml.Text("routeTableAssociationId", association.Id);
            xml.Text("routeTableId", association.RouteTable.Id);
            xml.Text("subnetId", association.Subnet?.Id);
            xml.Text("gatewayId", association.Gateway?.Id);
            xml.Flag("main", association.IsMain);
            WriteState(xml);
        });
        xml.List("propagatingVgwSet", table.PropagatingGateways, static (xml, gateway) => xml.Text("gatewayId", gateway.Id));
        xml.Tags(table);
    }

    private static void WriteState(Ec2Answer xml) =>
        xml.Element("associationState", "associated", static (xml, state) => xml.Text("state", state));
}

internal static partial class Ec2Errors
{
    public static ServiceException InvalidAssociationId(string id) =>
        new("InvalidAssociationID.NotFound", $"The association ID '{id}' does not exist");
}
