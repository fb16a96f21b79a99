using EndpointLab.Labs;

namespace EndpointLab.Core.Tests.Labs;

/// <summary>A lab in words that are the same for every lab alike: with roles in the place of ids.</summary>
internal static class LabShape
{
    public static async Task<IReadOnlyList<string>> ReadAsync(LabOperation lab, string name)
    {
        var there = (await LabInventory.ReadAsync(lab, name)).Resources.Where(LabInventory.IsThere).ToList();
        var roles = there.DistinctBy(one => one.Id).ToDictionary(one => one.Id, one => $"<{LabInventory.RoleOf(one)}>");
        List<string> lines = [];
        foreach (var one in there)
        {
            var tags = string.Join(' ', one.Tags
                .Where(tag => tag.Key is not (LabTags.Created or LabTags.Expires)).Select(tag => $"{tag.Key}={tag.Value}"));
            lines.Add($"{LabInventory.RoleOf(one)} {await PartAsync(one)} [{tags}]");
        }

        return [.. lines.Order(StringComparer.Ordinal)];

        string Role(string? id) => id is null ? "none" : roles.GetValueOrDefault(id, id);

        string Roles(IEnumerable<string> ids) => string.Join(' ', ids.Select(Role).Order(StringComparer.Ordinal));

        async Task<string> PartAsync(LabResource one) => one switch
        {
            Vpc vpc => $"{vpc.CidrBlock} {await Vpcs.HasAttributeAsync(lab, vpc.VpcId, Amazon.EC2.VpcAttributeName.EnableDnsHostnames)}",
            Subnet subnet => $"{subnet.CidrBlock} {subnet.AvailabilityZone} {subnet.MapPublicIpOnLaunch} in {Role(subnet.VpcId)}",
            InternetGateway gateway => $"at {Role(gateway.VpcId)}",
            RouteTable table => $"in {Role(table.VpcId)} for {Roles(table.Subnets)}: "
                + string.Join(
                    ", ", table.Routes.Select(route => $"{route.Destination} {Role(route.Target)}").Order(StringComparer.Ordinal)),
            SecurityGroup group => $"{group.GroupName} in {Role(group.VpcId)}: " + string.Join(
                ", ", group.Rules.Select(rule => $"{rule.Direction} {rule.Traffic} {Role(rule.Peer)}").Order(StringComparer.Ordinal)),
            VpcEndpoint endpoint => $"{endpoint.State} {endpoint.Service} in {Role(endpoint.VpcId)} on {Roles(endpoint.RouteTableIds)} "
                + $"{Roles(endpoint.SubnetIds)} with {Roles(endpoint.Groups.Select(group => group.GroupId))} {endpoint.PrivateDnsEnabled}",
            Instance instance => $"{instance.State} in {Role(instance.SubnetId)} with {Roles(instance.SecurityGroups)} {instance.KeyName} "
                + $"{instance.IamInstanceProfile} {instance.PublicIpAddress is not null}",
            Bucket bucket => $"{bucket.BucketName} {await Buckets.HasObjectAsync(lab, bucket.BucketName, BucketNode.Key)}",
            KeyPair keyPair => keyPair.KeyName,
            _ => one.GetType().Name,
        };
    }
}
