namespace EndpointLab.Simulator.State;

/// <summary>A Region and its availability zones.</summary>
internal sealed record Region(string Name, string LongName, string ZoneIdPrefix, IReadOnlyList<Zone> Zones)
{
    /// <summary>Every Region, with the zones of a typical account: names map to ids as in AWS's recorded answers.</summary>
    public static IReadOnlyList<Region> All { get; } =
    [
        Of("us-east-1", "US East (N. Virginia)", "use1", "a6 b1 c2 d4 e3 f5"),
        Of("us-east-2", "US East (Ohio)", "use2", "a1 b2 c3"),
        Of("us-west-1", "US West (N. California)", "usw1", "a1 c3"),
        Of("us-west-2", "US West (Oregon)", "usw2", "a2 b1 c3 d4"),
        Of("ca-central-1", "Canada (Central)", "cac1", "a1 b2 d4"),
        Of("sa-east-1", "South America (Sao Paulo)", "sae1", "a1 b2 c3"),
        Of("eu-west-1", "Europe (Ireland)", "euw1", "a1 b2 c3"),
        Of("eu-west-2", "Europe (London)", "euw2", "a2 b3 c1"),
        Of("eu-west-3", "Europe (Paris)", "euw3", "a1 b2 c3"),
        Of("eu-central-1", "Europe (Frankfurt)", "euc1", "a2 b3 c1"),
        Of("eu-north-1", "Europe (Stockholm)", "eun1", "a1 b2 c3"),
        Of("ap-southeast-1", "Asia Pacific (Singapore)", "apse1", "a1 b2 c3"),
        Of("ap-southeast-2", "Asia Pacific (Sydney)", "apse2", "a1 b3 c2"),
        Of("ap-northeast-1", "Asia Pacific (Tokyo)", "apne1", "a4 c1 d2"),
        Of("ap-northeast-2", "Asia Pacific (Seoul)", "apne2", "a1 b2 c3 d4"),
        Of("ap-south-1", "Asia Pacific (Mumbai)", "aps1", "a1 b3 c2"),
    ];

    /// <summary>How most services refuse a signature for no Region of theirs.</summary>
    public const string NotValid = "Credential should be scoped to a valid region.";

    private static readonly Dictionary<string, Region> ByName = All.ToDictionary(region => region.Name);

    public static Region? Find(string name) => ByName.GetValueOrDefault(name);

    private static Region Of(string name, string longName, string zoneIdPrefix, string zones) =>
        new(name, longName, zoneIdPrefix, [.. zones.Split(' ').Select(zone => new Zone(name + zone[0], $"{zoneIdPrefix}-az{zone[1]}"))]);
}

/// <summary>An availability zone: the account's name for it, and its id, which is the same in all accounts.</summary>
internal sealed record Zone(string Name, string Id)
{
    /// <summary>In which the private names of its Region's instances lie, whatever its VPCs' DHCP options say.</summary>
    public string PrivateDomain => Name[..^1] is "us-east-1" ? "ec2.internal" : $"{Name[..^1]}.compute.internal";
}
