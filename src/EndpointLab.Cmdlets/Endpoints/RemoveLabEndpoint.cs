using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Endpoints;

[Cmdlet(VerbsCommon.Remove, "LabEndpoint", SupportsShouldProcess = true)]
public sealed class RemoveLabEndpoint : RemoveManyCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("VpcEndpointId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public EndpointReference[] Endpoint { get; set; } = [];

    private protected override IEnumerable<ResourceReference> References => Endpoint;

    private protected override Task RemoveAsync(LabOperation lab, IReadOnlyList<string> ids) => VpcEndpoints.RemoveAsync(lab, ids);
}
