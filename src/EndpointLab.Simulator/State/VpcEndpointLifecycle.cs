namespace EndpointLab.Simulator.State;

/// <summary>
/// How an endpoint passes from state to state ("Interface endpoint lifecycle" in the PrivateLink guide). What its state does not allow
/// isn't done, and answered with false.
/// </summary>
internal sealed partial class VpcEndpoint
{
    private Timeline timeline = FirstStates(region, service);
    private bool wasAvailable;
    private (string Code, string Message)? failure;
    private (string Code, string Message)? forcedError;

    public string State => timeline.At(region.Now);

    /// <summary>Why it is in its state, where something went wrong; null otherwise.</summary>
    public (string Code, string Message)? LastError => forcedError ?? (State is VpcEndpointState.Failed ? failure : null);

    /// <summary>Whether its deletion was asked for, so that it is only seen until AWS forgets it.</summary>
    public bool IsDeleted { get; private set; }

    /// <summary>Whether traffic passes: it does while an available endpoint is being modified, too.</summary>
    public bool IsServing => State is VpcEndpointState.Available || (wasAvailable && State is VpcEndpointState.Pending);

    /// <summary>The provider takes the connection, which then is made ready.</summary>
    public bool Accept()
    {
        if (State is not VpcEndpointState.PendingAcceptance)
            return false;
        timeline = MadeReady(region, failure);
        return true;
    }

    /// <summary>The provider wants no connection, or no longer.</summary>
    public bool Reject()
    {
        if (State is not (VpcEndpointState.PendingAcceptance or VpcEndpointState.Available))
            return false;
        Begin(region.Begin(VpcEndpointState.Rejected));
        return true;
    }

    /// <summary>Brings the consumer's changes about, which takes all but a gateway a while.</summary>
    public void BeginModification()
    {
        if (Service.IsGateway || State is not VpcEndpointState.Available)
            return;
        timeline = region.Begin(VpcEndpointState.Pending).Then(Delay.EndpointModification, VpcEndpointState.Available);
        wasAvailable = true;
    }

    /// <summary>The consumer gives it up, in whatever state it is. Its routes go at once, its interfaces outlive it a while.</summary>
    public void Delete()
    {
        foreach (var table in region.RouteTablesOf(this))
            table.Routes.RemoveAll(route => route.Target == Id);
        foreach (var one in NetworkInterfaces.ToList())
            ReleaseInterface(one, Delay.EndpointDeletion);
        Begin(region.Begin(VpcEndpointState.Deleting).Then(Delay.EndpointDeletion, VpcEndpointState.Deleted));
        IsDeleted = true;
        region.RemoveNotificationsOf(this);
        region.After([Delay.EndpointDeletion, Delay.DeletedEndpointVisible], () => region.VpcEndpoints.Remove(this));
    }

    /// <summary>Has a new endpoint become failed instead of available, whenever that would be.</summary>
    public void FailInstead((string Code, string Message) reason)
    {
        failure = reason;
        timeline = State switch
        {
            VpcEndpointState.Pending => MadeReady(region, failure),
            VpcEndpointState.Available => region.Begin(VpcEndpointState.Failed),
            _ => timeline,
        };
    }

    /// <summary>Puts it into a state that it stays in, such as one of failure, with the reason that AWS would give.</summary>
    public void Force(string state, (string Code, string Message)? error)
    {
        if (state is VpcEndpointState.Deleting or VpcEndpointState.Deleted)
            Delete();
        else
            Begin(region.Begin(state));
        (failure, forcedError) = (null, error);
    }

    private static Timeline FirstStates(RegionState region, EndpointService service) => service switch
    {
        { IsGateway: true } => region.Begin(VpcEndpointState.Available),
        { AcceptanceRequired: true } =>
            region.Begin(VpcEndpointState.PendingAcceptance).Then(Delay.EndpointAcceptance, VpcEndpointState.Expired),
        _ => MadeReady(region, failure: null),
    };

    private static Timeline MadeReady(RegionState region, (string Code, string Message)? failure) => region.Begin(VpcEndpointState.Pending)
        .Then(Delay.EndpointCreation, failure is null ? VpcEndpointState.Available : VpcEndpointState.Failed);

    private void Begin(Timeline states) => (timeline, wasAvailable, forcedError) = (states, false, null);
}

/// <summary>The states of an endpoint, as EC2 writes them.</summary>
internal static class VpcEndpointState
{
    public const string PendingAcceptance = "pendingAcceptance";
    public const string Pending = "pending";
    public const string Available = "available";
    public const string Deleting = "deleting";
    public const string Deleted = "deleted";
    public const string Rejected = "rejected";
    public const string Failed = "failed";
    public const string Expired = "expired";
    public const string Partial = "partial";

    public static readonly IReadOnlyList<string> All =
        [PendingAcceptance, Pending, Available, Deleting, Deleted, Rejected, Failed, Expired, Partial];
}
