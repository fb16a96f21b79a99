using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Endpoints;

/// <summary>Collects everything from the pipeline, because one call deletes many endpoints.</summary>
[Cmdlet(VerbsCommon.Remove, "LabEndpoint", SupportsShouldProcess = true)]
public sealed class RemoveLabEndpoint : LabCmdlet
{
    private readonly List<(LabSession Session, string Id)> collected = [];

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("VpcEndpointId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public EndpointReference[] Endpoint { get; set; } = [];

    protected override void Process()
    {
        foreach (var endpoint in Endpoint)
        {
            PerItem(() =>
            {
                var item = (OpenSession(endpoint), endpoint.OwnId);
                if (ShouldProcess(endpoint.OwnId, "Remove VpcEndpoint"))
                {
                    collected.Add(item);
                }
            });
        }
    }

    protected override void Finish()
    {
        foreach (var group in collected.GroupBy(item => item.Session, item => item.Id))
        {
            PerItem(() => Run(group.Key, lab => VpcEndpoints.RemoveAsync(lab, [.. group])));
        }
    }
}
