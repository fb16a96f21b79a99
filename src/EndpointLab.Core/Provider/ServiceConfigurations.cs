using Amazon.EC2;
using Amazon.EC2.Model;
using EndpointLab.Resources;

namespace EndpointLab;

/// <summary>Makes, finds, changes and deletes the account's own endpoint services, and decides who may connect to them.</summary>
public static class ServiceConfigurations
{
    /// <exception cref="LabException">The load balancers are of two types, or AWS refused.</exception>
    public static Task<ServiceConfiguration> CreateAsync(LabOperation lab, ServicePlan plan)
    {
        if (plan.LoadBalancers.DistinctBy(one => one.IsGateway).Count() > 1)
        {
            throw new LabException(
                ErrorId.InvalidArgument,
                "An endpoint service has Network Load Balancers or Gateway Load Balancers, but not both.",
                "Create two services.");
        }

        var request = new CreateVpcEndpointServiceConfigurationRequest
        {
            NetworkLoadBalancerArns = Arns(plan.LoadBalancers, gateway: false),
            GatewayLoadBalancerArns = Arns(plan.LoadBalancers, gateway: true),
            AcceptanceRequired = plan.AcceptanceRequired,
            PrivateDnsName = plan.PrivateDnsName,
            SupportedIpAddressTypes = Some(plan.IpAddressTypes),
            SupportedRegions = Some(plan.Regions),
            TagSpecifications = Tags.Specify(ResourceType.VpcEndpointService, plan.Tags),
        };
        return ClientToken.CreateAsync(
            lab,
            ClientToken.OfNamed(
                plan.Tags,
                [
                    .. request.NetworkLoadBalancerArns ?? request.GatewayLoadBalancerArns ?? [], $"{plan.AcceptanceRequired}",
                    plan.PrivateDnsName, .. request.SupportedIpAddressTypes ?? [], .. request.SupportedRegions ?? [],
                ]),
            async clientToken =>
            {
                request.ClientToken = clientToken;
                var created = await lab.Ec2((ec2, token) => ec2.CreateVpcEndpointServiceConfigurationAsync(request, token));
                return created.ServiceConfiguration.ServiceId;
            },
            id => GetAsync(lab, id),
            service => service.ServiceState is EndpointStates.Deleting or EndpointStates.Deleted);
    }

    public static async Task<IReadOnlyList<ServiceConfiguration>> GetAsync(LabOperation lab, ResourceQuery query)
    {
        var services = await lab.Ec2Pages(
            (ec2, next, token) => ec2.DescribeVpcEndpointServiceConfigurationsAsync(
                new() { ServiceIds = query.IdList, Filters = query.FilterList, NextToken = next }, token),
            response => response.ServiceConfigurations,
            response => response.NextToken);
        List<ServiceConfiguration> all = [];
        foreach (var service in services)
        {
            all.Add(new(lab.Session, service, await AllowedPrincipalsAsync(lab, service.ServiceId)));
        }

        return all;
    }

    public static async Task<ServiceConfiguration> GetAsync(LabOperation lab, string serviceId) =>
        (await GetAsync(lab, ResourceQuery.ById(serviceId)))[0];

    /// <summary>Those of the services that AWS knows.</summary>
    public static Task<IReadOnlyList<ServiceConfiguration>> FindAsync(LabOperation lab, IReadOnlyList<string> serviceIds) =>
        GetAsync(lab, ResourceQuery.Where("service-id", [.. serviceIds]));

    /// <summary>Changes a service, and returns it as it now is.</summary>
    public static async Task<ServiceConfiguration> SetAsync(LabOperation lab, string serviceId, ServiceChange change)
    {
        var now = change.IpAddressTypes.Count + change.Regions.Count > 0 ? await GetAsync(lab, serviceId) : null;
        var types = Difference(now?.SupportedIpAddressTypes, change.IpAddressTypes);
        var regions = Difference(now?.SupportedRegions.Select(region => region.Region), change.Regions);
        var request = new ModifyVpcEndpointServiceConfigurationRequest
        {
            ServiceId = serviceId,
            AddNetworkLoadBalancerArns = Arns(change.AddedLoadBalancers, gateway: false),
            AddGatewayLoadBalancerArns = Arns(change.AddedLoadBalancers, gateway: true),
            RemoveNetworkLoadBalancerArns = Arns(change.RemovedLoadBalancers, gateway: false),
            RemoveGatewayLoadBalancerArns = Arns(change.RemovedLoadBalancers, gateway: true),
            AcceptanceRequired = change.AcceptanceRequired,
            PrivateDnsName = change.PrivateDnsName,
            RemovePrivateDnsName = change.RemovePrivateDnsName ? true : null,
            AddSupportedIpAddressTypes = types.Added,
            RemoveSupportedIpAddressTypes = types.Removed,
            AddSupportedRegions = regions.Added,
            RemoveSupportedRegions = regions.Removed,
        };
        await lab.Ec2((ec2, token) => ec2.ModifyVpcEndpointServiceConfigurationAsync(request, token), serviceId);
        return await GetAsync(lab, serviceId);
    }

