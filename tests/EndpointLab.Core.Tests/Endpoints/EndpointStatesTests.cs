using FsCheck;
using FsCheck.Fluent;

namespace EndpointLab.Core.Tests.Endpoints;

public sealed class EndpointStatesTests
{
    private static readonly Arbitrary<string> State = Gen.Elements(EndpointStates.Graph.All.Append("Hibernating")).ToArbitrary();

    [Fact]
    public void There_are_nine_states() => Assert.Equal(9, EndpointStates.Graph.All.Count);

    [Theory]
    [InlineData("PendingAcceptance", "PendingAcceptance Pending Available Partial Rejected Expired Failed Deleting Deleted")]
    [InlineData("Pending", "Pending Available Partial Rejected Failed Deleting Deleted")]
    [InlineData("Available", "Pending Available Partial Rejected Failed Deleting Deleted")]
    [InlineData("Partial", "Pending Available Partial Rejected Failed Deleting Deleted")]
    [InlineData("Rejected", "Rejected Deleting Deleted")]
    [InlineData("Expired", "Expired Deleting Deleted")]
    [InlineData("Failed", "Failed Deleting Deleted")]
    [InlineData("Deleting", "Deleting Deleted")]
    [InlineData("Deleted", "Deleted")]
    public void A_state_can_become_these_and_no_others(string current, string wanted) =>
        Assert.Equal(
            wanted.Split(' ').Order(), EndpointStates.Graph.All.Where(state => EndpointStates.Graph.CanBecome(current, state)).Order());

    [Fact]
    public void What_can_become_something_can_become_all_that_this_can() => Prop.ForAll(
        State, State, State,
        (a, b, c) => !(EndpointStates.Graph.CanBecome(a, b) && EndpointStates.Graph.CanBecome(b, c)) || EndpointStates.Graph.CanBecome(a, c)
            || !EndpointStates.Graph.All.Contains(b)).QuickCheckThrowOnFailure();

    [Fact]
    public void Case_makes_no_difference() => Prop.ForAll(
        State, State,
        (current, wanted) => EndpointStates.Graph.CanBecome(current, wanted)
            == EndpointStates.Graph.CanBecome(EndpointStates.OnWire(current), wanted.ToUpperInvariant())).QuickCheckThrowOnFailure();

    [Fact]
    public void A_state_that_nobody_knows_may_become_anything() =>
        Assert.All(EndpointStates.Graph.All, wanted => Assert.True(EndpointStates.Graph.CanBecome("hibernating", wanted)));

    [Theory]
    [InlineData("pendingAcceptance", "PendingAcceptance")]
    [InlineData("available", "Available")]
    [InlineData("hibernating", "hibernating")]
    public void A_state_is_spelled_as_the_reference_spells_it(string wire, string spelled) =>
        Assert.Equal(spelled, EndpointStates.Graph.Spell(wire));

    [Fact]
    public void A_name_that_is_no_state_is_refused_with_the_names_that_are()
    {
        var error = Assert.Throws<LabException>(() => EndpointStates.Graph.Require("ready"));
        Assert.Equal(ErrorId.UnknownState, error.ErrorId);
        Assert.All(EndpointStates.Graph.All, state => Assert.Contains(state, error.NextStep, StringComparison.Ordinal));
    }
}
