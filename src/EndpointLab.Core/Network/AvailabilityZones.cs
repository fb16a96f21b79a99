using Amazon.EC2;

namespace EndpointLab;

/// <summary>Finds the Region's zones.</summary>
internal static class AvailabilityZones
{
    /// <summary>The names of those that can be used, in order. They mean other zones in other accounts.</summary>
    public static async Task<IReadOnlyList<string>> NamesAsync(LabOperation lab)
    {
        var zones = await lab.Ec2((ec2, token) => ec2.DescribeAvailabilityZonesAsync(new(), token));
        return
        [
            .. (zones.AvailabilityZones ?? [])
                .Where(zone => zone.State == AvailabilityZoneState.Available && zone.ZoneType is null or "availability-zone")
                .Select(zone => zone.ZoneName)
                .Order(StringComparer.Ordinal),
        ];
    }
}
