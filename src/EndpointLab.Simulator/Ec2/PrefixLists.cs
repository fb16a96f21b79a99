namespace EndpointLab.Simulator.Ec2;

/// <summary>How prefix lists show: AWS's own in the older form, and all of them as managed ones.</summary>
internal static class PrefixLists
{
    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["DescribePrefixLists"] = Describe,
        ["DescribeManagedPrefixLists"] = DescribeManaged,
        ["GetManagedPrefixListEntries"] = GetEntries,
        ["GetManagedPrefixListAssociations"] = GetAssociations,
    };

    private static readonly FilterTable<PrefixList> Filters = new()
    {
        { "prefix-list-id", list => list.Id },
        { "prefix-list-name", list => list.Name },
    };

    private static readonly FilterTable<PrefixList> ManagedFilters = new()
    {
        { "owner-id", (list, region) => Owner(list, region) },
        { "prefix-list-id", list => list.Id },
        { "prefix-list-name", list => list.Name },
    };

    private const int SmallestPage = 1;

    public static void Write(Ec2Answer xml, PrefixList list)
    {
        xml.Text("prefixListId", list.Id);
        xml.Text("addressFamily", list.IsIpv6 ? "IPv6" : "IPv4");
        xml.Text("state", list.State.At(xml.Now));
        xml.Text("stateMessage", list.StateMessage);
        xml.Text("prefixListArn", list.IsAws
            ? $"arn:aws:ec2:{xml.Region.Region.Name}:aws:prefix-list/{list.Id}"
            : xml.Region.Arn(PrefixList.Kind.Type, list.Id));
        xml.Text("prefixListName", list.Name);
        xml.Number("maxEntries", list.MaxEntries);
        xml.Number("version", list.IsAws ? null : list.Version);
        xml.Tags(list);
        xml.Text("ownerId", Owner(list, xml.Region));
    }

    private static void Describe(Ec2Call call)
    {
        var ids = call.Parameters.List("PrefixListId");
        var lists = (ids.Count == 0 ? [.. call.Region.PrefixLists] : call.Region.PrefixLists.Select(ids)).Where(list => list.IsAws);
        call.List(
            lists,
            Filters,
            list => list.Id,
            "prefixListSet",
            static (xml, list) =>
            {
                xml.Text("prefixListId", list.Id);
                xml.Text("prefixListName", list.Name);
                xml.TextList("cidrSet", list.Entries.Select(block => block.ToString()));
            },
            SmallestPage);
    }

    private static void DescribeManaged(Ec2Call call) => call.Describe(
        call.Region.PrefixLists, "PrefixListId", ManagedFilters, "prefixListSet", Write, SmallestPage);

    private static void GetEntries(Ec2Call call)
    {
        var list = call.Region.PrefixLists[call.Parameters.Required("PrefixListId")];
        var version = call.Parameters.Integer("TargetVersion") ?? list.Version;
        var entries = list.EntriesOf(version) ?? throw Ec2Errors.InvalidPrefixListVersion(list, version);
        call.List(
            entries,
            [],
            entry => $"{entry.Cidr.First.SortKey}/{entry.Cidr.PrefixLength:d3}",
            "entrySet",
            static (xml, entry) =>
            {
                xml.Text("cidr", entry.Cidr.ToString());
                xml.Text("description", entry.Description);
            },
            SmallestPage);
    }

    private static void GetAssociations(Ec2Call call)
    {
        var list = ManagedPrefixLists.Own(call);
        call.List(call.Region.UsersOf(list), [], user => user.Id, "prefixListAssociationSet", static (xml, user) =>
        {
            xml.Text("resourceId", user.Id);
            xml.Text("resourceOwner", xml.Region.AccountId);
        });
    }

    private static string Owner(PrefixList list, RegionState region) => list.IsAws ? "AWS" : region.AccountId;
}
