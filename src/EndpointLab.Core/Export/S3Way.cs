namespace EndpointLab.Export;

/// <summary>The way to S3 in a picture.</summary>
internal static class S3Way
{
    /// <summary>The ids of what it passes: its beginning, a route table, an endpoint or gateway, and what is behind.</summary>
    public static IReadOnlyList<string> In(VpcPicture picture, VpcContents contents, S3AccessTrace? trace)
    {
        if (trace is null)
        {
            return [];
        }

        var from = contents.Instances.FirstOrDefault(instance => instance.InstanceId == trace.From)?.SubnetId ?? trace.From;
        var table = contents.TableOf(contents.Subnets.First(subnet => subnet.SubnetId == from)).RouteTableId;
        var via = trace.VpcEndpointId ?? trace.Via;
        var endpoint = contents.Endpoints.FirstOrDefault(endpoint => endpoint.VpcEndpointId == via);
        if (endpoint is not null)
        {
            var service = contents.ShortServiceOf(endpoint);
            return endpoint.VpcEndpointType.Value is "Interface" ? [trace.From, via!, service] : [trace.From, table, via!, service];
        }

        if (contents.NatGateways.FirstOrDefault(nat => nat.NatGatewayId == via) is { } nat)
        {
            var outside = contents.TableOf(contents.Subnets.First(subnet => subnet.SubnetId == nat.SubnetId));
            var gateway = VpcContents.MadeRoutes(outside).Select(route => VpcContents.TargetOf(route).Target)
                .FirstOrDefault(id => contents.InternetGateways.Any(gateway => gateway.InternetGatewayId == id));
            return gateway is null ? [trace.From, table, via!]
                : [trace.From, table, via!, outside.RouteTableId, gateway, VpcPicture.Internet];
        }

        // What a trace supposes, to go on, isn't there.
        return picture.Nodes.Any(node => node.Id == via) && !picture.Nodes.First(node => node.Id == via).IsMissing
            ? [trace.From, table, via!, VpcPicture.Internet]
            : [trace.From, table, .. picture.AddMissingEndpoint()];
    }
}
