using Amazon.EC2;

namespace EndpointLab;

/// <summary>Makes Gateway Load Balancer endpoints, which lead traffic through appliances.</summary>
public static class GatewayLoadBalancerEndpoints
{
    /// <summary>Creates the endpoint in one subnet. A retry of the same command gets the same one.</summary>
    /// <param name="service">The full name or the id of a service of a Gateway Load Balancer.</param>
    /// <param name="ipAddressType">ipv4 or dualstack; null for AWS's default.</param>
    /// <exception cref="LabException">What it asks for can't be, as a check before the call or AWS itself finds.</exception>
    public static async Task<VpcEndpoint> CreateAsync(
        LabOperation lab, string service, string subnetId, string? ipAddressType, IReadOnlyDictionary<string, string> tags)
    {
        var subnets = await EndpointSubnets.GetAsync(lab, [subnetId]);
        var offer = (await ServiceDetails.OffersAsync(lab, service)).Require(VpcEndpointType.GatewayLoadBalancer, service);
        subnets.RequireZones(offer);
        subnets.RequireFamilies(offer, ipAddressType, dnsRecordIpType: null);
        return await VpcEndpoints.CreateAsync(
            lab,
            new()
            {
                VpcEndpointType = VpcEndpointType.GatewayLoadBalancer,
                VpcId = subnets[0].VpcId,
                ServiceName = offer.ServiceName,
                SubnetIds = [subnetId],
                IpAddressType = ipAddressType,
            },
            tags);
    }
}
