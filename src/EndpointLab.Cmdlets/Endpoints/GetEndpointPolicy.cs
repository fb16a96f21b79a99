using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Endpoints;

[Cmdlet(VerbsCommon.Get, "EndpointPolicy")]
[OutputType(typeof(EndpointPolicy))]
public sealed class GetEndpointPolicy : LabCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("VpcEndpointId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public EndpointReference[] Endpoint { get; set; } = [];

    protected override void Process()
    {
        foreach (var endpoint in Endpoint)
        {
            PerItem(() =>
            {
                var endpointId = endpoint.Id;
                Emit(OpenSession(endpoint), lab => EndpointPolicies.GetAsync(lab, endpointId));
            });
        }
    }
}
