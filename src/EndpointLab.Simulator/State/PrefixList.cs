namespace EndpointLab.Simulator.State;

/// <summary>A prefix list of AWS: the addresses of one service in one Region. Every account sees it under the same id.</summary>
internal sealed class PrefixList(string id) : Resource(id), IResource
{
    public static ResourceKind Kind { get; } =
        new("prefix-list", "pl", "InvalidPrefixListID.NotFound", "InvalidPrefixListId.Malformed", "prefix list ID");

    /// <summary>The service's name: com.amazonaws.us-east-1.s3.</summary>
    public required string Name { get; init; }

    public required IReadOnlyList<Cidr> Entries { get; init; }

    public string AddressFamily => Entries[0].IsIpv6 ? "IPv6" : "IPv4";
}

internal sealed partial class RegionState
{
    public ResourceTable<PrefixList> PrefixLists => field ??= AddAwsPrefixLists(NewTable<PrefixList>());

    private ResourceTable<PrefixList> AddAwsPrefixLists(ResourceTable<PrefixList> table)
    {
        foreach (var (service, id, blocks) in AwsPrefixLists.Of(Region.Name))
            table.Add(new(id) { Name = $"com.amazonaws.{Region.Name}.{service}", Entries = [.. blocks.Split(' ').Select(Cidr.Parse)] });
        var ipv6 = $"com.amazonaws.{Region.Name}.ipv6.s3";
        table.Add(new(ResourceId.Of("pl", ipv6)) { Name = ipv6, Entries = [.. AmazonIpv6Ranges.OfS3(Region.Name)] });
        return table;
    }
}
