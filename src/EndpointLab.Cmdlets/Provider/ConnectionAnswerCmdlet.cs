using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Provider;

/// <summary>Collects connections from the pipeline, and answers all of a service in one call.</summary>
public abstract class ConnectionAnswerCmdlet : LabCmdlet
{
    private readonly List<(LabSession Session, string ServiceId, string EndpointId)> collected = [];

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("VpcEndpointId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public ConnectionReference[] Endpoint { get; set; } = [];

    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("ServiceId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public EndpointServiceReference Service { get; set; } = null!;

    private protected abstract string Answer { get; }

    private protected abstract Task<IReadOnlyList<VpcEndpointConnection>> AnswerAsync(
        LabOperation lab, string serviceId, IReadOnlyList<string> endpointIds);

    protected sealed override void Process()
    {
        foreach (var endpoint in Endpoint)
        {
            PerItem(() =>
            {
                var item = (OpenSession(Service, endpoint.OfProvider), Service.Id, endpoint.Id);
                if (ShouldProcess(endpoint.Id, $"{Answer} connection to {Service.Id}"))
                {
                    collected.Add(item);
                }
            });
        }
    }

    protected sealed override void Finish()
    {
        foreach (var group in collected.GroupBy(item => (item.Session, item.ServiceId), item => item.EndpointId))
        {
            PerItem(() => Emit(group.Key.Session, lab => AnswerAsync(lab, group.Key.ServiceId, [.. group])));
        }
    }
}
