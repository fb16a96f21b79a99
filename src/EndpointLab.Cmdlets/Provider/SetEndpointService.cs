using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Provider;

[Cmdlet(VerbsCommon.Set, "EndpointService", SupportsShouldProcess = true, DefaultParameterSetName = ChangeSet)]
[OutputType(typeof(ServiceConfiguration))]
public sealed class SetEndpointService : LabCmdlet
{
    private const string ChangeSet = "Change";
    private const string VerifySet = "Verify";

    private static readonly string[] Changes =
    [
        nameof(AddLoadBalancer), nameof(RemoveLoadBalancer), nameof(AcceptanceRequired), nameof(PrivateDnsName),
        nameof(RemovePrivateDnsName), nameof(SupportedIpAddressType), nameof(SupportedRegion),
    ];

    private ServiceChange change = null!;

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("ServiceId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public EndpointServiceReference[] Service { get; set; } = [];

    [Parameter(ParameterSetName = ChangeSet)]
    public LoadBalancerReference[] AddLoadBalancer { get; set; } = [];

    [Parameter(ParameterSetName = ChangeSet)]
    public LoadBalancerReference[] RemoveLoadBalancer { get; set; } = [];

    [Parameter(ParameterSetName = ChangeSet)]
    public bool? AcceptanceRequired { get; set; }

    [Parameter(ParameterSetName = ChangeSet)]
    [ValidateNotNullOrEmpty]
    public string? PrivateDnsName { get; set; }

    [Parameter(ParameterSetName = ChangeSet)]
    public SwitchParameter RemovePrivateDnsName { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = VerifySet)]
    public SwitchParameter VerifyPrivateDnsName { get; set; }

    [Parameter(ParameterSetName = ChangeSet)]
    [ValidateSet("ipv4", "ipv6")]
    public string[] SupportedIpAddressType { get; set; } = [];

    [Parameter(ParameterSetName = ChangeSet)]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string[] SupportedRegion { get; set; } = [];

    protected override void Prepare()
    {
        if (!VerifyPrivateDnsName && !Array.Exists(Changes, MyInvocation.BoundParameters.ContainsKey))
        {
            throw new LabException(
                ErrorId.InvalidArgument,
                "Nothing says what to change.",
                $"Give one or more of {string.Join(", ", Changes.Select(name => $"-{name}"))}.");
        }

        change = new(
            [.. AddLoadBalancer.Select(loadBalancer => loadBalancer.Arn)],
            [.. RemoveLoadBalancer.Select(loadBalancer => loadBalancer.Arn)],
            AcceptanceRequired,
            PrivateDnsName,
            RemovePrivateDnsName,
            [.. SupportedIpAddressType.Select(type => type.ToLowerInvariant())],
            [.. SupportedRegion.Select(Regions.Require)]);
    }

    private string Deed => VerifyPrivateDnsName
        ? "Verify private DNS name of endpoint service"
        : $"Set endpoint service {string.Join(' ', Changes.Where(MyInvocation.BoundParameters.ContainsKey).Select(name => $"-{name}"))}";

    protected override void Process()
    {
        foreach (var service in Service)
        {
            PerItem(() =>
            {
                var serviceId = service.OwnId;
                var session = OpenSession(service);
                if (ShouldProcess(serviceId, Deed))
                {
                    Emit(session, lab => VerifyPrivateDnsName
                        ? ServiceConfigurations.VerifyPrivateDnsNameAsync(lab, serviceId)
                        : ServiceConfigurations.SetAsync(lab, serviceId, change));
                }
            });
        }
    }
}
