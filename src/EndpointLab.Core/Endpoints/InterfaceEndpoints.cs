using Amazon.EC2;
using Amazon.EC2.Model;

namespace EndpointLab;

/// <summary>Makes interface endpoints.</summary>
public static class InterfaceEndpoints
{
    /// <summary>Creates an interface endpoint, with an interface in each subnet. A retry of the same command gets the same one.</summary>
    /// <exception cref="LabException">What it asks for can't be, as a check before the call or AWS itself finds.</exception>
    public static async Task<VpcEndpoint> CreateAsync(LabOperation lab, InterfaceEndpointPlan plan)
    {
        var subnets = await EndpointSubnets.GetAsync(lab, plan.SubnetIds);
        var vpcId = subnets.Vpc(plan.VpcId);
        var offers = await ServiceDetails.OffersAsync(lab, plan.Service, plan.ServiceRegion);
        var service = offers.Require(VpcEndpointType.Interface, plan.Service);
        RequirePolicy(service, plan.Policy);
        subnets.RequireZones(service);
        subnets.RequireFamilies(service, plan.IpAddressType, plan.DnsRecordIpType);
        var addresses = FixedAddresses.Of(plan.IpAddresses, subnets);
        var dns = await new PrivateDns(PrivateDnsOf(plan, service), plan.PrivateDnsOnlyForInboundResolverEndpoint)
            .RequireAsync(lab, vpcId, offers, service, MayBeOurs);
        CreateVpcEndpointRequest request = new()
        {
            VpcEndpointType = VpcEndpointType.Interface,
            VpcId = vpcId,
            ServiceName = service.ServiceName,
            ServiceRegion = plan.ServiceRegion,
            SubnetIds = subnets.Select(subnet => subnet.SubnetId).Order(StringComparer.Ordinal).OrNull(),
            SubnetConfigurations = addresses,
            SecurityGroupIds = plan.SecurityGroupIds.Distinct().Order(StringComparer.Ordinal).OrNull(),
            PrivateDnsEnabled = dns.Enabled,
            DnsOptions = DnsOptions(plan.DnsRecordIpType, dns.OnlyForInboundResolver),
            IpAddressType = plan.IpAddressType,
            PolicyDocument = plan.Policy,
        };
        try
        {
            var endpoint = await VpcEndpoints.CreateAsync(lab, request, plan.Tags);
            WarnIfUnused(lab, endpoint);
            return endpoint;
        }
        catch (LabException refusal) when (refusal.AwsErrorCode is "InvalidParameter"
            && refusal.Message.Contains("conflicting DNS domain", StringComparison.Ordinal))
        {
            throw PrivateDns.Conflict(vpcId, service, other: null, refusal);
        }

        // The same command again gets the endpoint that it made, which answers for the names by now.
        bool MayBeOurs(VpcEndpoint endpoint) => endpoint.ServiceName == service.ServiceName
            && endpoint.Tags.OrderBy(tag => tag.Key).SequenceEqual(plan.Tags.OrderBy(tag => tag.Key));
    }

    /// <summary>The DNS options of a call; null where it leaves them to AWS.</summary>
    internal static DnsOptionsSpecification? DnsOptions(string? recordIpType, bool? onlyForInboundResolver) =>
        recordIpType is null && onlyForInboundResolver is null ? null : new()
        {
            DnsRecordIpType = recordIpType,
            PrivateDnsOnlyForInboundResolverEndpoint = onlyForInboundResolver,
        };

    /// <summary>An endpoint has private DNS only once it is accepted, so one that waits for it is born without.</summary>
    private static bool? PrivateDnsOf(InterfaceEndpointPlan plan, ServiceDetail service) =>
        !service.AcceptanceRequired ? plan.PrivateDnsEnabled
        : plan.PrivateDnsEnabled is not true ? false
        : throw new LabException(
            ErrorId.PrivateDnsUnavailable,
            $"{service.ServiceName} requires acceptance, and private DNS can only be turned on once the endpoint is accepted.",
            "Add it without, wait until it is Available, then turn it on: Set-LabEndpoint -PrivateDnsEnabled $true.",
            service.ServiceName);

    private static void RequirePolicy(ServiceDetail service, string? policy)
    {
        if (policy is not null && !service.VpcEndpointPolicySupported)
        {
            throw new LabException(
                ErrorId.PolicyNotSupported,
                $"{service.ServiceName} has no endpoint policies.",
                "Leave out -Policy; the endpoint's security groups still decide who reaches it.",
                service.ServiceName);
        }
    }

    internal static void WarnIfUnused(LabOperation lab, VpcEndpoint endpoint)
    {
        if (endpoint.SubnetIds.Length == 0)
        {
            lab.Reporter.Warning($"{endpoint.VpcEndpointId} is in no subnet, so nothing reaches it: Set-LabEndpoint -AddSubnet.");
        }
    }
}
