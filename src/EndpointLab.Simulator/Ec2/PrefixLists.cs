namespace EndpointLab.Simulator.Ec2;

internal static class PrefixLists
{
    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["DescribePrefixLists"] = Describe,
        ["DescribeManagedPrefixLists"] = DescribeManaged,
        ["GetManagedPrefixListEntries"] = GetEntries,
    };

    private static readonly FilterTable<PrefixList> Filters = new()
    {
        { "prefix-list-id", list => list.Id },
        { "prefix-list-name", list => list.Name },
    };

    private static readonly FilterTable<PrefixList> ManagedFilters = new()
    {
        { "owner-id", _ => Owner },
        { "prefix-list-id", list => list.Id },
        { "prefix-list-name", list => list.Name },
    };

    /// <summary>Whom EC2 names as the owner of AWS's own lists.</summary>
    private const string Owner = "AWS";

    private const int SmallestPage = 1;

    private static void Describe(Ec2Call call) => call.Describe(
        call.Region.PrefixLists,
        "PrefixListId",
        Filters,
        "prefixListSet",
        static (xml, list) =>
        {
            xml.Text("prefixListId", list.Id);
            xml.Text("prefixListName", list.Name);
            xml.TextList("cidrSet", list.Entries.Select(block => block.ToString()));
        },
        SmallestPage);

    private static void DescribeManaged(Ec2Call call) => call.Describe(
        call.Region.PrefixLists,
        "PrefixListId",
        ManagedFilters,
        "prefixListSet",
        static (xml, list) =>
        {
            xml.Text("prefixListId", list.Id);
            xml.Text("addressFamily", list.AddressFamily);
            xml.Text("state", "create-complete");
            xml.Text("prefixListArn", $"arn:aws:ec2:{xml.Region.Region.Name}:aws:prefix-list/{list.Id}");
            xml.Text("prefixListName", list.Name);
            xml.Tags(list);
            xml.Text("ownerId", Owner);
        },
        SmallestPage);

    private static void GetEntries(Ec2Call call)
    {
        var list = call.Region.PrefixLists[call.Parameters.Required("PrefixListId")];
        call.List(
            list.Entries,
            [],
            block => block.First.SortKey,
            "entrySet",
            static (xml, block) => xml.Text("cidr", block.ToString()),
            SmallestPage);
    }
}
