namespace EndpointLab.Simulator.Administration;

/// <summary><c>/_lab/faults</c>: which calls fail. GET shows the plan, POST adds rules, PUT replaces them, DELETE clears them.</summary>
internal sealed class FaultRoutes(FaultPlan plan)
{
    private const string Form =
        "The body is {\"faults\": [{\"fault\": throttle, internalError, serviceUnavailable, accessDenied, reset, lostAnswer, delay, "
        + "notFound or failed, \"action\": such as ec2:Describe*, \"count\": 1 or more, \"probability\": up to 1, \"seed\": a number, "
        + "\"after\": how many calls pass first, \"duration\": of a delay, \"id\": of what is not found, "
        + "\"code\" and \"message\": of what failed}, …]}; only fault is needed.";

    public IEnumerable<LabRoute> Routes =>
    [
        LabRoute.Show("faults", Show),
        LabRoute.Change<Change>("POST", "faults", Form, Add),
        LabRoute.Change<Change>("PUT", "faults", Form, Replace),
        new("DELETE", "faults", _ => Clear()),
    ];

    private Plan Show() => new([.. plan.Rules.Select(rule => new Rule(rule))]);

    private Plan Add(Change change)
    {
        Checked(change).ForEach(plan.Add);
        return Show();
    }

    private Plan Replace(Change change)
    {
        var faults = Checked(change);
        plan.Clear();
        faults.ForEach(plan.Add);
        return Show();
    }

    private Plan Clear()
    {
        plan.Clear();
        return Show();
    }

    private static List<FaultSpecification> Checked(Change change) => [.. (change.Faults ?? throw new LabRefusal(Form)).Select(Checked)];

    private static FaultSpecification Checked(FaultSpecification? asked)
    {
        if (asked is null or { Fault: null } or { Count: < 1 } or { Probability: not (null or > 0 and <= 1) } or { After: < 0 })
            throw new LabRefusal(Form);
        if (asked.Fault is FaultKind.Delay != asked.Duration is not null)
            throw new LabRefusal("A delay has a duration, and nothing else does.");
        if (asked is { Id: not null, Fault: not FaultKind.NotFound })
            throw new LabRefusal("Only what is notFound has an id.");
        if (asked is { Fault: not FaultKind.Failed } and ({ Code: not null } or { Message: not null }))
            throw new LabRefusal("Only what failed has a code and a message.");
        if (asked.Action is { } action && !SimulatorVocabulary.Actions.Any(new FaultRule(asked, 0).Covers))
            throw new LabRefusal($"{action} is no action that the fault can befall.");
        return asked;
    }

    private sealed record Change(IReadOnlyList<FaultSpecification?>? Faults);

    private sealed record Plan(IReadOnlyList<Rule> Faults);

    private sealed record Rule : FaultSpecification
    {
        public Rule(FaultRule rule)
            : base(rule.Specification) => (Left, Fired) = (rule.Left, rule.Fired);

        public int? Left { get; }

        public int Fired { get; }
    }
}
