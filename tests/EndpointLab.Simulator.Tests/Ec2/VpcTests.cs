using Amazon.EC2;
using Amazon.EC2.Model;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Ec2;

public sealed class VpcTests : IDisposable
{
    private readonly AmazonEC2Client ec2 = Ec2Client();

    public void Dispose() => ec2.Dispose();

    [Fact]
    public async Task A_new_vpc_is_pending_in_its_own_answer_and_available_in_later_ones()
    {
        var created = (await ec2.CreateVpcAsync(new("10.0.0.0/16"), Cancel)).Vpc;
        Assert.Matches("^vpc-[0-9a-f]{17}$", created.VpcId);
        Assert.Equal(VpcState.Pending, created.State);
        Assert.Equal(VpcState.Available, (await Only(created.VpcId)).State);
    }

    [Fact]
    public async Task A_vpc_stays_pending_as_long_as_its_lifecycle_says()
    {
        FakeTime time = new();
        using var client = new Cloud(new() { Time = time, Lifecycle = Lifecycle.Realistic }).Ec2Client();
        var id = (await client.CreateVpcAsync(new("10.0.0.0/16"), Cancel)).Vpc.VpcId;
        Assert.Equal(VpcState.Pending, await State());
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(VpcState.Available, await State());

        async Task<VpcState> State() => (await client.DescribeVpcsAsync(new() { VpcIds = [id] }, Cancel)).Vpcs.Single().State;
    }

    [Fact]
    public async Task Every_account_and_region_has_its_own_default_vpc()
    {
        Cloud cloud = new();
        List<string> ids = [];
        foreach (var (region, key) in new[] { ("us-east-1", "AKID"), ("eu-west-1", "AKID"), ("us-east-1", "210987654321") })
        {
            using var client = cloud.Ec2Client(region, key);
            var vpc = Assert.Single((await client.DescribeVpcsAsync(Cancel)).Vpcs);
            Assert.True(vpc.IsDefault);
            Assert.Equal("172.31.0.0/16", vpc.CidrBlock);
            Assert.Equal(key.Length == 12 ? key : "123456789012", vpc.OwnerId);
            ids.Add(vpc.VpcId);
        }
        Assert.Distinct(ids);
    }

    [Fact]
    public async Task Filters_narrow_a_describe_by_field_and_tag_with_wildcards()
    {
        var tagged = new CreateVpcRequest("10.1.0.0/16") { TagSpecifications = [Tagged("vpc", "Name", "lab-one")] };
        var id = (await ec2.CreateVpcAsync(tagged, Cancel)).Vpc.VpcId;
        Assert.Equal([id], await Matching(By("tag:Name", "lab-*")));
        Assert.Equal([id], await Matching(By("tag-key", "Nam?")));
        Assert.Equal([id], await Matching(By("cidr", "10.9.0.0/16", "10.1.0.0/16"), By("is-default", "false")));
        Assert.Empty(await Matching(By("tag:Name", "lab-*"), By("is-default", "true")));
    }

    [Fact]
    public async Task An_unknown_filter_is_refused() => Assert.Equal(
        "The filter 'colour' is invalid",
        await Refused("InvalidParameterValue", ec2.DescribeVpcsAsync(new() { Filters = [By("colour", "red")] }, Cancel)));

    [Fact]
    public async Task Pages_cover_every_vpc_exactly_once()
    {
        for (var number = 0; number < 11; number++)
            await ec2.CreateVpcAsync(new($"10.{number}.0.0/16"), Cancel);
        List<string> seen = [];
        DescribeVpcsRequest request = new() { MaxResults = 5 };
        do
        {
            var page = await ec2.DescribeVpcsAsync(request, Cancel);
            Assert.InRange(page.Vpcs.Count, 1, 5);
            seen.AddRange(page.Vpcs.Select(vpc => vpc.VpcId));
            request.NextToken = page.NextToken;
        }
        while (request.NextToken is not null);
        Assert.Equal(12, seen.Distinct().Count());
        Assert.Equal(12, seen.Count);
    }

    [Fact]
    public async Task Bad_pages_are_refused()
    {
        var tooFew = 4;
        await Refused("InvalidParameterValue", ec2.DescribeVpcsAsync(new() { MaxResults = tooFew }, Cancel));
        await Refused("InvalidNextToken", ec2.DescribeVpcsAsync(new() { NextToken = "nonsense" }, Cancel));
    }

