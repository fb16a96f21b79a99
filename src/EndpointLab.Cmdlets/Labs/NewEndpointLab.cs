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
    public string? CidrBlock { get; set; }

    [Parameter]
    [ValidateRange(1, MostZones)]
    public int? AvailabilityZoneCount { get; set; }

    [Parameter]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public string[]? GatewayService { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public string[]? InterfaceService { get; set; }

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
        LabWish wish = new(New(session), Ask);
        var draft = Run(session, lab => LabDraft.ReadAsync(lab, wish));
        LabBuildOptions options = new(
            session.Time.GetUtcNow(), TimeToLive?.ToTimeSpan(), Tags.Combine(name: null, Tag), KeyFolderPath);
        var nodes = draft.Plan.Nodes;
        var cost = FormattableString.Invariant($"{Prices.PerHour(nodes.SelectMany(node => node.Billed)):0.000}");
        var deed = $"Build the lab {Name}: {nodes.Length} resources in {session.Describe()}, about {cost} USD an hour by {Prices.Origin}";
        if (ShouldProcess(deed, $"{deed}?", "New-EndpointLab", out var reason))
        {
            var built = Run(session, lab => EndpointLabs.BuildAsync(lab, draft, options));
            if (built is not null)
            {
                WriteObject(built);
            }
        }
        else if (reason is ShouldProcessReason.WhatIf)
        {
            WriteObject(PlannedResource.Of(draft), enumerateCollection: true);
        }
    }

    private LabSpecification New(LabSession session) => new(Name)
    {
        CallerCidr = session.Kind is SessionKind.Simulated ? Cidr.Parse($"{Place.InternetHost}/32") : null,
    };

    private LabSpecification Ask(LabSpecification plan) => plan with
    {
        CidrBlock = CidrBlock is null ? plan.CidrBlock : Cidr.ParseIpv4(CidrBlock),
        AvailabilityZoneCount = AvailabilityZoneCount ?? plan.AvailabilityZoneCount,
        GatewayServices = GatewayService is null ? plan.GatewayServices : Services(GatewayService),
        InterfaceServices = InterfaceService is null ? plan.InterfaceServices : Services(InterfaceService),
        WithInstance = IsGiven(nameof(WithInstance)) ? WithInstance : plan.WithInstance,
        WithBucket = IsGiven(nameof(WithBucket)) ? WithBucket : plan.WithBucket,
        CallerCidr = CallerCidr is null ? plan.CallerCidr : Cidr.ParseIpv4(CallerCidr),
    };

    private bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    private static string[] Services(string[] names) => [.. names.Select(name => name.ToLowerInvariant()).Distinct()];
}
