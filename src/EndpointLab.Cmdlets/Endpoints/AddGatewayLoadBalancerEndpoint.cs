using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Endpoints;

[Cmdlet(VerbsCommon.Add, "GatewayLoadBalancerEndpoint", SupportsShouldProcess = true)]
[OutputType(typeof(VpcEndpoint))]
public sealed class AddGatewayLoadBalancerEndpoint : NewResourceCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    [ValidateNotNullOrEmpty]
    public string Service { get; set; } = "";

    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("SubnetId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public SubnetReference Subnet { get; set; } = null!;

    [Parameter]
    [ValidateSet("ipv4", "dualstack", "ipv6")]
    public string? IpAddressType { get; set; }

    protected override void Process()
    {
        var (subnetId, ipAddressType) = (Subnet.Id, IpAddressType?.ToLowerInvariant());
        var session = OpenSession(Subnet);
        if (ShouldProcess(subnetId, $"Add Gateway Load Balancer endpoint for {Service}"))
        {
            Emit(session, lab => GatewayLoadBalancerEndpoints.CreateAsync(lab, Service, subnetId, ipAddressType, AllTags));
        }
    }
}
