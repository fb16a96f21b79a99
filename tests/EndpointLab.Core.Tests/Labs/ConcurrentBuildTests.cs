using EndpointLab.Conformance;
using EndpointLab.Labs;

namespace EndpointLab.Core.Tests.Labs;

/// <summary>Several builds at the same time, whose calls come in any order.</summary>
public sealed class ConcurrentBuildTests : IDisposable
{
    private const int MostTurns = 20;

    private readonly LabAccount account = new();

    public void Dispose() => account.Dispose();

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Two_builds_of_one_name_end_in_one_lab(int seed)
    {
        using AccountInventory inventory = new(account.Administration());
        var before = await AccountPicture.TakeAsync(inventory);
        await account.BuildAsync(LabAccount.Full());
        var shape = await LabShape.ReadAsync(account.Operation(), "demo");
        await account.RemoveAsync("demo");
        await inventory.ForgetAsync();
        Shuffle(seed);

        var labs = await Task.WhenAll(account.BuildAsync(LabAccount.Full()), account.BuildAsync(LabAccount.Full()));

        account.Wire.Befall = null;
        Assert.Equal([], account.Reporter.Errors.Select(error => error.Message));
        Assert.All(labs, lab => Assert.Equal(LabState.Complete, lab.State));
        Assert.Equal(labs[0].VpcId, labs[1].VpcId);
        Assert.Equal(shape, await LabShape.ReadAsync(account.Operation(), "demo"));
        await account.RemoveAsync("demo");
        await inventory.ForgetAsync();
        before.ShouldBe(await AccountPicture.TakeAsync(inventory));
    }

    [Fact]
    public async Task A_build_on_another_computer_that_looked_before_leaves_the_key_of_the_first_ones_instances()
    {
        var elsewhere = Directory.CreateTempSubdirectory("lab-keys-");
        try
        {
            TaskCompletionSource looked = new(), goOn = new();
            account.Wire.Befall = async (_, request, send) =>
            {
                if (Disturbance.Asks(request, "CreateVpc") && looked.TrySetResult())
                {
                    await goOn.Task;
                }

                return await send();
            };
            var late = EndpointLabs.BuildAsync(
                account.Operation(),
                await LabDraft.ReadAsync(account.Operation(), new(LabAccount.Full(), plan => plan)),
                new(account.Session.Time.GetUtcNow(), null, new Dictionary<string, string>(), elsewhere.FullName));
            await looked.Task;
            var first = await account.BuildAsync(LabAccount.Full());
            goOn.SetResult();
            await late;

            Assert.Empty(account.Reporter.Errors);
            Assert.Contains("Copy it there", Assert.Single(account.Reporter.Warnings), StringComparison.Ordinal);
            Assert.NotNull(first.PrivateKeyPath);
            Assert.Equal(first.PrivateKeyPath, Assert.Single(await account.GetAsync()).PrivateKeyPath);
        }
        finally
        {
            elsewhere.Delete(recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Two_removals_of_one_lab_leave_nothing(int seed)
    {
        await account.BuildAsync(LabAccount.Full());
        Shuffle(seed);

        await Task.WhenAll(account.RemoveAsync("demo"), account.RemoveAsync("demo"));

        Assert.Equal([], account.Reporter.Errors.Select(error => error.Message));
        Assert.Empty(await account.GetAsync());
    }

    [Fact]
    public async Task Ten_labs_of_different_names_are_ten()
    {
        Shuffle(seed: 10);
        var names = Enumerable.Range(0, 10).Select(number => $"lab-{number}").ToList();

        var labs = await Task.WhenAll(names.Select(name => account.BuildAsync(LabAccount.Full(name))));

        Assert.Empty(account.Reporter.Errors);
        Assert.Equal(10, labs.Select(lab => lab.VpcId).Distinct().Count());
        Assert.Equal(names, (await account.GetAsync()).Where(lab => lab.State is LabState.Complete).Select(lab => lab.Name));
        await Task.WhenAll(names.Select(name => account.RemoveAsync(name)));
        Assert.Empty(await account.GetAsync());
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 10)];

    /// <summary>Has every call let others go first, before its turn and after, as often as chance has it.</summary>
    private void Shuffle(int seed)
    {
        Random chance = new(seed);
        account.Wire.Befall = async (_, _, send) =>
        {
            await PauseAsync();
            var answer = await send();
            await PauseAsync();
            return answer;
        };

        async Task PauseAsync()
        {
            int turns;
            lock (chance)
            {
                turns = chance.Next(MostTurns);
            }

            for (; turns > 0; turns--)
            {
                await Task.Yield();
            }
        }
    }
}
