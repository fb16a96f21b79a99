namespace EndpointLab.Simulator.Administration;

/// <summary>A call that a fault may befall.</summary>
internal sealed class FaultyCall
{
    private readonly Cloud cloud;
    private readonly CloudRequest request;
    private readonly Caller caller;
    private readonly IService service;
    private readonly IEnumerable<string> arguments;

    public FaultyCall(Cloud cloud, CloudRequest request, Caller caller, IService service)
    {
        (this.cloud, this.request, this.caller, this.service) = (cloud, request, caller, service);
        (var action, arguments) = service.Read(request);
        Name = $"{caller.Service}:{action}";
    }

    /// <summary>Service and action, such as ec2:CreateVpc; without an action where the request names none.</summary>
    public string Name { get; }

    public Caller Caller => caller;

    /// <summary>What the caller has in the Region; null as long as that is nothing.</summary>
    public RegionState? Region =>
        cloud.Regions.FirstOrDefault(region => region.AccountId == caller.AccountId && region.Region.Name == caller.Region);

    /// <summary>The resources that the call names by their ids.</summary>
    public IReadOnlyList<Resource> Named => field ??=
        Region is { } region ? [.. arguments.Distinct().Select(region.Find).OfType<Resource>()] : [];

    public CloudResponse Refuse(FaultKind kind) => service.Refuse(request, FaultErrors.Of(kind, this));
}
