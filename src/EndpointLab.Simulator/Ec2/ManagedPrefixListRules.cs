namespace EndpointLab.Simulator.Ec2;

/// <summary>What AWS accepts of a customer's prefix list.</summary>
internal static class ManagedPrefixListRules
{
    private const int LongestName = 255;
    private const int LargestSize = 1000;
    private const int MostChanges = 100;

    /// <exception cref="ServiceException">InvalidParameterValue: it is too long, or such as AWS gives.</exception>
    public static string Name(string name) =>
        name.Length > LongestName || name.StartsWith(PrefixList.AwsPrefix, StringComparison.OrdinalIgnoreCase)
            ? throw Ec2Errors.InvalidParameterValue(
                "prefixListName", name, $"Up to {LongestName} characters, not starting with {PrefixList.AwsPrefix}")
            : name;

    public static int MaxEntries(int asked) => asked is >= 1 and <= LargestSize
        ? asked
        : throw Ec2Errors.InvalidParameterValue("maxEntries", $"{asked}", $"Must be between 1 and {LargestSize}.");

    /// <exception cref="ServiceException">PrefixListMaxEntriesExceeded.</exception>
    public static void CheckRoom(IReadOnlyList<PrefixListEntry> entries, int most)
    {
        if (entries.Count > most)
            throw Ec2Errors.PrefixListMaxEntriesExceeded(most);
    }

    /// <summary>The entries that a call lists under that name, each block once.</summary>
    public static List<PrefixListEntry> Added(QueryParameters parameters, string name, bool isIpv6)
    {
        var entries = parameters.Structures(name)
            .Select(entry => new PrefixListEntry(Block(entry, isIpv6), entry["Description"]))
            .ToList();
        CheckCount(entries.Count);
        return entries.GroupBy(entry => entry.Cidr).FirstOrDefault(group => group.Count() > 1) is { Key: var twice }
            ? throw Ec2Errors.InvalidPrefixListModification($"The CIDR {twice} is there more than once.")
            : entries;
    }

    /// <summary>
    /// What a call makes of a list's entries: a block that is there gets the new description. Null where it changes none.
    /// </summary>
    public static List<PrefixListEntry>? Changed(QueryParameters parameters, PrefixList list)
    {
        var added = Added(parameters, "AddEntry", list.IsIpv6);
        var removed = parameters.Structures("RemoveEntry").Select(entry => Block(entry, list.IsIpv6)).ToList();
        CheckCount(removed.Count);
        if (added.Count + removed.Count == 0)
            return null;
        foreach (var unknown in removed.Except(list.Entries))
            throw Ec2Errors.InvalidPrefixListModification($"The prefix list '{list.Id}' has no entry {unknown}.");
        if (added.Find(entry => removed.Contains(entry.Cidr)) is { } both)
            throw Ec2Errors.InvalidPrefixListModification($"The CIDR {both.Cidr} can't be added and removed at the same time.");
        return
        [
            .. list.EntriesOf(list.Version)!.Where(entry =>
                !removed.Contains(entry.Cidr) && !added.Exists(other => other.Cidr == entry.Cidr)),
            .. added,
        ];
    }

    /// <summary>The groups that use a list and would have too many rules if it counted as that many.</summary>
    public static List<SecurityGroup> GroupsWithoutRoom(RegionState region, PrefixList list, int size) =>
        [.. region.UsersOf(list).OfType<SecurityGroup>().Where(group => !SecurityGroupRules.Fit(region, group.Rules, (list.Id, size)))];

    private static Cidr Block(QueryParameters entry, bool isIpv6)
    {
        var text = entry.Required("Cidr");
        return isIpv6 ? BlockRules.ReadIpv6("Cidr", text) : BlockRules.Read("Cidr", text);
    }

    private static void CheckCount(int entries)
    {
        if (entries > MostChanges)
            throw Ec2Errors.InvalidParameterValue($"At most {MostChanges} entries can be added or removed in one call.");
    }
}

internal static partial class Ec2Errors
{
    public static ServiceException PrefixListMaxEntriesExceeded(int most) => new(
        "PrefixListMaxEntriesExceeded", $"You've reached the maximum number of entries for the prefix list: {most}.");

    public static ServiceException PrefixListVersionMismatch() =>
        new("PrefixListVersionMismatch", "The prefix list has the incorrect version number.");

    public static ServiceException InvalidPrefixListVersion(PrefixList list, int version) =>
        InvalidParameterValue($"The prefix list '{list.Id}' has no version {version}.");

    public static ServiceException InvalidPrefixListModification(string message) => new("InvalidPrefixListModification", message);

    public static ServiceException IncorrectState(PrefixList list, string state) => new(
        "IncorrectState", $"The request cannot be completed while the prefix list ({list.Id}) is in the current state ({state}).");
}
