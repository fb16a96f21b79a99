using System.Net;
using Amazon.EC2;
using Amazon.EC2.Model;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Ec2;

public sealed class PrefixListTests
{
    [Fact]
    public async Task A_region_has_the_lists_of_its_gateway_services()
    {
        using var ec2 = Ec2Client();
        var lists = (await ec2.DescribePrefixListsAsync(new(), Cancel)).PrefixLists;
        Assert.Equal(
            [
                "com.amazonaws.us-east-1.dynamodb", "com.amazonaws.us-east-1.ipv6.s3", "com.amazonaws.us-east-1.s3",
                "com.amazonaws.us-east-1.s3express",
            ],
            lists.Select(list => list.PrefixListName).Order());
        var managed = (await ec2.DescribeManagedPrefixListsAsync(
            new() { Filters = [By("prefix-list-name", "com.amazonaws.us-east-1.s3")] }, Cancel)).PrefixLists.Single();
        Assert.Equal(("AWS", "pl-63a5400a"), (managed.OwnerId, managed.PrefixListId));
        var entries = (await ec2.GetManagedPrefixListEntriesAsync(new() { PrefixListId = managed.PrefixListId }, Cancel)).Entries;
        Assert.Equal(
            lists.Single(list => list.PrefixListId == managed.PrefixListId).Cidrs.Order(),
            entries.Select(entry => entry.Cidr).Order());
    }

    [Fact]
    public async Task Entries_come_in_pages_as_small_as_one()
    {
        using var ec2 = Ec2Client();
        GetManagedPrefixListEntriesRequest request = new() { PrefixListId = "pl-02cd2c6b", MaxResults = 1 };
        var first = await ec2.GetManagedPrefixListEntriesAsync(request, Cancel);
        request.NextToken = first.NextToken;
        var second = await ec2.GetManagedPrefixListEntriesAsync(request, Cancel);
        Assert.Equal(["52.94.0.0/22", "52.119.224.0/20"], first.Entries.Concat(second.Entries).Select(entry => entry.Cidr));
        Assert.Null(second.NextToken);
    }

    [Fact]
    public async Task No_address_belongs_to_two_services_or_regions()
    {
        Cloud cloud = new();
        List<IPNetwork> blocks = [];
        foreach (var region in State.Region.All)
        {
            using var ec2 = cloud.Ec2Client(region.Name);
            foreach (var list in (await ec2.DescribePrefixListsAsync(new(), Cancel)).PrefixLists)
                blocks.AddRange(list.Cidrs.Select(IPNetwork.Parse));
        }
        for (var one = 0; one < blocks.Count; one++)
        {
            for (var other = one + 1; other < blocks.Count; other++)
                Assert.False(blocks[one].Contains(blocks[other].BaseAddress) || blocks[other].Contains(blocks[one].BaseAddress));
        }
    }
}
