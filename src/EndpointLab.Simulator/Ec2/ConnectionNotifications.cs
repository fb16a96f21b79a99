using System.Text.RegularExpressions;

namespace EndpointLab.Simulator.Ec2;

/// <summary>Which topics are told of connections. There is no SNS here that would take the messages.</summary>
internal static partial class ConnectionNotifications
{
    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["CreateVpcEndpointConnectionNotification"] = Create,
        ["DeleteVpcEndpointConnectionNotifications"] = Delete,
        ["DescribeVpcEndpointConnectionNotifications"] = Describe,
        ["ModifyVpcEndpointConnectionNotification"] = Modify,
    };

    private const string Enabled = "Enabled";
    private const string Topic = "Topic";

    private static readonly FilterTable<ConnectionNotification> Filters = new()
    {
        { "connection-notification-arn", notification => notification.TopicArn },
        { "connection-notification-id", notification => notification.Id },
        { "connection-notification-state", _ => Enabled },
        { "connection-notification-type", _ => Topic },
        { "service-id", notification => notification.ServiceId },
        { "vpc-endpoint-id", notification => notification.EndpointId },
    };

    private static void Create(Ec2Call call)
    {
        var parameters = call.Parameters;
        var subject = Subject(call);
        var topic = CheckTopic(parameters.Required("ConnectionNotificationArn"));
        var events = CheckEvents(parameters.List("ConnectionEvents"));
        if (events.Count == 0)
            throw Ec2Errors.MissingParameter("ConnectionEvents");
        call.Proceed();
        var notification = call.Region.ConnectionNotifications.Add(new(subject) { TopicArn = topic, Events = events });
        call.Answer.Element("connectionNotification", notification, Write);
        call.Answer.Text("clientToken", parameters["ClientToken"]);
    }

    private static void Describe(Ec2Call call)
    {
        var notifications = call.Region.ConnectionNotifications;
        IEnumerable<ConnectionNotification> chosen =
            call.Parameters["ConnectionNotificationId"] is { Length: > 0 } id ? [notifications[id]] : notifications;
        call.List(chosen, Filters, notification => notification.Id, "connectionNotificationSet", Write);
    }

    private static void Modify(Ec2Call call)
    {
        var notification = call.Region.ConnectionNotifications[call.Parameters.Required("ConnectionNotificationId")];
        var topic = call.Parameters["ConnectionNotificationArn"] is { } arn ? CheckTopic(arn) : notification.TopicArn;
        var events = CheckEvents(call.Parameters.List("ConnectionEvents"));
        call.Proceed();
        notification.TopicArn = topic;
        if (events.Count > 0)
            notification.Events = events;
        call.Answer.Success();
    }

    private static void Delete(Ec2Call call) => call.ForEach("ConnectionNotificationId", ConnectionNotification.Kind, id =>
        call.Region.ConnectionNotifications.Remove(call.Region.ConnectionNotifications[id]));

    /// <summary>The endpoint service or the endpoint that the call names.</summary>
    private static Resource Subject(Ec2Call call)
    {
        var (serviceId, endpointId) = (call.Parameters["ServiceId"], call.Parameters["VpcEndpointId"]);
        if (serviceId is null == endpointId is null)
            throw Ec2Errors.InvalidParameter("Exactly one of ServiceId and VpcEndpointId must be specified.");
        if (endpointId is null)
            return EndpointServiceRules.Existing(call.Region, serviceId!);
        var endpoint = call.Region.VpcEndpoints[endpointId];
        if (endpoint.IsDeleted)
            throw VpcEndpoint.Kind.NotFound(endpointId);
        return endpoint.Service.Type == EndpointService.Interface
            ? endpoint
            : throw Ec2Errors.InvalidParameter("Connection notifications are only supported for Interface type VPC Endpoints.");
    }

    private static string CheckTopic(string arn) =>
        TopicArn().IsMatch(arn) ? arn : throw Ec2Errors.InvalidParameter($"The SNS topic ARN '{arn}' is not valid.");

    private static IReadOnlyList<string> CheckEvents(IReadOnlyList<string> events) =>
        events.FirstOrDefault(one => !ConnectionNotification.AllEvents.Contains(one)) is { } unknown
            ? throw Ec2Errors.InvalidParameter(
                $"The connection event '{unknown}' is not valid. Valid values: {string.Join(", ", ConnectionNotification.AllEvents)}.")
            : [.. events.Distinct()];

    private static void Write(Ec2Answer xml, ConnectionNotification notification)
    {
        xml.Text("connectionNotificationId", notification.Id);
        xml.Text("serviceId", notification.ServiceId);
        xml.Text("vpcEndpointId", notification.EndpointId);
        xml.Text("connectionNotificationType", Topic);
        xml.Text("connectionNotificationArn", notification.TopicArn);
        xml.TextList("connectionEvents", notification.Events);
        xml.Text("connectionNotificationState", Enabled);
        xml.Text("serviceRegion", notification.ServiceRegion);
    }

    [GeneratedRegex(@"^arn:aws:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}(\.fifo)?\z", RegexOptions.ECMAScript)]
    private static partial Regex TopicArn();
}
