using Amazon.EC2;

namespace EndpointLab;

/// <summary>Whether a service's own names lead to an endpoint, in its VPC and in networks that ask through an inbound resolver.</summary>
/// <param name="Enabled">Null for what the service can do.</param>
/// <param name="OnlyForInboundResolver">
/// Whether the VPC itself goes on using a gateway endpoint; null for whether it has one, and for services without gateway endpoints.
/// </param>
internal sealed record PrivateDns(bool? Enabled, bool? OnlyForInboundResolver)
{
    /// <summary>Fills in what is left open, when it can work.</summary>
    /// <param name="offers">All that the service offers.</param>
    /// <param name="mayAnswer">Whether an endpoint that answers for the names may be the one in question.</param>
    /// <exception cref="LabException">The service has no such name, the VPC can't resolve it, or another endpoint has it.</exception>
    public async Task<PrivateDns> RequireAsync(
        LabOperation lab, string vpcId, IReadOnlyList<ServiceDetail> offers, ServiceDetail service, Func<VpcEndpoint, bool> mayAnswer)
    {
        var enabled = Enabled ?? HasUsableName(service);
        if (!enabled)
        {
            return OnlyForInboundResolver is not true ? new(false, null) : throw new LabException(
                ErrorId.InvalidArgument,
                "Private DNS can't be for inbound resolver endpoints only where it is off.",
                "Leave out -PrivateDnsOnlyForInboundResolverEndpoint, or give -PrivateDnsEnabled $true.",
                service.ServiceName);
        }

        RequireName(service);
        await RequireAttributesAsync(lab, vpcId);
        var all = await VpcEndpoints.GetAsync(lab, ResourceQuery.Where("vpc-id", vpcId));
        var neighbours = all.Where(endpoint => !endpoint.IsGone).ToList();
        if (neighbours.Find(endpoint => endpoint.PrivateDnsEnabled && Answers(endpoint, service) && !mayAnswer(endpoint)) is { } other)
        {
            throw Conflict(vpcId, service, other);
        }

        return new(true, OnlyForInbound(vpcId, offers, service, neighbours));
    }

    /// <summary>What AWS's refusal means that a domain conflicts.</summary>
    public static LabException Conflict(string vpcId, ServiceDetail service, VpcEndpoint? other, LabException? refusal = null) => new(
        ErrorId.PrivateDnsConflict,
        $"{other?.VpcEndpointId ?? "Something"} in {vpcId} answers for {service.PrivateDnsName} already, and a name leads to one endpoint.",
        other is null
            ? "Find what it is (Get-LabEndpoint, private hosted zones), or add the endpoint without private DNS: -PrivateDnsEnabled $false."
            : $"Use {other.VpcEndpointId} (Set-LabEndpoint -AddSubnet), or add this one without private DNS: -PrivateDnsEnabled $false.",
        other?.VpcEndpointId ?? vpcId,
        refusal)
    {
        AwsErrorCode = refusal?.AwsErrorCode,
        RequestId = refusal?.RequestId,
    };

    private static bool HasUsableName(ServiceDetail service) =>
        service is { PrivateDnsName.Length: > 0, PrivateDnsNameVerificationState: null or "verified" };

    private static void RequireName(ServiceDetail service)
    {
        if (!HasUsableName(service))
        {
            throw new LabException(
                ErrorId.PrivateDnsUnavailable,
                string.IsNullOrEmpty(service.PrivateDnsName)
                    ? $"{service.ServiceName} has no private DNS name."
                    : $"The private DNS name {service.PrivateDnsName} of {service.ServiceName} is not verified "
                        + $"({service.PrivateDnsNameVerificationState}).",
                "Leave private DNS off (-PrivateDnsEnabled $false) and use the endpoint's own names (DnsEntries), or ask its owner.",
                service.ServiceName);
        }
    }

    private static async Task RequireAttributesAsync(LabOperation lab, string vpcId)
    {
        List<string> off = [];
        if (!await Vpcs.HasAttributeAsync(lab, vpcId, VpcAttributeName.EnableDnsSupport))
        {
            off.Add("enableDnsSupport");
        }

        if (!await Vpcs.HasAttributeAsync(lab, vpcId, VpcAttributeName.EnableDnsHostnames))
        {
            off.Add("enableDnsHostnames");
        }

        if (off.Count > 0)
        {
            throw new LabException(
                ErrorId.PrivateDnsUnavailable,
                $"Private DNS needs the DNS attributes of the VPC, and {vpcId} has {string.Join(" and ", off)} off.",
                "Turn them on (ModifyVpcAttribute, one at a time), or do without private DNS: -PrivateDnsEnabled $false.",
                vpcId);
        }
    }

    private static bool Answers(VpcEndpoint endpoint, ServiceDetail service) =>
        endpoint.ServiceName == service.ServiceName || endpoint.DnsEntries.Any(entry => service.PrivateDnsNames.Contains(entry.DnsName));

    /// <summary>Only where the service has gateway endpoints too is there a choice, and AWS wants one of them in the VPC.</summary>
    private bool? OnlyForInbound(
        string vpcId, IReadOnlyList<ServiceDetail> offers, ServiceDetail service, IReadOnlyList<VpcEndpoint> neighbours)
    {
        if (offers.All(offer => offer.ServiceType != VpcEndpointType.Gateway))
        {
            return OnlyForInboundResolver is not true ? null : throw new LabException(
                ErrorId.InvalidArgument,
                $"{service.ServiceName} has no gateway endpoints, so its private DNS can't be for inbound resolver endpoints only.",
                "Leave out -PrivateDnsOnlyForInboundResolverEndpoint.",
                service.ServiceName);
        }

        var hasGateway = neighbours.Any(
            endpoint => endpoint.VpcEndpointType == VpcEndpointType.Gateway && endpoint.ServiceName == service.ServiceName);
        return OnlyForInboundResolver is not true || hasGateway ? OnlyForInboundResolver ?? hasGateway : throw new LabException(
            ErrorId.PrivateDnsUnavailable,
            $"Private DNS for inbound resolver endpoints only leaves {vpcId} itself to a gateway endpoint, "
                + $"and it has none for {service.ServiceName}.",
            "Add that first (Add-GatewayEndpoint), or give -PrivateDnsOnlyForInboundResolverEndpoint $false.",
            vpcId);
    }
}
