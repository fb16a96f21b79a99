using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Provider;

[Cmdlet(VerbsCommon.Get, "EndpointNotification")]
[OutputType(typeof(ConnectionNotification))]
public sealed class GetEndpointNotification : QueryCmdlet<ConnectionNotification>
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ConnectionNotificationId")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public NotificationReference[] Notification { get; set; } = [];

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ServiceId", "VpcEndpointId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public PrivateLinkReference? Source { get; set; }

    private protected override IEnumerable<ResourceReference> References => Notification;

    private protected override IEnumerable<(string Filter, ResourceReference? Parent)> Parents =>
        [(Source?.Kind == ResourceKind.EndpointService ? "service-id" : "vpc-endpoint-id", Source)];

    private protected override Task<IReadOnlyList<ConnectionNotification>> GetAsync(LabOperation lab, ResourceQuery query) =>
        ConnectionNotifications.GetAsync(lab, query);
}
