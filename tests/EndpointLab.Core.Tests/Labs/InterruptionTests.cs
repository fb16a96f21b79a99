using EndpointLab.Conformance;

namespace EndpointLab.Core.Tests.Labs;

/// <summary>
/// Every call of a build, and every call of a removal, goes wrong once in every way. Then the same command again ends it: with one lab like
/// any other, or with nothing; and whatever else is in the account stays as it is.
/// </summary>
public sealed class InterruptionTests : IAsyncLifetime
{
    private readonly LabAccount account = new();
    private AccountInventory inventory = null!;
    private AccountPicture before = null!;
    private IReadOnlyList<string> shape = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        inventory = new(account.Administration());
        await account.BuildAsync(LabAccount.Full("neighbour"));
        await inventory.ForgetAsync();
        before = await AccountPicture.TakeAsync(inventory);
    }

    public ValueTask DisposeAsync()
    {
        inventory.Dispose();
        account.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(Mishap.Throttled)]
    [InlineData(Mishap.InternalError)]
    [InlineData(Mishap.ConnectionReset)]
    [InlineData(Mishap.AnswerLost)]
    [InlineData(Mishap.Killed)]
    [InlineData(Mishap.KilledAfterTheChange)]
    [InlineData(Mishap.NetworkLost)]
    public async Task A_lab_is_completed_and_removed_whatever_befalls_any_call(Mishap mishap)
    {
        account.Wire.Forget();
        await account.BuildAsync(LabAccount.Full());
        var calls = account.Wire.Calls;
        shape = await LabShape.ReadAsync(account.Operation(), "demo");
        await EndAsync("the undisturbed build", lab => account.RemoveAsync("demo", lab));

        for (var call = 1; call <= calls; call++)
        {
            var when = $"{mishap} at call {call} of the build";
            await DisturbAsync(mishap, call, lab => account.BuildAsync(LabAccount.Full(), lab));
            await CompleteAsync(when);
            await EndAsync(when, lab => account.RemoveAsync("demo", lab));
        }

        for (var call = 1; ; call++)
        {
            var when = $"{mishap} at call {call} of the removal";
            await account.BuildAsync(LabAccount.Full());
            if (!await DisturbAsync(mishap, call, lab => account.RemoveAsync("demo", lab)))
            {
                await EndAsync(when, _ => Task.CompletedTask);
                return;
            }

            await EndAsync(when, async lab =>
            {
                if ((await account.GetAsync()).Any(one => one.Name == "demo"))
                {
                    await account.RemoveAsync("demo", lab);
                }
            });
        }
    }

    /// <summary>Does something while a call goes wrong.</summary>
    /// <returns>Whether it came to that call.</returns>
    private async Task<bool> DisturbAsync(Mishap mishap, int call, Func<LabOperation, Task> work)
    {
        using var token = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        Disturbance disturbance = new(mishap, call, token);
        account.Wire.Forget();
        account.Wire.Befall = disturbance.BefallAsync;
        try
        {
            await work(account.Operation(token.Token));
        }
        catch (Exception error) when (error is LabException or OperationCanceledException)
        {
            // The command is run again.
        }

        account.Wire.Befall = null;
        account.Reporter.Errors.Clear();
        return account.Wire.Calls >= call;
    }

    private async Task CompleteAsync(string when)
    {
        var lab = await account.BuildAsync(LabAccount.Full());
        Assert.True(account.Reporter.Errors.IsEmpty, $"{when}: {string.Join("; ", account.Reporter.Errors.Select(error => error.Message))}");
        Assert.True(lab.State is LabState.Complete, $"{when}: {lab.State}, {string.Join(", ", lab.Missing)}");
        Assert.True(lab.Drift.Length == 0, $"{when}: {string.Join(' ', lab.Drift)}");
        Assert.True(File.Exists(lab.PrivateKeyPath), when);
        var now = await LabShape.ReadAsync(account.Operation(), "demo");
        Assert.True(shape.SequenceEqual(now), $"{when}:\n{string.Join('\n', now.Except(shape))}\ninstead of\n{string.Join('\n', shape.Except(now))}");
        before.ShouldBeIn(await AccountPicture.TakeAsync(inventory));
    }

    /// <summary>Removes the lab, after which all is as it was before.</summary>
    private async Task EndAsync(string when, Func<LabOperation, Task> remove)
    {
        try
        {
            await remove(account.Operation());
        }
        catch (LabException error)
        {
            Assert.Fail($"{when}: {error.Message} {string.Join("; ", account.Reporter.Errors.Select(one => one.Message))}");
        }

        await inventory.ForgetAsync();
        before.ShouldBe(await AccountPicture.TakeAsync(inventory));
    }
}
