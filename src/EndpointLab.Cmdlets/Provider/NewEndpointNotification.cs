using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Provider;

[Cmdlet(VerbsCommon.New, "EndpointNotification", SupportsShouldProcess = true)]
[OutputType(typeof(ConnectionNotification))]
public sealed class NewEndpointNotification : LabCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("ServiceId", "VpcEndpointId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public PrivateLinkReference[] Source { get; set; } = [];

    [Parameter(Mandatory = true, Position = 1)]
    [Alias("TopicArn", "ConnectionNotificationArn")]
    [ValidateNotNullOrEmpty]
    public string Topic { get; set; } = "";

    [Parameter(Position = 2)]
    [ValidateNotNullOrEmpty]
    public ConnectionEvent[] Event { get; set; } = Enum.GetValues<ConnectionEvent>();

    protected override void Process()
    {
        foreach (var source in Source)
        {
            PerItem(() =>
            {
                var id = source.OwnId;
                var session = OpenSession(source);
                if (ShouldProcess(id, $"Notify {Topic} of {string.Join(", ", Event)}"))
                {
                    Emit(session, lab => source.Kind == ResourceKind.EndpointService
                        ? ConnectionNotifications.CreateAsync(lab, id, endpointId: null, Topic, Event)
                        : ConnectionNotifications.CreateAsync(lab, serviceId: null, id, Topic, Event));
                }
            });
        }
    }
}
