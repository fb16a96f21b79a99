using EndpointLab.Conformance;
using EndpointLab.Labs;

namespace EndpointLab.Core.Tests.Labs;

/// <summary>A lab that is built once, again, and removed, in an account where nothing goes wrong.</summary>
public sealed class LabBuildTests : IDisposable
{
    private readonly LabAccount account = new();

    public void Dispose() => account.Dispose();

    [Fact]
    public async Task A_lab_has_all_that_was_planned()
    {
        var lab = await account.BuildAsync(LabAccount.Full());
        Assert.Empty(account.Reporter.Errors);
        Assert.Equal((LabState.Complete, ""), (lab.State, string.Join('\n', lab.Drift)));
        Assert.Empty(lab.Missing);
        Assert.Equal(18, lab.Resources.Length);
        Assert.True(File.Exists(lab.PrivateKeyPath));
    }

    [Fact]
    public async Task Building_it_again_changes_nothing()
    {
        var first = await account.BuildAsync(LabAccount.Full());
        var second = await account.BuildAsync(LabAccount.Full());
        Assert.Equal(first.Resources, second.Resources);
        Assert.Empty(second.Drift);
    }

    [Theory]
    [InlineData("s3:*")]
    [InlineData("s3:GetBucketTagging")]
    public async Task A_bucket_that_hides_whose_it_is_is_named_before_anything_is_changed(string denied)
    {
        var bucket = (await account.BuildAsync(LabAccount.Full())).BucketName!;
        await account.HideAsync(bucket, denied);
        using AccountInventory inventory = new(account.Administration());
        var before = await AccountPicture.TakeAsync(inventory);

        var error = await Assert.ThrowsAsync<LabException>(() => account.BuildAsync(LabAccount.Full() with { GatewayServices = ["s3"] }));

        Assert.Equal((ErrorId.LabLeft, true), (error.ErrorId, error.Message.Contains(bucket, StringComparison.Ordinal)));
        before.ShouldBe(await AccountPicture.TakeAsync(inventory));
        var found = Assert.Single(await account.GetAsync());
        Assert.Equal((LabState.Partial, "bucket"), (found.State, string.Join(' ', found.Missing)));
        Assert.Contains(bucket, Assert.Single(account.Reporter.Warnings), StringComparison.Ordinal);
        Assert.NotEmpty((await account.BuildAsync(LabAccount.Full() with { WithBucket = false })).Resources);
        Assert.Empty(account.Reporter.Errors);
    }

    [Fact]
    public async Task A_lab_whose_VPC_tells_no_plan_is_as_a_new_one_but_for_its_block()
    {
        var first = await account.BuildAsync(LabAccount.Full() with { CidrBlock = Cidr.Parse("10.8.0.0/16"), WithBucket = false });
        await account.Session.Ec2.DeleteTagsAsync(
            new() { Resources = [first.VpcId], Tags = [new("endpointlab:plan")] }, TestContext.Current.CancellationToken);

        var second = await account.BuildAsync(new LabWish(new("demo") { WithBucket = true }, plan => plan));

        Assert.Empty(account.Reporter.Errors);
        Assert.Equal("10.8.0.0/16 zones=1 gateway=s3 interface= bucket", second.Plan);
        Assert.Equal(first.VpcId, second.VpcId);
    }

    [Fact]
    public async Task An_endpoint_that_a_change_makes_is_tagged_as_the_build_does_and_elsewhere_not()
    {
        var lab = await account.BuildAsync(
            LabAccount.Full() with { WithInstance = false, WithBucket = false, GatewayServices = ["s3"] }, timeToLive: TimeSpan.FromHours(4));
        var built = await VpcEndpoints.GetAsync(account.Operation(), ResourceQuery.Where("vpc-id", lab.VpcId!));
        string Id(string role) => lab.Resources.Single(part => part.Role == role).Id;
        await VpcEndpoints.RemoveAsync(account.Operation(), [.. built.Select(endpoint => endpoint.VpcEndpointId)]);

        await new CreateGatewayEndpoint(lab.VpcId!, "com.amazonaws.us-east-1.s3", Id("private-table")).ApplyAsync(account.Operation());
        await new CreateInterfaceEndpoint(Id("private-subnet"), "com.amazonaws.us-east-1.ssm", Id("endpoint-group")).ApplyAsync(account.Operation());

        var made = (await VpcEndpoints.GetAsync(account.Operation(), ResourceQuery.Where("vpc-id", lab.VpcId!))).Where(one => !one.IsGone);
        Assert.Equal(Tags(built), Tags(made));
        var other = await Vpcs.CreateAsync(account.Operation(), Cidr.Parse("10.9.0.0/16"), ipv6: false, new Dictionary<string, string>());
        var table = await RouteTables.CreateAsync(account.Operation(), other.VpcId, new Dictionary<string, string>());
        await new CreateGatewayEndpoint(other.VpcId, "com.amazonaws.us-east-1.s3", table.RouteTableId).ApplyAsync(account.Operation());
        Assert.Empty(Assert.Single(await VpcEndpoints.GetAsync(account.Operation(), ResourceQuery.Where("vpc-id", other.VpcId))).Tags);

        static IEnumerable<string> Tags(IEnumerable<VpcEndpoint> all) => all
            .Select(one => string.Join(' ', one.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}={tag.Value}")))
            .Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_left_of_a_lab_that_is_removed()
    {
        await account.BuildAsync(LabAccount.Full());
        await account.RemoveAsync("demo");
        Assert.Empty(account.Reporter.Errors);
        Assert.Empty(await account.GetAsync());
    }
}
