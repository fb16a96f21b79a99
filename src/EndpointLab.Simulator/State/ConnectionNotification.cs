namespace EndpointLab.Simulator.State;

/// <summary>A topic that is told of what happens to the connections of a service, or to an endpoint's.</summary>
/// <param name="subject">The endpoint service or the endpoint.</param>
internal sealed class ConnectionNotification(Resource subject) : Resource(ResourceId.New(Kind.Prefix)), IResource
{
    /// <summary>What a topic can be told of.</summary>
    public static readonly IReadOnlyList<string> AllEvents = ["Accept", "Connect", "Delete", "Reject"];

    public static ResourceKind Kind { get; } = new(
        "vpc-endpoint-connection-notification",
        "vpce-nfn",
        "InvalidConnectionNotification",
        "InvalidConnectionNotification",
        "connection notification ID");

    public Resource Subject => subject;

    public required string TopicArn { get; set; }

    public required IReadOnlyList<string> Events { get; set; }

    public string? ServiceId => (subject as EndpointServiceConfiguration)?.Id;

    public string? EndpointId => (subject as VpcEndpoint)?.Id;

    public string ServiceRegion => ((subject as VpcEndpoint)?.Service ?? ((EndpointServiceConfiguration)subject).Service).Region.Name;
}

internal sealed partial class RegionState
{
    public ResourceTable<ConnectionNotification> ConnectionNotifications => field ??= NewTable<ConnectionNotification>();

    /// <summary>Ends the notifications of what is no more.</summary>
    public void RemoveNotificationsOf(Resource subject) =>
        ConnectionNotifications.RemoveAll(notification => notification.Subject == subject);
}
