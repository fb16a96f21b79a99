using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Provider;

[Cmdlet(VerbsCommon.Remove, "EndpointNotification", SupportsShouldProcess = true)]
public sealed class RemoveEndpointNotification : RemoveManyCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("ConnectionNotificationId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public NotificationReference[] Notification { get; set; } = [];

    private protected override IEnumerable<ResourceReference> References => Notification;

    private protected override Task RemoveAsync(LabOperation lab, IReadOnlyList<string> ids) =>
        ConnectionNotifications.RemoveAsync(lab, ids);
}
