using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Endpoints;

[Cmdlet(VerbsCommon.Set, "LabEndpoint", SupportsShouldProcess = true)]
[OutputType(typeof(VpcEndpoint))]
public sealed class SetLabEndpoint : LabCmdlet
{
    private EndpointChange change = new();

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("VpcEndpointId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public EndpointReference[] Endpoint { get; set; } = [];

    [Parameter]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public RouteTableReference[] AddRouteTable { get; set; } = [];

    [Parameter]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public RouteTableReference[] RemoveRouteTable { get; set; } = [];

    [Parameter]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public SubnetReference[] AddSubnet { get; set; } = [];

    [Parameter]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public SubnetReference[] RemoveSubnet { get; set; } = [];

    [Parameter]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public SecurityGroupReference[] AddSecurityGroup { get; set; } = [];

    [Parameter]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public SecurityGroupReference[] RemoveSecurityGroup { get; set; } = [];

    [Parameter]
    public bool? PrivateDnsEnabled { get; set; }

    [Parameter]
    public bool? PrivateDnsOnlyForInboundResolverEndpoint { get; set; }

    [Parameter]
    [ValidateSet("ipv4", "dualstack", "ipv6", "service-defined")]
    public string? DnsRecordIpType { get; set; }

    [Parameter]
    [ValidateSet("ipv4", "dualstack", "ipv6")]
    public string? IpAddressType { get; set; }

    protected override void Prepare()
    {
        change = new()
        {
            AddRouteTableIds = Ids(AddRouteTable),
            RemoveRouteTableIds = Ids(RemoveRouteTable),
            AddSubnetIds = Ids(AddSubnet),
            RemoveSubnetIds = Ids(RemoveSubnet),
            AddSecurityGroupIds = Ids(AddSecurityGroup),
            RemoveSecurityGroupIds = Ids(RemoveSecurityGroup),
            PrivateDnsEnabled = PrivateDnsEnabled,
            PrivateDnsOnlyForInboundResolverEndpoint = PrivateDnsOnlyForInboundResolverEndpoint,
            DnsRecordIpType = DnsRecordIpType?.ToLowerInvariant(),
            IpAddressType = IpAddressType?.ToLowerInvariant(),
        };
        change.RequireAny();
    }

    protected override void Process()
    {
        foreach (var endpoint in Endpoint)
        {
            PerItem(() =>
            {
                var endpointId = endpoint.OwnId;
                var session = OpenSession(
                [
                    endpoint, .. AddRouteTable, .. RemoveRouteTable, .. AddSubnet, .. RemoveSubnet,
                    .. AddSecurityGroup, .. RemoveSecurityGroup,
                ]);
                if (ShouldProcess(endpointId, $"Set VpcEndpoint {change}"))
                {
                    Emit(session, lab => EndpointChanges.ApplyAsync(lab, endpointId, change));
                }
            });
        }
    }

    private static string[] Ids(ResourceReference[] references) => [.. references.Select(reference => reference.Id)];
}
