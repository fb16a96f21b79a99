using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Provider;

/// <summary>Changes who may connect to endpoint services.</summary>
public abstract class EndpointServiceAccessCmdlet : LabCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("ServiceId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public EndpointServiceReference[] Service { get; set; } = [];

    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string[] Principal { get; set; } = [];

    private protected abstract string Deed { get; }

    private protected abstract void Change(LabSession session, string serviceId);

    protected sealed override void Process()
    {
        foreach (var service in Service)
        {
            PerItem(() =>
            {
                var serviceId = service.OwnId;
                var session = OpenSession(service);
                if (ShouldProcess(serviceId, $"{Deed} {string.Join(", ", Principal)}"))
                {
                    Change(session, serviceId);
                }
            });
        }
    }
}
