using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;
using EndpointLab.Policy;

namespace EndpointLab.Cmdlets.Endpoints;

/// <summary>Collects everything from the pipeline, because the subnets of a VPC share one endpoint.</summary>
[Cmdlet(VerbsCommon.Add, "InterfaceEndpoint", SupportsShouldProcess = true)]
[OutputType(typeof(VpcEndpoint))]
public sealed class AddInterfaceEndpoint : NewResourceCmdlet
{
    private readonly List<(LabSession Session, string? VpcId, string[] SubnetIds)> collected = [];
    private string? policy;

    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    [ValidateNotNullOrEmpty]
    public string Service { get; set; } = "";

    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("SubnetId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public SubnetReference[] Subnet { get; set; } = [];

    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("VpcId")]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public VpcReference? Vpc { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public SecurityGroupReference[] SecurityGroup { get; set; } = [];

    [Parameter]
    public bool? PrivateDnsEnabled { get; set; }

    [Parameter]
    public bool? PrivateDnsOnlyForInboundResolverEndpoint { get; set; }

    [Parameter]
    [ValidateSet("ipv4", "dualstack", "ipv6")]
    public string? IpAddressType { get; set; }

    [Parameter]
    [ValidateSet("ipv4", "dualstack", "ipv6", "service-defined")]
    public string? DnsRecordIpType { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] IpAddress { get; set; } = [];

    [Parameter]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? ServiceRegion { get; set; }

    [Parameter]
    public PolicyArgument? Policy { get; set; }

    protected override void Prepare()
    {
        policy = Policy is null ? null : EndpointPolicies.Require(Policy.ToJson(PolicyKind.InterfaceEndpoint, SessionState));
        ServiceRegion = ServiceRegion is null ? null : Regions.Require(ServiceRegion);
    }

    protected override void Process()
    {
        // A piped object that only has a SubnetId also arrives as the VPC, which it is not.
        var vpcId = Vpc is { HasId: true } || Subnet.Length == 0 ? Vpc?.Id : null;
        collected.Add((OpenSession([Vpc, .. Subnet, .. SecurityGroup]), vpcId, [.. Subnet.Select(subnet => subnet.Id)]));
    }

    protected override void Finish()
    {
        foreach (var endpoint in collected.GroupBy(item => (item.Session, item.VpcId), item => item.SubnetIds))
        {
            PerItem(() => AddEndpoint(endpoint.Key.Session, endpoint.Key.VpcId, [.. endpoint.SelectMany(ids => ids).Distinct()]));
        }
    }

    private void AddEndpoint(LabSession session, string? vpcId, string[] subnetIds)
    {
        var plan = new InterfaceEndpointPlan(Service, subnetIds, AllTags)
        {
            VpcId = vpcId,
            ServiceRegion = ServiceRegion == session.Region ? null : ServiceRegion,
            SecurityGroupIds = [.. SecurityGroup.Select(group => group.Id)],
            IpAddresses = IpAddress,
            PrivateDnsEnabled = PrivateDnsEnabled,
            PrivateDnsOnlyForInboundResolverEndpoint = PrivateDnsOnlyForInboundResolverEndpoint,
            IpAddressType = IpAddressType?.ToLowerInvariant(),
            DnsRecordIpType = DnsRecordIpType?.ToLowerInvariant(),
            Policy = policy,
        };
        if (ShouldProcess(vpcId ?? string.Join(", ", subnetIds), $"Add interface endpoint for {Service}"))
        {
            Emit(session, lab => InterfaceEndpoints.CreateAsync(lab, plan));
        }
    }
}
