namespace EndpointLab;

/// <summary>What tells an SNS topic of an endpoint's or a service's connections (EC2's <c>ConnectionNotification</c>).</summary>
public sealed record ConnectionNotification : LabResource
{
    public string ConnectionNotificationId { get; }

    /// <summary>The service whose connections it is about; null where it is about an endpoint.</summary>
    public string? ServiceId { get; }

    /// <summary>The endpoint that it is about; null where it is about a service.</summary>
    public string? VpcEndpointId { get; }

    /// <summary>The ARN of the SNS topic.</summary>
    public string ConnectionNotificationArn { get; }

    /// <summary>Of Accept, Connect, Delete and Reject.</summary>
    public string[] ConnectionEvents { get; }

    /// <summary>Enabled or Disabled.</summary>
    public string? ConnectionNotificationState { get; }

    internal override string Id => ConnectionNotificationId;

    internal ConnectionNotification(LabSession session, Amazon.EC2.Model.ConnectionNotification notification)
        : base(session, tags: null)
    {
        ConnectionNotificationId = notification.ConnectionNotificationId;
        ServiceId = notification.ServiceId;
        VpcEndpointId = notification.VpcEndpointId;
        ConnectionNotificationArn = notification.ConnectionNotificationArn ?? "";
        ConnectionEvents = [.. notification.ConnectionEvents ?? []];
        ConnectionNotificationState = notification.ConnectionNotificationState?.Value;
    }
}
