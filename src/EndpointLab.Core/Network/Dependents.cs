namespace EndpointLab;

/// <summary>
/// Says what keeps AWS from deleting a resource of a VPC, which its refusal (DependencyViolation) doesn't name, and how to remove that.
/// </summary>
internal static class Dependents
{
    private const string RemoveFirst = "Remove first what still uses it";

    /// <summary>Whether a refusal names something that won't go by itself.</summary>
    public static bool AreNamedBy(LabException refusal) => refusal.NextStep.StartsWith(RemoveFirst, StringComparison.Ordinal);

    /// <summary>Awaits a deletion, and names in the next step of its refusal what has to go first.</summary>
    /// <param name="look">Says that; empty where nothing is found. If it fails, the advice stays general.</param>
    public static async Task NameAsync(Task deletion, Func<Task<string>> look)
    {
        try
        {
            await deletion;
        }
        catch (LabException refusal) when (refusal.AwsErrorCode is "DependencyViolation")
        {
            string found;
            try
            {
                found = await look();
            }
            catch (LabException)
            {
                found = "";
            }

            throw found.Length > 0 ? refusal.WithNextStep(found) : refusal;
        }
    }

    public static async Task<string> OfVpcAsync(LabOperation lab, string vpcId)
    {
        var inVpc = InVpc(vpcId);
        var interfaces = await NetworkInterfaces.GetAsync(lab, inVpc);
        var subnets = await Subnets.GetAsync(lab, inVpc);
        var gateways = await InternetGateways.GetAsync(lab, ResourceQuery.Where("attachment.vpc-id", vpcId));
        var groups = await SecurityGroups.GetAsync(lab, inVpc);
        var tables = await RouteTables.GetAsync(lab, inVpc);
        return await SayAsync(lab, vpcId, interfaces, _ => true, [
            .. Step("Remove-LabSubnet", subnets),
            .. Step("Dismount-LabInternetGateway", gateways),
            .. Step("Remove-LabSecurityGroup", groups.Where(group => group.GroupName != "default")),
            .. Step("Remove-LabRouteTable", tables.Where(table => !table.Main)),
        ]);
    }

    /// <summary>What keeps an internet gateway at its VPC: whatever has a public address there.</summary>
    public static async Task<string> OfAttachmentAsync(LabOperation lab, string vpcId)
    {
        var interfaces = await NetworkInterfaces.GetAsync(lab, InVpc(vpcId));
        return await SayAsync(lab, vpcId, [.. interfaces.Where(one => one.PublicIp is not null)], _ => false, []);
    }

    public static async Task<string> OfSubnetAsync(LabOperation lab, string subnetId)
    {
        var subnet = await Subnets.GetAsync(lab, subnetId);
        var interfaces = await NetworkInterfaces.GetAsync(lab, ResourceQuery.Where("subnet-id", subnetId));
        return await SayAsync(lab, subnet.VpcId, interfaces, endpoint => endpoint.SubnetIds.Contains(subnetId), []);
    }

    public static async Task<string> OfSecurityGroupAsync(LabOperation lab, string groupId)
    {
        var groups = await SecurityGroups.GetAsync(lab, InVpc((await SecurityGroups.GetAsync(lab, groupId)).VpcId));
        var rules = groups.SelectMany(group => group.Rules).Where(rule => rule.ReferencedGroupId == groupId && rule.GroupId != groupId);
        var interfaces = await NetworkInterfaces.GetAsync(lab, ResourceQuery.Where("group-id", groupId));
        return await SayAsync(
            lab,
            groups[0].VpcId,
            interfaces,
            endpoint => Array.Exists(endpoint.Groups, group => group.GroupId == groupId),
            Step("Remove-LabSecurityGroupRule", rules));
    }

    public static async Task<string> OfRouteTableAsync(LabOperation lab, string tableId)
    {
        var table = await RouteTables.GetAsync(lab, tableId);
        var steps = table.Associations.Select(association => association.SubnetId is { } subnetId
            ? $"Unregister-LabRouteTable {subnetId} -RouteTable {tableId}"
            : $"Unregister-LabRouteTable -InternetGateway {association.GatewayId} -RouteTable {tableId}");
        return table.Main ? $"It is the main table of {table.VpcId} and goes with it: Remove-LabVpc." : Sentence([.. steps], []);
    }

    /// <summary>Says how to remove what network interfaces belong to, and whatever else.</summary>
    /// <param name="uses">Whether an endpoint of the VPC is in the way, also without an interface.</param>
    private static async Task<string> SayAsync(
        LabOperation lab,
        string vpcId,
        IReadOnlyList<NetworkInterface> interfaces,
        Func<VpcEndpoint, bool> uses,
        IEnumerable<string> furtherSteps)
    {
        var ids = interfaces.Select(one => one.NetworkInterfaceId).ToHashSet();
        var instances = (await Instances.GetAsync(lab, InVpc(vpcId))).Where(instance =>
            instance.State is not "shutting-down" && interfaces.Any(one => one.InstanceId == instance.InstanceId)).ToList();
        var endpoints = (await VpcEndpoints.GetAsync(lab, InVpc(vpcId))).Where(endpoint => !endpoint.IsGone && uses(endpoint)).ToList();
        var gateways = (await NatGateways.GetAsync(lab, InVpc(vpcId))).Where(gateway =>
            gateway.State is not "deleting" && gateway.NetworkInterfaceId is { } id && ids.Contains(id)).ToList();
        var others = interfaces
            .Where(one => !instances.Exists(instance => instance.InstanceId == one.InstanceId))
            .ExceptBy(endpoints.SelectMany(endpoint => endpoint.NetworkInterfaceIds), one => one.NetworkInterfaceId)
            .ExceptBy(gateways.Select(gateway => gateway.NetworkInterfaceId), one => one.NetworkInterfaceId)
            .ToLookup(IsLeaving);
        return Sentence(
            [
                .. Step("Remove-LabInstance", instances),
                .. Step("Remove-LabEndpoint", endpoints),
                .. Step("Remove-LabNatGateway", gateways),
                .. others[false].Select(one => $"the network interface {one.NetworkInterfaceId} ({one.Description ?? one.InterfaceType})"),
                .. furtherSteps,
            ],
            [.. others[true].Select(one => one.NetworkInterfaceId)]);
    }

    /// <summary>Whether AWS removes an interface by itself, now that what it belongs to is on its way out.</summary>
    private static bool IsLeaving(NetworkInterface one) =>
        one.InstanceId is not null || one.InterfaceType is "vpc_endpoint" or "gateway_load_balancer_endpoint" or "nat_gateway";

    private static ResourceQuery InVpc(string vpcId) => ResourceQuery.Where("vpc-id", vpcId);

    private static string[] Step(string cmdlet, IEnumerable<LabResource> resources) =>
        string.Join(", ", resources.Select(resource => resource.Id)) is { Length: > 0 } ids ? [$"{cmdlet} {ids}"] : [];

    private static string Sentence(IReadOnlyList<string> steps, IReadOnlyList<string> leaving) => string.Join(' ', (string[])
    [
        .. steps.Count == 0 ? (string[])[] : [$"{RemoveFirst}: {string.Join("; ", steps)}."],
        .. leaving.Count == 0 ? (string[])[]
            : [$"Network interfaces that go by themselves, as what they belonged to is gone, but not yet: {string.Join(", ", leaving)}."],
    ]);
}
