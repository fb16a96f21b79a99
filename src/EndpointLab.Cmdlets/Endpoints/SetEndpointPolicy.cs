using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;
using EndpointLab.Policy;

namespace EndpointLab.Cmdlets.Endpoints;

[Cmdlet(VerbsCommon.Set, "EndpointPolicy", SupportsShouldProcess = true)]
[OutputType(typeof(EndpointPolicy))]
public sealed class SetEndpointPolicy : LabCmdlet
{
    private string document = "";

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("VpcEndpointId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public EndpointReference[] Endpoint { get; set; } = [];

    [Parameter(Mandatory = true, Position = 1)]
    public PolicyArgument Policy { get; set; } = null!;

    protected override void Prepare() => document = EndpointPolicies.Require(Policy.ToJson(PolicyKind.InterfaceEndpoint, SessionState));

    protected override void Process()
    {
        foreach (var endpoint in Endpoint)
        {
            PerItem(() =>
            {
                var endpointId = endpoint.PolicyOwnerId;
                var session = OpenSession(endpoint);
                if (ShouldProcess(endpointId, "Set endpoint policy"))
                {
                    Emit(session, lab => EndpointPolicies.SetAsync(lab, endpointId, document));
                }
            });
        }
    }
}
