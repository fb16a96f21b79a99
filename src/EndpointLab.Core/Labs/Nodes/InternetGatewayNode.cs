namespace EndpointLab.Labs;

/// <summary>The internet gateway, attached to the VPC.</summary>
internal sealed record InternetGatewayNode(string Lab) : LabNode(Is, ResourceKind.InternetGateway, Lab, VpcNode.Is)
{
    public const string Is = "internet-gateway";

    public override string Detail => "attached to the VPC";

    internal override bool MayBeTwo => true;

    internal override async Task<IReadOnlyList<LabResource>> ReadAsync(LabOperation lab, ResourceQuery query) =>
        await InternetGateways.GetAsync(lab, query);

    internal override async Task<LabResource> CreateAsync(LabBuild build) => await InternetGateways.CreateAsync(build.Lab, build.TagsOf(this));

    internal override Task<IReadOnlyList<LabDifference>> CompareAsync(LabOperation lab, Func<string, string> idOf, LabResource found)
    {
        var (gateway, vpcId) = ((InternetGateway)found, idOf(VpcNode.Is));
        return Task.FromResult<IReadOnlyList<LabDifference>>(
            gateway.VpcId == vpcId ? []
            : gateway.VpcId is { } other ? [new($"{gateway.InternetGatewayId} is attached to {other}, not to {vpcId}.")]
            : [new($"{gateway.InternetGatewayId} is attached to no VPC.", () => AttachAsync(lab, gateway.InternetGatewayId, vpcId))]);
    }

    internal override Task RemoveAsync(LabOperation lab, string id) => InternetGateways.RemoveAsync(lab, id);

    private static async Task AttachAsync(LabOperation lab, string gatewayId, string vpcId)
    {
        try
        {
            await InternetGateways.AttachAsync(lab, gatewayId, vpcId);
        }
        catch (LabException error) when (!error.IsNotFound)
        {
            // An answer that was lost, or somebody else's build.
            if ((await InternetGateways.GetAsync(lab, gatewayId)).VpcId != vpcId)
            {
                throw;
            }
        }
    }
}