    /// <summary>Lets AWS look for the record that proves whose the private DNS name is, and returns the service as it now is.</summary>
    public static async Task<ServiceConfiguration> VerifyPrivateDnsNameAsync(LabOperation lab, string serviceId)
    {
        await lab.Ec2((ec2, token) => ec2.StartVpcEndpointServicePrivateDnsVerificationAsync(
            new() { ServiceId = serviceId }, token), serviceId);
        return await GetAsync(lab, serviceId);
    }

    /// <summary>Lets principals connect to a service, and returns it as it now is.</summary>
    /// <param name="principals">ARNs, ids of accounts, or * for everybody.</param>
    public static async Task<ServiceConfiguration> GrantAsync(LabOperation lab, string serviceId, IReadOnlyList<string> principals)
    {
        await lab.Ec2((ec2, token) => ec2.ModifyVpcEndpointServicePermissionsAsync(
            new() { ServiceId = serviceId, AddAllowedPrincipals = PrincipalArns(lab, principals) }, token), serviceId);
        return await GetAsync(lab, serviceId);
    }

    /// <summary>Lets principals make no more connections to a service. Those they have stay.</summary>
    /// <inheritdoc cref="GrantAsync"/>
    public static Task RevokeAsync(LabOperation lab, string serviceId, IReadOnlyList<string> principals) =>
        lab.Ec2((ec2, token) => ec2.ModifyVpcEndpointServicePermissionsAsync(
            new() { ServiceId = serviceId, RemoveAllowedPrincipals = PrincipalArns(lab, principals) }, token), serviceId);

    /// <summary>Deletes services, and reports an error for each that AWS refuses to delete.</summary>
    /// <param name="rejectConnections">Whether to reject first the connections that would keep a service from being deleted.</param>
    public static async Task RemoveAsync(LabOperation lab, IReadOnlyList<string> serviceIds, bool rejectConnections)
    {
        List<string> free = [];
        foreach (var id in serviceIds)
        {
            try
            {
                if (!rejectConnections || await EndpointConnections.RejectLiveAsync(lab, id))
                {
                    free.Add(id);
                }
            }
            catch (LabException error)
            {
                lab.Reporter.Error(error);
            }
        }

        await lab.Ec2Items(
            free,
            (ec2, ids, token) => ec2.DeleteVpcEndpointServiceConfigurationsAsync(new() { ServiceIds = ids }, token),
            response => response.Unsuccessful,
            error => error.ErrorId == "ExistingVpcEndpointConnections" ? WithConnectionsAsync(lab, error) : Task.FromResult(error));
    }

    /// <summary>The refusal to delete a service, with the connections that it is for.</summary>
    private static async Task<LabException> WithConnectionsAsync(LabOperation lab, LabException error)
    {
        var connections = await EndpointConnections.LiveAsync(lab, $"{error.Target}");
        var list = connections.Select(one => $"{one.VpcEndpointId} of {one.VpcEndpointOwner} ({one.VpcEndpointState})");
        return new(error.ErrorId, $"{error.Message} They are {string.Join(", ", list)}.", error.NextStep, error.Target)
        {
            AwsErrorCode = error.AwsErrorCode,
            RequestId = error.RequestId,
        };
    }

    private static async Task<IReadOnlyList<Amazon.EC2.Model.AllowedPrincipal>> AllowedPrincipalsAsync(LabOperation lab, string serviceId)
    {
        try
        {
            return await lab.Ec2Pages(
                (ec2, next, token) => ec2.DescribeVpcEndpointServicePermissionsAsync(
                    new() { ServiceId = serviceId, NextToken = next }, token),
                response => response.AllowedPrincipals,
                response => response.NextToken,
                serviceId);
        }
        catch (LabException error) when (error.IsNotFound)
        {
            // It was deleted in between.
            return [];
        }
    }

    /// <summary>An account stands for its root, as in IAM policies.</summary>
    private static List<string> PrincipalArns(LabOperation lab, IReadOnlyList<string> principals)
    {
        var partition = Regions.PartitionOf(lab.Session.Region);
        return [.. principals.Select(one => one.Length == 12 && one.All(char.IsAsciiDigit) ? $"arn:{partition}:iam::{one}:root" : one)];
    }

    /// <summary>What to add and what to remove so that what is becomes what is wanted, if anything is.</summary>
    private static (List<string>? Added, List<string>? Removed) Difference(IEnumerable<string>? now, IReadOnlyList<string> wanted) =>
        wanted.Count == 0 ? (null, null) : (Some(wanted.Except(now ?? [])), Some((now ?? []).Except(wanted)));

    private static List<string>? Arns(IEnumerable<LoadBalancerArn> loadBalancers, bool gateway) =>
        Some(loadBalancers.Where(one => one.IsGateway == gateway).Select(one => one.Arn));

    /// <summary>In one order, so that the same set is the same call.</summary>
    private static List<string>? Some(IEnumerable<string> values) => values.Order(StringComparer.Ordinal).OrNull();
}
