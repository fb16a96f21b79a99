using System.Text.RegularExpressions;
using Amazon.EC2;
using Amazon.EC2.Model;
using EndpointLab.Resources;

namespace EndpointLab;

/// <summary>Makes, finds, changes and deletes VPC endpoints.</summary>
public static partial class VpcEndpoints
{
    /// <summary>
    /// Makes an endpoint. The client token is made of all that the call asks for, so a retry of the same command gets the endpoint that
    /// the first one made.
    /// </summary>
    /// <param name="request">All but the tags and the client token, with its lists in order.</param>
    internal static Task<VpcEndpoint> CreateAsync(
        LabOperation lab, CreateVpcEndpointRequest request, IReadOnlyDictionary<string, string> tags)
    {
        request.TagSpecifications = Tags.Specify(ResourceType.VpcEndpoint, tags);
        return ClientToken.CreateAsync(
            lab,
            ClientToken.Of([.. Parts(request), .. tags.Select(tag => $"{tag.Key}={tag.Value}")]),
            async clientToken =>
            {
                request.ClientToken = clientToken;
                return (await lab.Ec2((ec2, token) => ec2.CreateVpcEndpointAsync(request, token), request.VpcId)).VpcEndpoint.VpcEndpointId;
            },
            id => GetAsync(lab, id),
            endpoint => endpoint.IsGone);
    }

    public static async Task<IReadOnlyList<VpcEndpoint>> GetAsync(LabOperation lab, ResourceQuery query)
    {
        var endpoints = await lab.Ec2Pages(
            (ec2, next, token) => ec2.DescribeVpcEndpointsAsync(
                new() { VpcEndpointIds = query.IdList, Filters = query.FilterList, NextToken = next }, token),
            response => response.VpcEndpoints,
            response => response.NextToken);
        return [.. endpoints.Select(endpoint => new VpcEndpoint(lab.Session, endpoint))];
    }

    public static async Task<VpcEndpoint> GetAsync(LabOperation lab, string endpointId) =>
        (await GetAsync(lab, ResourceQuery.ById(endpointId)))[0];

    /// <summary>Those of the endpoints that AWS knows, in one call as long as it knows all of them.</summary>
    public static async Task<IReadOnlyList<VpcEndpoint>> FindAsync(LabOperation lab, IReadOnlyList<string> endpointIds)
    {
        var known = endpointIds;
        while (known.Count > 0)
        {
            try
            {
                return await GetAsync(lab, ResourceQuery.ById(known));
            }
            catch (LabException error) when (error.IsNotFound && Named(error.Message, known) is { Count: > 0 } unknown)
            {
                known = [.. known.Except(unknown)];
            }
        }

        return [];
    }

    /// <summary>Changes an endpoint, and returns it as it now is.</summary>
    internal static async Task<VpcEndpoint> ModifyAsync(LabOperation lab, ModifyVpcEndpointRequest request)
    {
        await lab.Ec2((ec2, token) => ec2.ModifyVpcEndpointAsync(request, token), request.VpcEndpointId);
        return await GetAsync(lab, request.VpcEndpointId);
    }

    /// <summary>Deletes endpoints, and reports an error for each that AWS refuses to delete.</summary>
    public static Task RemoveAsync(LabOperation lab, IReadOnlyList<string> endpointIds) => lab.Ec2Items(
        endpointIds,
        (ec2, ids, token) => ec2.DeleteVpcEndpointsAsync(new() { VpcEndpointIds = ids }, token),
        response => response.Unsuccessful,
        refusal => ExplainRoutesAsync(lab, refusal));

    /// <summary>AWS doesn't say which routes keep a Gateway Load Balancer endpoint.</summary>
    private static async Task<LabException> ExplainRoutesAsync(LabOperation lab, LabException refusal)
    {
        if (refusal.AwsErrorCode is not "InvalidParameter" || refusal.Target is not string endpointId)
        {
            return refusal;
        }

        var tables = await RouteTables.GetAsync(lab, ResourceQuery.Where("route.gateway-id", endpointId));
        var routes = tables.SelectMany(table => table.Routes.Where(route => route.Target == endpointId)
            .Select(route => $"Remove-LabRoute {route.Destination} -RouteTable {table.RouteTableId}")).ToList();
        return routes.Count == 0 ? refusal : refusal.WithNextStep($"Remove the routes to it first: {string.Join("; ", routes)}.");
    }

    private static IEnumerable<string?> Parts(CreateVpcEndpointRequest request) =>
    [
        request.VpcEndpointType, request.VpcId, request.ServiceName, request.ServiceRegion, request.PolicyDocument, request.IpAddressType,
        $"{request.PrivateDnsEnabled}", $"{request.DnsOptions?.PrivateDnsOnlyForInboundResolverEndpoint}",
        request.DnsOptions?.DnsRecordIpType,
        .. request.RouteTableIds ?? [], .. request.SubnetIds ?? [], .. request.SecurityGroupIds ?? [],
        .. (request.SubnetConfigurations ?? []).Select(subnet => $"{subnet.SubnetId} {subnet.Ipv4} {subnet.Ipv6}"),
    ];

    /// <summary>Those of the ids that AWS's message names.</summary>
    private static List<string> Named(string message, IReadOnlyList<string> ids) =>
        ids.Count == 1 ? [.. ids] : [.. EndpointId().Matches(message).Select(match => match.Value).Intersect(ids)];

    [GeneratedRegex("vpce-[0-9a-f]+")]
    private static partial Regex EndpointId();
}
