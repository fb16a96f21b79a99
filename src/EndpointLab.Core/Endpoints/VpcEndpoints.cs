using System.Text.RegularExpressions;
using Amazon.EC2;
using Amazon.EC2.Model;
using EndpointLab.Resources;

namespace EndpointLab;

/// <summary>Makes, finds, changes and deletes VPC endpoints.</summary>
public static partial class VpcEndpoints
{
    /// <summary>
    /// Creates a gateway endpoint and its routes. The client token is made of all that the call asks for, so a retry of the same
    /// command gets the endpoint that the first one made.
    /// </summary>
    /// <param name="vpcId">Null for the VPC of the route tables.</param>
    /// <param name="service">The full or short name of a service, such as s3.</param>
    /// <param name="policy">Null for AWS's default, which allows everything.</param>
    /// <exception cref="LabException">There is no such service or table, a table belongs to another VPC, or AWS refused.</exception>
    public static async Task<VpcEndpoint> CreateGatewayAsync(
        LabOperation lab,
        string? vpcId,
        string service,
        IReadOnlyList<string> routeTableIds,
        string? policy,
        IReadOnlyDictionary<string, string> tags)
    {
        var serviceName = (await ServiceDetails.OffersAsync(lab, service)).Require(VpcEndpointType.Gateway, service).ServiceName;
        vpcId = await VpcOfAsync(lab, routeTableIds, vpcId);
        List<string> tables = [.. routeTableIds.Order(StringComparer.Ordinal)];
        var request = new CreateVpcEndpointRequest
        {
            VpcEndpointType = VpcEndpointType.Gateway,
            VpcId = vpcId,
            ServiceName = serviceName,
            RouteTableIds = tables,
            PolicyDocument = policy,
            TagSpecifications = Tags.Specify(ResourceType.VpcEndpoint, tags),
        };
        var endpoint = await ClientToken.CreateAsync(
            lab,
            ClientToken.Of([vpcId, serviceName, policy, .. tables, .. tags.Select(tag => $"{tag.Key}={tag.Value}")]),
            async clientToken =>
            {
                request.ClientToken = clientToken;
                return (await lab.Ec2((ec2, token) => ec2.CreateVpcEndpointAsync(request, token), vpcId)).VpcEndpoint.VpcEndpointId;
            },
            id => GetAsync(lab, id),
            endpoint => endpoint.State is EndpointStates.Deleting or EndpointStates.Deleted);
        WarnIfUnused(lab, endpoint);
        return endpoint;
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

    /// <summary>Puts a gateway endpoint's routes into route tables and takes them out of others.</summary>
    /// <exception cref="LabException">There is no such endpoint or table, a table belongs to another VPC, or AWS refused.</exception>
    public static async Task<VpcEndpoint> SetRouteTablesAsync(
        LabOperation lab, string endpointId, IReadOnlyList<string> addedTableIds, IReadOnlyList<string> removedTableIds)
    {
        await VpcOfAsync(lab, addedTableIds, (await GetAsync(lab, endpointId)).VpcId);
        return await ModifyAsync(
            lab, new() { VpcEndpointId = endpointId, AddRouteTableIds = [.. addedTableIds], RemoveRouteTableIds = [.. removedTableIds] });
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
        response => response.Unsuccessful);

    private static void WarnIfUnused(LabOperation lab, VpcEndpoint endpoint)
    {
        if (endpoint.RouteTableIds.Length == 0)
        {
            lab.Reporter.Warning($"{endpoint.VpcEndpointId} is on no route table, so nothing uses it: Set-LabEndpoint -AddRouteTable.");
        }
    }

    /// <summary>Those of the ids that AWS's message names.</summary>
    private static List<string> Named(string message, IReadOnlyList<string> ids) =>
        ids.Count == 1 ? [.. ids] : [.. EndpointId().Matches(message).Select(match => match.Value).Intersect(ids)];

    /// <summary>The VPC of the route tables, which is the one that is expected if any is.</summary>
    private static async Task<string> VpcOfAsync(LabOperation lab, IReadOnlyList<string> routeTableIds, string? expected)
    {
        if (routeTableIds.Count == 0)
        {
            return expected ?? throw new LabException(
                ErrorId.InvalidArgument, "Nothing says which VPC the endpoint is for.", "Give -Vpc, or -RouteTable for that table's VPC.");
        }

        var tables = await RouteTables.GetAsync(lab, ResourceQuery.ById(routeTableIds));
        var vpcId = expected ?? tables[0].VpcId;
        return tables.FirstOrDefault(table => table.VpcId != vpcId) is not { } other ? vpcId : throw new LabException(
            ErrorId.WrongResource,
            $"{other.RouteTableId} belongs to {other.VpcId}, but the endpoint to {vpcId}.",
            $"Get-LabRouteTable -Vpc {vpcId} lists the tables that the endpoint can use.",
            other.RouteTableId);
    }

    [GeneratedRegex("vpce-[0-9a-f]+")]
    private static partial Regex EndpointId();
}
