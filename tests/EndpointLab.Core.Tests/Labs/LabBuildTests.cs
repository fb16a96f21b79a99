using EndpointLab.Conformance;

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
    public async Task Nothing_is_left_of_a_lab_that_is_removed()
    {
        await account.BuildAsync(LabAccount.Full());
        await account.RemoveAsync("demo");
        Assert.Empty(account.Reporter.Errors);
        Assert.Empty(await account.GetAsync());
    }
}
