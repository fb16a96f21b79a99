namespace EndpointLab.Simulator.State;

/// <summary>
/// A list of blocks under one id: AWS's own, of the addresses of one service in one Region, which every account sees under the same id;
/// or a customer's.
/// </summary>
internal sealed class PrefixList(string id) : Resource(id), IResource
{
    /// <summary>What the names of AWS's own lists start with, and no others.</summary>
    public const string AwsPrefix = "com.amazonaws.";

    public static ResourceKind Kind { get; } =
        new("prefix-list", "pl", "InvalidPrefixListID.NotFound", "InvalidPrefixListId.Malformed", "prefix list ID");

    private readonly List<IReadOnlyList<PrefixListEntry>> versions = [];

    /// <summary>For AWS's own the service's name: com.amazonaws.us-east-1.s3.</summary>
    public required string Name { get; set; }

    public required Timeline State { get; set; }

    public bool IsIpv6 { get; init; }

    /// <summary>How many entries it may have, as which it counts where it is used; null for AWS's own, which count as one rule.</summary>
    public int? MaxEntries { get; set; }

    /// <summary>Why the last change failed; null if it didn't.</summary>
    public string? StateMessage { get; set; }

    public bool IsAws => MaxEntries is null;

    /// <summary>The number of the current version. Every change of entries makes a new one.</summary>
    public int Version => versions.Count;

    /// <summary>The blocks of the current version.</summary>
    public IReadOnlyList<Cidr> Entries { get; private set; } = [];

    /// <summary>The entries of a version; null if there is no such version.</summary>
    public IReadOnlyList<PrefixListEntry>? EntriesOf(int version) => versions.ElementAtOrDefault(version - 1);

    public PrefixList Add(IReadOnlyList<PrefixListEntry> entries)
    {
        versions.Add(entries);
        Entries = [.. entries.Select(entry => entry.Cidr)];
        return this;
    }
}

internal sealed record PrefixListEntry(Cidr Cidr, string? Description = null);

/// <summary>The states of a prefix list, as EC2 writes them.</summary>
internal static class PrefixListState
{
    public const string CreateInProgress = "create-in-progress";
    public const string CreateComplete = "create-complete";
    public const string ModifyInProgress = "modify-in-progress";
    public const string ModifyComplete = "modify-complete";
    public const string ModifyFailed = "modify-failed";
    public const string RestoreInProgress = "restore-in-progress";
    public const string RestoreComplete = "restore-complete";
    public const string DeleteInProgress = "delete-in-progress";
}

internal sealed partial class RegionState
{
    public ResourceTable<PrefixList> PrefixLists => field ??= AddAwsPrefixLists(NewTable<PrefixList>());

    /// <summary>The route tables and security groups that use a list.</summary>
    public IEnumerable<Resource> UsersOf(PrefixList list) =>
        RouteTables.Where(table => table.Routes.Exists(route => route.Destination == list.Id)).Concat<Resource>(
            SecurityGroups.Where(group => group.Rules.Exists(rule => rule.PrefixListId == list.Id)));

    private ResourceTable<PrefixList> AddAwsPrefixLists(ResourceTable<PrefixList> table)
    {
        foreach (var (service, id, blocks) in AwsPrefixLists.Of(Region.Name))
            Add(id, service, blocks.Split(' ').Select(Cidr.Parse));
        Add(ResourceId.Of("pl", $"{PrefixList.AwsPrefix}{Region.Name}.ipv6.s3"), "ipv6.s3", AmazonIpv6Ranges.OfS3(Region.Name));
        return table;

        void Add(string id, string service, IEnumerable<Cidr> blocks)
        {
            List<PrefixListEntry> entries = [.. blocks.Select(block => new PrefixListEntry(block))];
            PrefixList list = new(id)
            {
                Name = $"{PrefixList.AwsPrefix}{Region.Name}.{service}",
                IsIpv6 = entries[0].Cidr.IsIpv6,
                State = Begin(PrefixListState.CreateComplete),
            };
            table.Add(list.Add(entries));
        }
    }
}
