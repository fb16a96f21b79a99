using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Endpoints;

[Cmdlet(VerbsCommon.Reset, "EndpointPolicy", SupportsShouldProcess = true)]
[OutputType(typeof(EndpointPolicy))]
public sealed class ResetEndpointPolicy : LabCmdlet
{
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
                var endpointId = endpoint.PolicyOwnerId;
                var session = OpenSession(endpoint);
                if (ShouldProcess(endpointId, "Reset endpoint policy"))
                {
                    Emit(session, lab => EndpointPolicies.ResetAsync(lab, endpointId));
                }
            });
        }
    }
}
