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

    [Fact]
    public async Task Nothing_is_left_of_a_lab_that_is_removed()
    {
        await account.BuildAsync(LabAccount.Full());
        await account.RemoveAsync("demo");
        Assert.Empty(account.Reporter.Errors);
        Assert.Empty(await account.GetAsync());
    }
}
