namespace EndpointLab;

/// <summary>What waiting for endpoints means: when it is over, and when it can't end well.</summary>
internal static class EndpointWait
{
    /// <param name="states">The states waited for, of which one is enough.</param>
    public static WaitGoal<VpcEndpoint> For(IReadOnlyList<string> states) => new(states, VpcEndpoints.FindAsync, endpoint => endpoint.State)
    {
        Impossible = endpoint => EndpointStates.Graph.WhyNever(
            endpoint.VpcEndpointId, endpoint.State, states, endpoint.LastError?.ToString() ?? endpoint.FailureReason, NextStep),
        AsGone = states.Contains(EndpointStates.Deleted) ? endpoint => endpoint with { State = EndpointStates.Deleted } : null,
    };

    /// <summary>What to do about an endpoint that isn't in the state that it should be in, and won't come to it.</summary>
    public static string NextStep(string state) => state switch
    {
        EndpointStates.Rejected => "Agree with the service's owner, who refused; remove it (Remove-LabEndpoint) and add it again.",
        EndpointStates.Expired => "Ask the service's owner to accept in time; remove it (Remove-LabEndpoint) and add it again.",
        EndpointStates.Failed => "Mend what the reason names; remove it (Remove-LabEndpoint) and add it again.",
        EndpointStates.Deleting or EndpointStates.Deleted => "Add the endpoint again.",
        _ => "Get-LabEndpoint shows how the endpoint is now.",
    };
}
