using System.Collections;
using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;
using EndpointLab.Labs;
using EndpointLab.Resources;

namespace EndpointLab.Cmdlets.Labs;

[Cmdlet(VerbsCommon.New, "EndpointLab", SupportsShouldProcess = true)]
[OutputType(typeof(Lab), typeof(PlannedResource))]
public sealed class NewEndpointLab : LabKeysCmdlet
{
    private const int MostZones = 6;

    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(LabNameCompleter))]
    public string Name { get; set; } = "";

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string CidrBlock { get; set; } = "10.0.0.0/16";

    [Parameter]
    [ValidateRange(1, MostZones)]
    public int AvailabilityZoneCount { get; set; } = 1;

    [Parameter]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public string[] GatewayService { get; set; } = ["s3"];

    [Parameter]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public string[] InterfaceService { get; set; } = [];

    [Parameter]
    public SwitchParameter WithInstance { get; set; }

    [Parameter]
    public SwitchParameter WithBucket { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CallerCidr { get; set; }

    [Parameter]
    public Duration? TimeToLive { get; set; }

    [Parameter]
    public IDictionary? Tag { get; set; }

    protected override void Process()
    {
        var session = OpenSession();
        var plan = LabPlan.Of(Specification(session), session.AccountId, session.Region);
        LabBuildOptions options = new(
            session.Time.GetUtcNow(), TimeToLive?.ToTimeSpan(), Tags.Combine(name: null, Tag), KeyFolderPath);
        var cost = FormattableString.Invariant($"{Prices.PerHour(plan.Nodes.SelectMany(node => node.Billed)):0.000}");
        var deed = $"Build the lab {Name}: {plan.Nodes.Length} resources in {session.Describe()}, about {cost} USD an hour by {Prices.Origin}";
        if (ShouldProcess(deed, $"{deed}?", "New-EndpointLab", out var reason))
        {
            var built = Run(session, lab => EndpointLabs.BuildAsync(lab, plan, options));
            if (built is not null)
            {
                WriteObject(built);
            }
        }
        else if (reason is ShouldProcessReason.WhatIf)
        {
            Emit(session, lab => PlannedResource.ReadAsync(lab, plan));
        }
    }

    private LabSpecification Specification(LabSession session) => new(Name)
    {
        CidrBlock = Cidr.ParseIpv4(CidrBlock),
        AvailabilityZoneCount = AvailabilityZoneCount,
        GatewayServices = Services(GatewayService),
        InterfaceServices = Services(InterfaceService),
        WithInstance = WithInstance,
        WithBucket = WithBucket,
        CallerCidr = CallerCidr is not null ? Cidr.ParseIpv4(CallerCidr)
            : session.Kind is SessionKind.Simulated ? Cidr.Parse($"{Place.InternetHost}/32")
            : null,
    };

    private static string[] Services(string[] names) => [.. names.Select(name => name.ToLowerInvariant()).Distinct()];
}
