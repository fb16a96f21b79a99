namespace EndpointLab;

/// <summary>The states of an endpoint service, which are five of an endpoint's.</summary>
internal static class ServiceStates
{
    public static readonly StateGraph Graph = new("an endpoint service", new Dictionary<string, string[]>
    {
        [EndpointStates.Pending] = [EndpointStates.Available, EndpointStates.Failed, EndpointStates.Deleting],
        [EndpointStates.Available] = [EndpointStates.Pending, EndpointStates.Failed, EndpointStates.Deleting],
        [EndpointStates.Failed] = [EndpointStates.Deleting],
        [EndpointStates.Deleting] = [EndpointStates.Deleted],
        [EndpointStates.Deleted] = [],
    });
}
