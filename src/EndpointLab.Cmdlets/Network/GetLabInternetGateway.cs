using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Network;

[Cmdlet(VerbsCommon.Get, "LabInternetGateway")]
[OutputType(typeof(InternetGateway))]
public sealed class GetLabInternetGateway : GetResourceCmdlet<InternetGateway>
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("InternetGatewayId")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public InternetGatewayReference[] InternetGateway { get; set; } = [];

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("VpcId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public VpcReference? Vpc { get; set; }

    private protected override IEnumerable<ResourceReference> References => InternetGateway;

    private protected override IEnumerable<(string Filter, ResourceReference? Parent)> Parents => [("attachment.vpc-id", Vpc)];

    private protected override Task<IReadOnlyList<InternetGateway>> GetAsync(LabOperation lab, ResourceQuery query) =>
        InternetGateways.GetAsync(lab, query);
}
