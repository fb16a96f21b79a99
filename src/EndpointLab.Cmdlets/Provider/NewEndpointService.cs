using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Provider;

[Cmdlet(VerbsCommon.New, "EndpointService", SupportsShouldProcess = true)]
[OutputType(typeof(ServiceConfiguration))]
public sealed class NewEndpointService : NewResourceCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("LoadBalancerArn")]
    public LoadBalancerReference[] LoadBalancer { get; set; } = [];

    [Parameter]
    public bool AcceptanceRequired { get; set; } = true;

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? PrivateDnsName { get; set; }

    [Parameter]
    [ValidateSet("ipv4", "ipv6")]
    public string[] SupportedIpAddressType { get; set; } = [];

    [Parameter]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string[] SupportedRegion { get; set; } = [];

    protected override void Process()
    {
        var plan = new ServicePlan(
            [.. LoadBalancer.Select(loadBalancer => loadBalancer.Arn)],
            AcceptanceRequired,
            PrivateDnsName,
            [.. SupportedIpAddressType.Select(type => type.ToLowerInvariant())],
            [.. SupportedRegion.Select(Regions.Require)],
            AllTags);
        var session = OpenSession();
        if (ShouldProcess(Name ?? plan.LoadBalancers[0].Arn, "Create endpoint service"))
        {
            Emit(session, lab => ServiceConfigurations.CreateAsync(lab, plan));
        }
    }
}
