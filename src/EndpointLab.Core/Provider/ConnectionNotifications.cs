namespace EndpointLab;

/// <summary>Makes, finds and deletes connection notifications. They have no tags.</summary>
public static class ConnectionNotifications
{
    /// <summary>Creates a notification; the same command again gets the one that the first made.</summary>
    /// <param name="serviceId">The service whose connections to tell of; null for those of an endpoint.</param>
    /// <param name="endpointId">The endpoint to tell of; null for a service.</param>
    public static Task<ConnectionNotification> CreateAsync(
        LabOperation lab, string? serviceId, string? endpointId, string topicArn, IReadOnlyList<ConnectionEvent> events)
    {
        List<string> names = [.. events.Distinct().Order().Select(one => $"{one}")];
        return ClientToken.CreateAsync(
            lab,
            ClientToken.Of([serviceId, endpointId, topicArn, .. names]),
            async clientToken =>
            {
                var created = await lab.Ec2((ec2, token) => ec2.CreateVpcEndpointConnectionNotificationAsync(
                    new()
                    {
                        ServiceId = serviceId,
                        VpcEndpointId = endpointId,
                        ConnectionNotificationArn = topicArn,
                        ConnectionEvents = names,
                        ClientToken = clientToken,
                    },
                    token), serviceId ?? endpointId);
                return created.ConnectionNotification.ConnectionNotificationId;
            },
            async id => (await GetAsync(lab, ResourceQuery.ById(id)))[0],
            isGone: _ => false);
    }

    public static async Task<IReadOnlyList<ConnectionNotification>> GetAsync(LabOperation lab, ResourceQuery query)
    {
        var notifications = await lab.Ec2Pages(
            (ec2, next, token) => ec2.DescribeVpcEndpointConnectionNotificationsAsync(
                new() { ConnectionNotificationId = query.Ids.SingleOrDefault(), Filters = query.FilterList, NextToken = next }, token),
            response => response.ConnectionNotificationSet,
            response => response.NextToken,
            query.Ids.SingleOrDefault());
        return [.. notifications.Select(notification => new ConnectionNotification(lab.Session, notification))];
    }

    /// <summary>Deletes notifications, and reports an error for each that AWS refuses to delete.</summary>
    public static Task RemoveAsync(LabOperation lab, IReadOnlyList<string> notificationIds) => lab.Ec2Items(
        notificationIds,
        (ec2, ids, token) => ec2.DeleteVpcEndpointConnectionNotificationsAsync(new() { ConnectionNotificationIds = ids }, token),
        response => response.Unsuccessful);
}
