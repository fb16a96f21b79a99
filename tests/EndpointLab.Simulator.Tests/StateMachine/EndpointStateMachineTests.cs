using FsCheck;
using FsCheck.Fluent;

namespace EndpointLab.Simulator.Tests.StateMachine;

/// <summary>Whatever consumer, provider, time and faults do to endpoints, in whatever order.</summary>
public sealed class EndpointStateMachineTests
{
    [Fact]
    public void States_follow_their_table_and_all_lists_agree_and_nothing_is_left() => Prop
        .ForAll(Step.Stories, steps => PlayAsync(steps).GetAwaiter().GetResult())
        .Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    private static async Task PlayAsync(Step[] steps)
    {
        using var stage = await Stage.SetAsync();
        foreach (var step in steps)
            await stage.PlayAsync(step);
        await stage.StrikeAsync();
    }
}
