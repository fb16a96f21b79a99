using Amazon.EC2;
using EndpointLab.Resources;

namespace EndpointLab;

/// <summary>Makes, attaches, finds and deletes internet gateways.</summary>
public static class InternetGateways
{
    public static async Task<InternetGateway> CreateAsync(LabOperation lab, IReadOnlyDictionary<string, string> tags)
    {
        var created = await lab.Ec2((ec2, token) => ec2.CreateInternetGatewayAsync(
            new() { TagSpecifications = Tags.Specify(ResourceType.InternetGateway, tags) }, token));
        return await lab.JustCreated(() => GetAsync(lab, created.InternetGateway.InternetGatewayId));
    }

    public static async Task<InternetGateway> AttachAsync(LabOperation lab, string gatewayId, string vpcId)
    {
        await lab.Ec2(
            (ec2, token) => ec2.AttachInternetGatewayAsync(new() { InternetGatewayId = gatewayId, VpcId = vpcId }, token), gatewayId);
        return await GetAsync(lab, gatewayId);
    }

    /// <summary>Detaches the gateway from the VPC that it is attached to.</summary>
    /// <exception cref="LabException">It is attached to none, or AWS refused.</exception>
    public static async Task DetachAsync(LabOperation lab, string gatewayId) =>
        await DetachAsync(lab, gatewayId, (await GetAsync(lab, gatewayId)).VpcId ?? throw new LabException(
            ErrorId.NotAttached,
            $"{gatewayId} is attached to no VPC.",
            "There is nothing to dismount; Remove-LabInternetGateway deletes it.",
            gatewayId));

    /// <exception cref="LabException">AWS refused.</exception>
    internal static Task DetachAsync(LabOperation lab, string gatewayId, string vpcId) => Dependents.NameAsync(
        lab.Ec2((ec2, token) => ec2.DetachInternetGatewayAsync(new() { InternetGatewayId = gatewayId, VpcId = vpcId }, token), gatewayId),
        () => Dependents.OfAttachmentAsync(lab, vpcId));

    public static async Task<IReadOnlyList<InternetGateway>> GetAsync(LabOperation lab, ResourceQuery query)
    {
        var gateways = await lab.Ec2Pages(
            (ec2, next, token) => ec2.DescribeInternetGatewaysAsync(
                new() { InternetGatewayIds = query.IdList, Filters = query.FilterList, NextToken = next }, token),
            response => response.InternetGateways,
            response => response.NextToken);
        return [.. gateways.Select(gateway => new InternetGateway(lab.Session, gateway))];
    }

    public static async Task<InternetGateway> GetAsync(LabOperation lab, string gatewayId) =>
        (await GetAsync(lab, ResourceQuery.ById(gatewayId)))[0];

    public static Task RemoveAsync(LabOperation lab, string gatewayId) =>
        lab.Ec2((ec2, token) => ec2.DeleteInternetGatewayAsync(new() { InternetGatewayId = gatewayId }, token), gatewayId);
}
