namespace EndpointLab;

/// <summary>What waiting for connections means to the provider, who sees the states of the consumers' endpoints.</summary>
internal static class ConnectionWait
{
    /// <param name="states">The states waited for, of which one is enough.</param>
    public static WaitGoal<VpcEndpointConnection> For(IReadOnlyList<string> states) =>
        new(states, EndpointConnections.FindAsync, connection => connection.VpcEndpointState)
        {
            Impossible = connection => EndpointStates.Graph.WhyNever(
                connection.VpcEndpointId, connection.VpcEndpointState, states, reason: null, NextStep),
            AsGone = states.Contains(EndpointStates.Deleted)
                ? connection => connection with { VpcEndpointState = EndpointStates.Deleted }
                : null,
        };

    private static string NextStep(string state) => state switch
    {
        EndpointStates.Rejected or EndpointStates.Expired or EndpointStates.Failed =>
            "Only the consumer can go on: by removing the endpoint and adding another one.",
        EndpointStates.Deleting or EndpointStates.Deleted => "The consumer has removed the endpoint, and can add another one.",
        _ => "Get-EndpointConnection shows how the connection is now.",
    };
}
