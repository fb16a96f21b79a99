using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Provider;

[Cmdlet(VerbsCommon.Remove, "EndpointService", SupportsShouldProcess = true)]
public sealed class RemoveEndpointService : RemoveManyCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("ServiceId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public EndpointServiceReference[] Service { get; set; } = [];

    [Parameter]
    public SwitchParameter RejectConnections { get; set; }

    private protected override IEnumerable<ResourceReference> References => Service;

    private protected override string Deed => RejectConnections ? "Reject all connections to and remove" : base.Deed;

    private protected override Task RemoveAsync(LabOperation lab, IReadOnlyList<string> ids) =>
        ServiceConfigurations.RemoveAsync(lab, ids, RejectConnections);
}
