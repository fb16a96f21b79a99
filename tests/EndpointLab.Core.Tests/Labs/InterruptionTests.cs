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

    private static readonly LabSpecification Small = LabAccount.Full() with { AvailabilityZoneCount = 1, GatewayServices = ["s3"] };

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
        await account.BuildAsync(Small);
        shape = await LabShape.ReadAsync(account.Operation(), Small.Name);
        await account.RemoveAsync(Small.Name);
        var goesOn = mishap is not (Mishap.Killed or Mishap.KilledAfterTheChange or Mishap.NetworkLost);
        for (var (call, cameToIt) = (1, true); cameToIt; call++)
        {
            var when = $"{mishap} at call {call}";
            Lab? built = null;
            var buildCameToIt = await DisturbAsync(mishap, call, async lab => built = await account.BuildAsync(Small, lab));
            if (!goesOn)
            {
                account.Reporter.Errors.Clear();
                built = await account.BuildAsync(Small);
            }

            await RequireLabAsync(built, $"{when} of the build");
            cameToIt = await DisturbAsync(mishap, call, lab => account.RemoveAsync(Small.Name, lab)) || buildCameToIt;
            if (!goesOn)
            {
                account.Reporter.Errors.Clear();
                await account.EndAsync(Small.Name);
            }

            RequireNoError($"{when} of the removal");
            await inventory.ForgetAsync();
            before.ShouldBe(await AccountPicture.TakeAsync(inventory));
        }
    }

    /// <summary>Does something while a call goes wrong.</summary>
    /// <returns>Whether it came to that call.</returns>
    private async Task<bool> DisturbAsync(Mishap mishap, int call, Func<LabOperation, Task> work)
    {
        using var token = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        Disturbance disturbance = new(mishap, (number, _) => number == call, token);
        account.Wire.Forget();
        account.Wire.Befall = disturbance.BefallAsync;
        try
        {
            await work(account.OperationUntil(token.Token));
        }
        catch (LabException error)
        {
            account.Reporter.Error(error);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // The command is run again.
        }

        account.Wire.Befall = null;
        return account.Wire.Calls >= call;
    }

    private async Task RequireLabAsync(Lab? lab, string when)
    {
        RequireNoError(when);
        Assert.True(lab?.State is LabState.Complete, $"{when}: {lab?.State}, {string.Join(", ", lab?.Missing.Concat(lab.Drift) ?? [])}");
        Assert.True(File.Exists(lab!.PrivateKeyPath), when);
        var now = await LabShape.ReadAsync(account.Operation(), Small.Name);
        Assert.True(
            shape.SequenceEqual(now), $"{when}:\n{string.Join('\n', now.Except(shape))}\ninstead of\n{string.Join('\n', shape.Except(now))}");
    }

    private void RequireNoError(string when) =>
        Assert.True(account.Reporter.Errors.IsEmpty, $"{when}: {string.Join("; ", account.Reporter.Errors.Select(error => error.Message))}");
}
