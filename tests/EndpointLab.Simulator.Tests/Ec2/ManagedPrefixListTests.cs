using Amazon.EC2;
using Amazon.EC2.Model;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Ec2;

public sealed class ManagedPrefixListTests : IAsyncLifetime
{
    private readonly AmazonEC2Client ec2 = Ec2Client();
    private string list = "";

    public async ValueTask InitializeAsync() => list = await Create(2, "10.0.0.0/8");

    public ValueTask DisposeAsync()
    {
        ec2.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_list_shows_who_owns_it_and_how_large_it_may_get()
    {
        var created = (await ec2.CreateManagedPrefixListAsync(
            new()
            {
                PrefixListName = "six",
                AddressFamily = "IPv6",
                MaxEntries = 3,
                Entries = [new() { Cidr = "2001:db8::/32", Description = "documents" }],
                TagSpecifications = [Tagged("prefix-list", "Name", "lab")],
            },
            Cancel)).PrefixList;
        Assert.Equal((PrefixListState.CreateInProgress, 1L), (created.State, created.Version));
        var shown = await Describe(created.PrefixListId);
        Assert.Equal(
            (PrefixListState.CreateComplete, "six", "IPv6", 3, "123456789012", "lab"),
            (shown.State, shown.PrefixListName, shown.AddressFamily, shown.MaxEntries, shown.OwnerId, shown.Tags.Single().Value));
        Assert.Equal($"arn:aws:ec2:us-east-1:123456789012:prefix-list/{shown.PrefixListId}", shown.PrefixListArn);
        Assert.Equal([("2001:db8::/32", "documents")], await Entries(shown.PrefixListId));
        Assert.DoesNotContain(
            shown.PrefixListId, (await ec2.DescribePrefixListsAsync(new(), Cancel)).PrefixLists.Select(one => one.PrefixListId));
    }

    [Fact]
    public async Task Each_change_of_entries_makes_a_version_and_earlier_ones_come_back()
    {
        await Modify(1, add: [new() { Cidr = "192.168.0.0/16" }], remove: ["10.0.0.0/8"]);
        Assert.Equal([("192.168.0.0/16", null)], await Entries(list));
        Assert.Equal([("10.0.0.0/8", null)], await Entries(list, version: 1));
        await ec2.RestoreManagedPrefixListVersionAsync(new() { PrefixListId = list, CurrentVersion = 2, PreviousVersion = 1 }, Cancel);
        Assert.Equal((3L, PrefixListState.RestoreComplete), ((await Describe(list)).Version, (await Describe(list)).State));
        Assert.Equal([("10.0.0.0/8", null)], await Entries(list));
        await ec2.ModifyManagedPrefixListAsync(new() { PrefixListId = list, PrefixListName = "renamed" }, Cancel);
        Assert.Equal((3L, "renamed"), ((await Describe(list)).Version, (await Describe(list)).PrefixListName));
    }

    [Fact]
    public async Task What_would_break_a_list_is_refused_and_changes_nothing()
    {
        await Refused("PrefixListVersionMismatch", Modify(7, add: [new() { Cidr = "192.168.0.0/16" }]));
        await Refused(
            "PrefixListMaxEntriesExceeded", Modify(1, add: [new() { Cidr = "192.168.0.0/16" }, new() { Cidr = "172.16.0.0/12" }]));
        await Refused("InvalidPrefixListModification", Modify(1, add: [new() { Cidr = "10.0.0.0/8" }], remove: ["10.0.0.0/8"]));
        await Refused("InvalidPrefixListModification", Modify(1, remove: ["10.0.0.0/9"]));
        await Refused("InvalidParameterValue", Modify(1, add: [new() { Cidr = "2001:db8::/32" }]));
        await Refused("PrefixListMaxEntriesExceeded", Create(1, "10.0.0.0/8", "192.168.0.0/16"));
        await Refused("InvalidParameterValue", ec2.CreateManagedPrefixListAsync(
            new() { PrefixListName = "com.amazonaws.us-east-1.s3", AddressFamily = "IPv4", MaxEntries = 1 }, Cancel));
        await Refused("OperationNotPermitted", ec2.DeleteManagedPrefixListAsync(new() { PrefixListId = "pl-63a5400a" }, Cancel));
        Assert.Equal((1L, 1), ((await Describe(list)).Version, (await Entries(list)).Count()));
    }

    [Fact]
    public async Task A_list_in_use_tells_by_whom_and_stays()
    {
        var vpc = (await ec2.CreateVpcAsync(new("10.0.0.0/16"), Cancel)).Vpc.VpcId;
        var gateway = (await ec2.CreateInternetGatewayAsync(new(), Cancel)).InternetGateway.InternetGatewayId;
        await ec2.AttachInternetGatewayAsync(new() { InternetGatewayId = gateway, VpcId = vpc }, Cancel);
        var table = (await ec2.CreateRouteTableAsync(new() { VpcId = vpc }, Cancel)).RouteTable.RouteTableId;
        await ec2.CreateRouteAsync(new() { RouteTableId = table, DestinationPrefixListId = list, GatewayId = gateway }, Cancel);
        var group = await CreateGroup(vpc);
        await Allow(group, list);
        var users = (await ec2.GetManagedPrefixListAssociationsAsync(new() { PrefixListId = list }, Cancel)).PrefixListAssociations;
        Assert.Equal([group, table], users.Select(user => user.ResourceId).OrderDescending());
        await Refused("DependencyViolation", ec2.DeleteManagedPrefixListAsync(new() { PrefixListId = list }, Cancel));
        await ec2.DeleteRouteAsync(new() { RouteTableId = table, DestinationPrefixListId = list }, Cancel);
        await ec2.DeleteSecurityGroupAsync(new() { GroupId = group }, Cancel);
        var gone = (await ec2.DeleteManagedPrefixListAsync(new() { PrefixListId = list }, Cancel)).PrefixList;
        Assert.Equal(PrefixListState.DeleteInProgress, gone.State);
        await Refused("InvalidPrefixListID.NotFound", Describe(list));
    }

    [Fact]
    public async Task In_a_group_a_list_counts_as_all_the_entries_it_may_have()
    {
        var group = await CreateGroup((await ec2.CreateVpcAsync(new("10.0.0.0/16"), Cancel)).Vpc.VpcId);
        await Refused("RulesPerSecurityGroupLimitExceeded", Allow(group, await Create(61)));
        await Allow(group, await Create(58));
        await Allow(group, list);
        await ec2.ModifyManagedPrefixListAsync(new() { PrefixListId = list, MaxEntries = 3 }, Cancel);
        var unchanged = await Describe(list);
        Assert.Equal((PrefixListState.ModifyFailed, 2), (unchanged.State, unchanged.MaxEntries));
        Assert.Contains(group, unchanged.StateMessage, StringComparison.Ordinal);
        await ec2.ModifyManagedPrefixListAsync(new() { PrefixListId = list, MaxEntries = 1 }, Cancel);
        Assert.Equal((PrefixListState.ModifyComplete, 1), ((await Describe(list)).State, (await Describe(list)).MaxEntries));
    }

    [Fact]
    public async Task A_list_takes_one_change_at_a_time()
    {
        using var slow = new Cloud(new() { Lifecycle = Lifecycle.Realistic, Time = new FakeTime() }).Ec2Client();
        var created = (await slow.CreateManagedPrefixListAsync(
            new() { PrefixListName = "slow", AddressFamily = "IPv4", MaxEntries = 1 }, Cancel)).PrefixList;
        var message = await Refused(
            "IncorrectState", slow.DeleteManagedPrefixListAsync(new() { PrefixListId = created.PrefixListId }, Cancel));
        Assert.EndsWith("is in the current state (create-in-progress).", message, StringComparison.Ordinal);
    }

    private async Task<string> Create(int size, params string[] blocks) => (await ec2.CreateManagedPrefixListAsync(
        new()
        {
            PrefixListName = "offices",
            AddressFamily = "IPv4",
            MaxEntries = size,
            Entries = [.. blocks.Select(block => new AddPrefixListEntry { Cidr = block })],
        },
        Cancel)).PrefixList.PrefixListId;

    private Task Modify(long version, List<AddPrefixListEntry>? add = null, params string[] remove) => ec2.ModifyManagedPrefixListAsync(
        new()
        {
            PrefixListId = list,
            CurrentVersion = version,
            AddEntries = add,
            RemoveEntries = [.. remove.Select(block => new RemovePrefixListEntry { Cidr = block })],
        },
        Cancel);

    private async Task<ManagedPrefixList> Describe(string id) => Assert.Single(
        (await ec2.DescribeManagedPrefixListsAsync(new() { PrefixListIds = [id] }, Cancel)).PrefixLists);

    private async Task<IEnumerable<(string Cidr, string? Description)>> Entries(string id, long? version = null) =>
        (await ec2.GetManagedPrefixListEntriesAsync(new() { PrefixListId = id, TargetVersion = version }, Cancel)).Entries
            .Select(entry => (entry.Cidr, (string?)entry.Description));

    private async Task<string> CreateGroup(string vpc) => (await ec2.CreateSecurityGroupAsync(
        new() { VpcId = vpc, GroupName = "lab", Description = "lab" }, Cancel)).GroupId;

    private Task Allow(string group, string prefixList) => ec2.AuthorizeSecurityGroupIngressAsync(
        new()
        {
            GroupId = group,
            IpPermissions =
            [
                new() { IpProtocol = "tcp", FromPort = 443, ToPort = 443, PrefixListIds = [new() { Id = prefixList }] },
            ],
        },
        Cancel);
}
