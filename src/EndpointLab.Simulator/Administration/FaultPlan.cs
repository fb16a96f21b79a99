namespace EndpointLab.Simulator.Administration;

/// <summary>The rules by which calls fail. The first one that befalls a call decides.</summary>
internal sealed class FaultPlan(Cloud cloud)
{
    private readonly List<FaultRule> rules = [];

    public IReadOnlyList<FaultRule> Rules => rules;

    public void Add(FaultSpecification specification) => rules.Add(new(specification, cloud.Now.Call));

    public void Clear() => rules.Clear();

    /// <summary>The fault that befalls a call; null for none.</summary>
    public Fault? Next(CloudRequest request, Caller caller, IService service)
    {
        if (rules.Count == 0)
            return null;
        FaultyCall call = new(cloud, request, caller, service);
        return rules.Find(rule => rule.Befalls(call)) is { } rule ? new(rule, call) : null;
    }
}
