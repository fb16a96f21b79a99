namespace EndpointLab.Analysis;

/// <summary>What is found while a name is looked up.</summary>
internal sealed class NameNotes(NetworkModel model)
{
    private readonly List<Hop> hops = [];
    private readonly List<TraceFinding> findings = [];
    private readonly List<UnreadConfiguration> unread = [];
    private readonly List<string> assumptions = [];
    private bool isUnknown;

    public void Stop(Cause cause, string resourceId, string rule, string reason, string source, NetworkChange fix) => findings.Add(new()
    {
        Cause = cause,
        Layer = PathLayer.Name,
        ResourceId = resourceId,
        Rule = rule,
        Reason = reason,
        Source = source,
        Fix = [fix],
    });

    public void Add(TraceFinding finding) => findings.Add(finding);

    public void Assume(string assumption) => assumptions.Add(assumption);

    /// <summary>Something can't be told from configuration, or from what could be read of it.</summary>
    /// <param name="because">What could not be read, if that is why.</param>
    public void Doubt(string assumption, IEnumerable<UnreadConfiguration>? because = null)
    {
        isUnknown = true;
        unread.AddRange(because ?? []);
        Assume(assumption);
    }

    public void Doubt(ModelPart part)
    {
        isUnknown = true;
        if (model.Unread.TryGetValue(part, out var refused))
        {
            unread.Add(refused);
        }
    }

    public void Show(string resourceId, string text, bool? passes = true) => hops.Add(new(PathLayer.Name, resourceId, null, text, passes));

    /// <param name="chosen">Which of the addresses that it means the client uses.</param>
    public NameAnalysis Tell(string name, NameMeaning meaning, AddressSet chosen) => new(name, meaning.Ipv4, meaning.Ipv6)
    {
        Chosen = chosen,
        Endpoint = meaning.Endpoint,
        Verdict = findings.Exists(finding => finding.Effect is FindingEffect.Blocks) ? Verdict.Blocked
            : isUnknown ? Verdict.Unknown
            : Verdict.Reachable,
        Path = hops,
        Findings = findings,
        Unread = unread,
        Assumptions = assumptions,
    };
}
