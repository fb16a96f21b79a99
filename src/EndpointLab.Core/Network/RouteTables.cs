using Amazon.EC2;
using Amazon.EC2.Model;
using EndpointLab.Resources;

namespace EndpointLab;

/// <summary>Makes, associates, finds and deletes route tables.</summary>
public static class RouteTables
{
    /// <summary>Creates a route table. One that has a Name is made once: the same call again gets it, as long as it is there.</summary>
    public static Task<RouteTable> CreateAsync(LabOperation lab, string vpcId, IReadOnlyDictionary<string, string> tags)
    {
        var request = new CreateRouteTableRequest { VpcId = vpcId, TagSpecifications = Tags.Specify(ResourceType.RouteTable, tags) };
        return ClientToken.CreateAsync(
            lab,
            ClientToken.OfNamed(tags, vpcId),
            async clientToken =>
            {
                request.ClientToken = clientToken;
                return (await lab.Ec2((ec2, token) => ec2.CreateRouteTableAsync(request, token), vpcId)).RouteTable.RouteTableId;
            },
            id => GetAsync(lab, id),
            isGone: _ => false);
    }

    /// <summary>Has a subnet use the table for what leaves it, or an internet gateway for what it lets in.</summary>
    public static Task AssociateAsync(LabOperation lab, string tableId, ResourceKind userKind, string userId)
    {
        AssociateRouteTableRequest request = new() { RouteTableId = tableId };
        if (userKind == ResourceKind.Subnet)
        {
            request.SubnetId = userId;
        }
        else
        {
            request.GatewayId = userId;
        }

        return lab.Ec2((ec2, token) => ec2.AssociateRouteTableAsync(request, token), userId);
    }

    /// <summary>Ends the association: a subnet then uses the VPC's main table, a gateway none.</summary>
    /// <exception cref="LabException">There is no such association, or AWS refused.</exception>
    public static async Task DisassociateAsync(LabOperation lab, string tableId, ResourceKind userKind, string userId)
    {
        var table = await GetAsync(lab, tableId);
        var association = table.Associations.FirstOrDefault(association => association.UserId == userId) ?? throw new LabException(
            ErrorId.NotAttached,
            $"{userId} is not associated with {tableId}.",
            $"Get-LabRouteTable {(userKind == ResourceKind.Subnet ? "-Subnet finds the table" : "shows the Associations")}.",
            userId);
        await DisassociateAsync(lab, association);
    }

    internal static Task DisassociateAsync(LabOperation lab, RouteTableAssociation association) => lab.Ec2(
        (ec2, token) => ec2.DisassociateRouteTableAsync(new() { AssociationId = association.RouteTableAssociationId }, token),
        association.UserId);

    public static async Task<IReadOnlyList<RouteTable>> GetAsync(LabOperation lab, ResourceQuery query)
    {
        var tables = await lab.Ec2Pages(
            (ec2, next, token) => ec2.DescribeRouteTablesAsync(
                new() { RouteTableIds = query.IdList, Filters = query.FilterList, NextToken = next }, token),
            response => response.RouteTables,
            response => response.NextToken);
        return [.. tables.Select(table => new RouteTable(lab.Session, table))];
    }

    public static async Task<RouteTable> GetAsync(LabOperation lab, string tableId) =>
        (await GetAsync(lab, ResourceQuery.ById(tableId)))[0];

    public static Task RemoveAsync(LabOperation lab, string tableId) => Dependents.NameAsync(
        lab.Ec2((ec2, token) => ec2.DeleteRouteTableAsync(new() { RouteTableId = tableId }, token), tableId),
        () => Dependents.OfRouteTableAsync(lab, tableId));
}
