using Amazon.EC2;
using EndpointLab.Resources;

namespace EndpointLab;

/// <summary>Makes, finds and deletes public NAT gateways, each with an elastic address of its own.</summary>
public static class NatGateways
{
    private static readonly WaitGoal<NatGateway> Available = new(["available"], LookAsync, gateway => gateway.State)
    {
        Impossible = gateway => gateway.State is "failed" or "deleting" or "deleted"
            ? new(
                ErrorId.TerminalState,
                $"{gateway.NatGatewayId} is {gateway.State}: {gateway.FailureMessage ?? "somebody removes it"}",
                "Remove it (Remove-LabNatGateway) and create another one.",
                gateway.NatGatewayId)
            : null,
    };

    private static readonly WaitGoal<NatGateway> Deleted = new(["deleted"], LookAsync, gateway => gateway.State)
    {
        AsGone = gateway => gateway with { State = "deleted" },
    };

    /// <summary>Allocates an elastic address, creates the gateway with it, and waits until it is available.</summary>
    public static async Task<NatGateway> CreateAsync(
        LabOperation lab, string subnetId, TimeSpan timeout, IReadOnlyDictionary<string, string> tags)
    {
        var allocationId = await ElasticAddresses.AllocateAsync(lab, tags);
        string gatewayId;
        try
        {
            var created = await lab.Ec2((ec2, token) => ec2.CreateNatGatewayAsync(
                new()
                {
                    SubnetId = subnetId,
                    AllocationId = allocationId,
                    ClientToken = allocationId,
                    TagSpecifications = Tags.Specify(ResourceType.Natgateway, tags),
                },
                token), subnetId);
            gatewayId = created.NatGateway.NatGatewayId;
        }
        catch (Exception error) when (error is LabException or OperationCanceledException)
        {
            await lab.TakeBack(
                $"The elastic address {allocationId}, for which AWS bills,", undo => ElasticAddresses.ReleaseAsync(undo, allocationId));
            throw;
        }

        return (await Wait.ForOneAsync(new(lab, gatewayId), Available, timeout))!;
    }

    public static async Task<IReadOnlyList<NatGateway>> GetAsync(LabOperation lab, ResourceQuery query)
    {
        var gateways = await lab.Ec2Pages(
            (ec2, next, token) => ec2.DescribeNatGatewaysAsync(
                new() { NatGatewayIds = query.IdList, Filter = query.FilterList, NextToken = next }, token),
            response => response.NatGateways,
            response => response.NextToken);
        return [.. gateways.Select(gateway => new NatGateway(lab.Session, gateway))];
    }

    /// <summary>Deletes the gateway, waits until it is gone, and releases the address if this module allocated it.</summary>
    public static async Task RemoveAsync(LabOperation lab, string gatewayId, TimeSpan timeout)
    {
        var gateway = (await GetAsync(lab, ResourceQuery.ById(gatewayId)))[0];
        await lab.Ec2((ec2, token) => ec2.DeleteNatGatewayAsync(new() { NatGatewayId = gatewayId }, token), gatewayId);
        await Wait.ForOneAsync(new(lab, gatewayId, gateway), Deleted, timeout);
        if (gateway.AllocationId is { } allocationId && await ElasticAddresses.IsOursAsync(lab, allocationId))
        {
            await ElasticAddresses.ReleaseAsync(lab, allocationId);
            lab.Reporter.Verbose($"Released the elastic address {gateway.PublicIp} ({allocationId}) that was allocated for {gatewayId}.");
        }
    }

    private static Task<IReadOnlyList<NatGateway>> LookAsync(LabOperation lab, IReadOnlyList<string> ids) =>
        GetAsync(lab, ResourceQuery.Where("nat-gateway-id", [.. ids]));
}
