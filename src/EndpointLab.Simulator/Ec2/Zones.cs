namespace EndpointLab.Simulator.Ec2;

/// <summary>Regions and availability zones.</summary>
internal static class Zones
{
    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["DescribeAvailabilityZones"] = DescribeAvailabilityZones,
        ["DescribeRegions"] = DescribeRegions,
    };

    private static readonly FilterTable<Zone> ZoneFilters = new()
    {
        { "group-long-name", (_, region) => GroupLongName(region) },
        { "group-name", (_, region) => GroupName(region) },
        { "opt-in-status", _ => NoOptIn },
        { "parent-zone-id", _ => (string?)null },
        { "parent-zone-name", _ => (string?)null },
        { "region-name", (_, region) => region.Region.Name },
        { "state", _ => "available" },
        { "zone-id", zone => zone.Id },
        { "zone-name", zone => zone.Name },
        { "zone-type", _ => "availability-zone" },
    };

    private static readonly FilterTable<Region> RegionFilters = new()
    {
        { "endpoint", Endpoint },
        { "opt-in-status", _ => NoOptIn },
        { "region-name", region => region.Name },
    };

    private const string NoOptIn = "opt-in-not-required";

    private static void DescribeAvailabilityZones(Ec2Call call)
    {
        var zones = call.Region.Region.Zones;
        var names = call.Parameters.List("ZoneName");
        var ids = call.Parameters.List("ZoneId");
        var unknown = names.Except(zones.Select(zone => zone.Name)).Concat(ids.Except(zones.Select(zone => zone.Id))).ToList();
        if (unknown.Count > 0)
            throw Ec2Errors.InvalidParameterValue($"Invalid availability zone: [{string.Join(", ", unknown)}]");
        var chosen = zones.Where(zone => (names.Count == 0 || names.Contains(zone.Name)) && (ids.Count == 0 || ids.Contains(zone.Id)));
        call.List(chosen, ZoneFilters, zone => zone.Name, "availabilityZoneInfo", WriteZone);
    }

    private static void DescribeRegions(Ec2Call call)
    {
        var names = call.Parameters.List("RegionName");
        if (names.FirstOrDefault(name => Region.Find(name) is null) is { } unknown)
            throw Ec2Errors.InvalidParameterValue($"Invalid region name: [{unknown}]");
        var chosen = Region.All.Where(region => names.Count == 0 || names.Contains(region.Name));
        call.List(chosen, RegionFilters, region => region.Name, "regionInfo", WriteRegion);
    }

    private static void WriteZone(Ec2Answer xml, Zone zone)
    {
        var region = xml.Region.Region.Name;
        xml.Text("optInStatus", NoOptIn);
        xml.TextList("messageSet", []);
        xml.Text("regionName", region);
        xml.Text("zoneName", zone.Name);
        xml.Text("zoneId", zone.Id);
        xml.Text("groupName", GroupName(xml.Region));
        xml.Text("groupLongName", GroupLongName(xml.Region));
        xml.Text("networkBorderGroup", region);
        xml.Text("zoneType", "availability-zone");
        xml.Text("zoneState", "available");
    }

    private static void WriteRegion(Ec2Answer xml, Region region)
    {
        xml.Text("regionName", region.Name);
        xml.Text("regionEndpoint", Endpoint(region));
        xml.Text("optInStatus", NoOptIn);
    }

    private static string Endpoint(Region region) => $"ec2.{region.Name}.amazonaws.com";

    private static string GroupName(RegionState region) => $"{region.Region.Name}-zg-1";

    private static string GroupLongName(RegionState region) => $"{region.Region.LongName} 1";
}
