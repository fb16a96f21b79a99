namespace EndpointLab;

/// <summary>What waiting for one's own endpoint services means.</summary>
internal static class ServiceWait
{
    /// <param name="states">The states waited for, of which one is enough.</param>
    public static WaitGoal<ServiceConfiguration> For(IReadOnlyList<string> states) =>
        new(states, ServiceConfigurations.FindAsync, service => service.ServiceState)
        {
            Impossible = service => ServiceStates.Graph.WhyNever(service.ServiceId, service.ServiceState, states, reason: null, NextStep),
            AsGone = states.Contains(EndpointStates.Deleted) ? service => service with { ServiceState = EndpointStates.Deleted } : null,
        };

    private static string NextStep(string state) => state switch
    {
        EndpointStates.Failed => "Remove the service (Remove-EndpointService), look at its load balancers, and create it again.",
        EndpointStates.Deleting or EndpointStates.Deleted => "Create the service again: New-EndpointService.",
        _ => "Get-EndpointService shows how the service is now; about_EndpointLab_States has its states.",
    };
}
