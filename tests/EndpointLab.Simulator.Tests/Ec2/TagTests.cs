using Amazon.EC2;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Ec2;

public sealed class TagTests : IAsyncLifetime
{
    private readonly AmazonEC2Client ec2 = Ec2Client();
    private string vpc = "";

    public async ValueTask InitializeAsync() => vpc = (await ec2.CreateVpcAsync(new("10.0.0.0/16"), Cancel)).Vpc.VpcId;

    public ValueTask DisposeAsync()
    {
        ec2.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Tags_are_set_replaced_and_deleted()
    {
        await ec2.CreateTagsAsync(new([vpc], [new("Name", "one"), new("stage", "test")]), Cancel);
        await ec2.CreateTagsAsync(new([vpc], [new("Name", "two")]), Cancel);
        Assert.Equal([("Name", "two"), ("stage", "test")], await OfVpc());
        await ec2.DeleteTagsAsync(new() { Resources = [vpc], Tags = [new("Name", "one")] }, Cancel);
        Assert.Equal([("Name", "two"), ("stage", "test")], await OfVpc());
        await ec2.DeleteTagsAsync(new() { Resources = [vpc], Tags = [new() { Key = "Name" }] }, Cancel);
        Assert.Equal([("stage", "test")], await OfVpc());
        await ec2.DeleteTagsAsync(new() { Resources = [vpc] }, Cancel);
        Assert.Empty(await OfVpc());
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("*", "", true)]
    [InlineData("", "x", false)]
    [InlineData("a?c*", "abcd", true)]
    [InlineData("a?c", "abcd", false)]
    [InlineData("A*", "abcd", false)]
    [InlineData("a\\*", "abcd", false)]
    [InlineData("a\\*", "a*", true)]
    public async Task A_filter_has_wildcards_that_a_backslash_turns_off(string filter, string value, bool matches)
    {
        await ec2.CreateTagsAsync(new([vpc], [new("Name", value)]), Cancel);
        var found = (await ec2.DescribeVpcsAsync(new() { Filters = [By("tag:Name", filter)] }, Cancel)).Vpcs;
        Assert.Equal(matches, found?.Count == 1);
    }

    [Fact]
    public async Task A_call_with_one_unknown_resource_tags_none()
    {
        await Refused("InvalidSubnetID.NotFound", ec2.CreateTagsAsync(
            new([vpc, "subnet-0123456789abcdef0"], [new("Name", "one")]), Cancel));
        await Refused("InvalidID", ec2.CreateTagsAsync(new([vpc, "nonsense"], [new("Name", "one")]), Cancel));
        Assert.Empty(await OfVpc());
    }

    [Fact]
    public async Task What_AWS_refuses_as_a_tag_is_refused()
    {
        await Refused("InvalidParameterValue", ec2.CreateTagsAsync(new([vpc], [new("aws:mine", "no")]), Cancel));
        await Refused("InvalidParameterValue", ec2.CreateTagsAsync(new([vpc], [new(new string('k', 129), "no")]), Cancel));
        await Refused("InvalidParameterValue", ec2.CreateTagsAsync(new([vpc], [new("k", "1"), new("k", "2")]), Cancel));
        var many = Enumerable.Range(0, 51).Select(number => new Amazon.EC2.Model.Tag($"k{number}", "")).ToList();
        await Refused("TagLimitExceeded", ec2.CreateTagsAsync(new([vpc], many), Cancel));
        Assert.Empty(await OfVpc());
    }

    private async Task<IEnumerable<(string, string)>> OfVpc() =>
        (await ec2.DescribeTagsAsync(new() { Filters = [By("resource-id", vpc), By("resource-type", "vpc")] }, Cancel)).Tags?
            .Select(tag => (tag.Key, tag.Value)).Order() ?? Enumerable.Empty<(string, string)>();
}