    [Theory]
    [InlineData("10.0.0.0", "InvalidParameterValue")]
    [InlineData("10.0.0.256/16", "InvalidParameterValue")]
    [InlineData("10.0.0.0/15", "InvalidVpc.Range")]
    [InlineData("10.0.0.0/29", "InvalidVpc.Range")]
    public async Task A_bad_block_is_refused_and_makes_nothing(string block, string code)
    {
        await Refused(code, ec2.CreateVpcAsync(new(block), Cancel));
        Assert.Single((await ec2.DescribeVpcsAsync(Cancel)).Vpcs);
    }

    [Fact]
    public async Task A_block_is_brought_into_canonical_form() =>
        Assert.Equal("10.0.0.0/16", (await ec2.CreateVpcAsync(new("10.0.3.4/16"), Cancel)).Vpc.CidrBlock);

    [Fact]
    public async Task Tags_for_another_kind_of_resource_are_refused() => await Refused(
        "InvalidParameterValue",
        ec2.CreateVpcAsync(new("10.0.0.0/16") { TagSpecifications = [Tagged("subnet", "Name", "lab")] }, Cancel));

    [Fact]
    public async Task Malformed_and_unknown_ids_are_told_apart()
    {
        await Refused("InvalidVpcID.Malformed", ec2.DeleteVpcAsync(new("vpc-xyz"), Cancel));
        Assert.Equal(
            "The vpc ID 'vpc-0123456789abcdef0' does not exist",
            await Refused("InvalidVpcID.NotFound", ec2.DeleteVpcAsync(new("vpc-0123456789abcdef0"), Cancel)));
    }

    [Fact]
    public async Task A_dry_run_changes_nothing_but_is_refused_where_the_call_would_be()
    {
        await Refused("DryRunOperation", ec2.CreateVpcAsync(new("10.0.0.0/16") { DryRun = true }, Cancel));
        await Refused("InvalidVpc.Range", ec2.CreateVpcAsync(new("10.0.0.0/8") { DryRun = true }, Cancel));
        Assert.Single((await ec2.DescribeVpcsAsync(Cancel)).Vpcs);
    }

    [Fact]
    public async Task Attributes_are_changed_one_at_a_time()
    {
        var id = (await ec2.CreateVpcAsync(new("10.0.0.0/16"), Cancel)).Vpc.VpcId;
        Assert.False(await Hostnames());
        await ec2.ModifyVpcAttributeAsync(new() { VpcId = id, EnableDnsHostnames = true }, Cancel);
        Assert.True(await Hostnames());
        await Refused(
            "InvalidParameterCombination",
            ec2.ModifyVpcAttributeAsync(new() { VpcId = id, EnableDnsHostnames = false, EnableDnsSupport = false }, Cancel));
        Assert.True(await Hostnames());

        async Task<bool?> Hostnames() => (await ec2.DescribeVpcAttributeAsync(
            new() { VpcId = id, Attribute = VpcAttributeName.EnableDnsHostnames }, Cancel)).EnableDnsHostnames;
    }

    [Fact]
    public async Task The_default_vpc_cannot_be_deleted_while_its_subnets_are_there()
    {
        var id = (await ec2.DescribeVpcsAsync(Cancel)).Vpcs.Single().VpcId;
        Assert.Equal(
            $"The vpc '{id}' has dependencies and cannot be deleted.",
            await Refused("DependencyViolation", ec2.DeleteVpcAsync(new(id), Cancel)));
    }

    [Fact]
    public async Task A_deleted_vpc_is_gone()
    {
        var id = (await ec2.CreateVpcAsync(new("10.0.0.0/16"), Cancel)).Vpc.VpcId;
        await ec2.DeleteVpcAsync(new(id), Cancel);
        await Refused("InvalidVpcID.NotFound", ec2.DescribeVpcsAsync(new() { VpcIds = [id] }, Cancel));
    }

    [Fact]
    public async Task A_region_that_does_not_exist_knows_no_credentials()
    {
        using var client = new Cloud().Ec2Client("mars-north-1");
        await Refused("AuthFailure", client.DescribeVpcsAsync(Cancel));
    }

    private async Task<Vpc> Only(string id) => (await ec2.DescribeVpcsAsync(new() { VpcIds = [id] }, Cancel)).Vpcs.Single();

    private async Task<IEnumerable<string>> Matching(params Filter[] filters) =>
        (await ec2.DescribeVpcsAsync(new() { Filters = [.. filters] }, Cancel)).Vpcs?.Select(vpc => vpc.VpcId) ?? [];
}
