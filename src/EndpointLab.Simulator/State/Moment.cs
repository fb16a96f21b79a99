namespace EndpointLab.Simulator.State;

/// <summary>The point at which a call happens.</summary>
/// <param name="Time">When, by the cloud's clock.</param>
/// <param name="Call">The call's number, which tells a change's own call from a later one at the same time.</param>
internal readonly record struct Moment(DateTimeOffset Time, long Call);
