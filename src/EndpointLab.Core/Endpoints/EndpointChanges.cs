namespace EndpointLab;

/// <summary>Changes endpoints of any type.</summary>
public static class EndpointChanges
{
    /// <summary>Makes a change in one call, and returns the endpoint as it now is.</summary>
    /// <exception cref="LabException">
    /// There is no such endpoint, the change doesn't fit its type or can't be, as a check before the call or AWS itself finds.
    /// </exception>
    public static async Task<VpcEndpoint> ApplyAsync(LabOperation lab, string endpointId, EndpointChange change)
    {
        var endpoint = await VpcEndpoints.GetAsync(lab, endpointId);
        change.RequireFit(endpoint);
        await GatewayEndpoints.VpcOfAsync(lab, change.AddRouteTableIds, endpoint.VpcId);
        var offers = await OffersAsync(lab, endpoint, change);
        var service = offers.FirstOrDefault(offer => offer.ServiceType == endpoint.VpcEndpointType);
        await RequireSubnetsAsync(lab, endpoint, change, service);
        var onlyForInboundResolver = change.PrivateDnsOnlyForInboundResolverEndpoint;
        if (service is not null && (change.PrivateDnsEnabled is true || onlyForInboundResolver is true))
        {
            var dns = await new PrivateDns(change.PrivateDnsEnabled ?? endpoint.PrivateDnsEnabled, onlyForInboundResolver)
                .RequireAsync(lab, endpoint.VpcId, offers, service, other => other.VpcEndpointId == endpointId);
            onlyForInboundResolver = dns.OnlyForInboundResolver;
        }

        var changed = await VpcEndpoints.ModifyAsync(lab, change.ToRequest(endpointId, onlyForInboundResolver));
        if (change.RemoveSubnetIds.Count > 0)
        {
            InterfaceEndpoints.WarnIfUnused(lab, changed);
        }

        return changed;
    }

    /// <summary>
    /// What the endpoint's service offers, where that matters; none for a resource or a service network, nor of a service
    /// that is no longer shared with the account, to which the endpoint still leads.
    /// </summary>
    private static async Task<IReadOnlyList<ServiceDetail>> OffersAsync(LabOperation lab, VpcEndpoint endpoint, EndpointChange change)
    {
        var matters = change.AddSubnetIds.Count > 0 || change.IpAddressType is not null || change.PrivateDnsEnabled is true
            || change.PrivateDnsOnlyForInboundResolverEndpoint is true;
        if (!matters || endpoint.ServiceName.Length == 0)
        {
            return [];
        }

        try
        {
            var region = endpoint.ServiceRegion == lab.Session.Region ? null : endpoint.ServiceRegion;
            return await ServiceDetails.OffersAsync(lab, endpoint.ServiceName, region);
        }
        catch (LabException error) when (error.ErrorId == ErrorId.UnknownService)
        {
            return [];
        }
    }

    private static async Task RequireSubnetsAsync(LabOperation lab, VpcEndpoint endpoint, EndpointChange change, ServiceDetail? service)
    {
        if (change.AddSubnetIds.Count == 0 && change.IpAddressType is null && change.DnsRecordIpType is null)
        {
            return;
        }

        var subnets = await EndpointSubnets.GetAsync(lab, endpoint.SubnetIds.Except(change.RemoveSubnetIds).Union(change.AddSubnetIds));
        subnets.Vpc(endpoint.VpcId);
        subnets.RequireZones(service);
        subnets.RequireFamilies(service, change.IpAddressType ?? endpoint.IpAddressType, change.DnsRecordIpType);
    }
}
