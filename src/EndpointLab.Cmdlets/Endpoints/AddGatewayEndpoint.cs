using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;
using EndpointLab.Policy;

namespace EndpointLab.Cmdlets.Endpoints;

[Cmdlet(VerbsCommon.Add, "GatewayEndpoint", SupportsShouldProcess = true)]
[OutputType(typeof(VpcEndpoint))]
public sealed class AddGatewayEndpoint : NewResourceCmdlet
{
    private string? policy;

    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    [ValidateNotNullOrEmpty]
    public string Service { get; set; } = "";

    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("RouteTableId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public RouteTableReference[] RouteTable { get; set; } = [];

    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("VpcId")]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public VpcReference? Vpc { get; set; }

    [Parameter]
    [ValidateSet("ipv4", "dualstack", "ipv6")]
    public string? IpAddressType { get; set; }

    [Parameter]
    public PolicyArgument? Policy { get; set; }

    protected override void Prepare() =>
        policy = Policy is null ? null : EndpointPolicies.Require(Policy.ToJson(PolicyKind.GatewayEndpoint, SessionState));

    protected override void Process()
    {
        var vpcId = Vpc?.Id;
        string[] routeTableIds = [.. RouteTable.Select(table => table.Id)];
        var session = OpenSession([Vpc, .. RouteTable]);
        if (ShouldProcess(vpcId ?? string.Join(", ", routeTableIds), $"Add gateway endpoint for {Service}"))
        {
            var ipAddressType = IpAddressType?.ToLowerInvariant();
            Emit(session, lab => GatewayEndpoints.CreateAsync(lab, vpcId, Service, routeTableIds, ipAddressType, policy, AllTags));
        }
    }
}
