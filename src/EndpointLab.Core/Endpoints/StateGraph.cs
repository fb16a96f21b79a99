namespace EndpointLab;

/// <summary>The states of one kind of resource, in the API reference's spelling, and which of them can follow which.</summary>
/// <param name="noun">What has the states, in words.</param>
/// <param name="next">What can come next, whoever causes it.</param>
internal sealed class StateGraph(string noun, IReadOnlyDictionary<string, string[]> next)
{
    private readonly Dictionary<string, string[]> next = new(next, StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<string> All { get; } = [.. next.Keys];

    /// <summary>The API reference's spelling, of whatever case; a state that is none of them stays as it is.</summary>
    public string Spell(string state) => All.FirstOrDefault(known => known.Equals(state, StringComparison.OrdinalIgnoreCase)) ?? state;

    /// <exception cref="LabException">There is no such state.</exception>
    public string Require(string state) => next.ContainsKey(state) ? Spell(state) : throw new LabException(
        ErrorId.UnknownState, $"'{state}' is not a state of {noun}.", $"The states are {string.Join(", ", All)}.", state);

    /// <summary>Whether what is in one state can ever be in the other. Anything may follow a state that nobody knows.</summary>
    public bool CanBecome(string current, string wanted) => CanBecome(current, wanted, []);

    /// <summary>Why a resource can't reach any of the wanted states; null while it can.</summary>
    /// <param name="reason">Why it is in the state it is in; null where nobody says.</param>
    /// <param name="nextStep">What to do about the state it is in.</param>
    public LabException? WhyNever(string id, string current, IReadOnlyList<string> wanted, string? reason, Func<string, string> nextStep) =>
        wanted.Any(state => CanBecome(current, state)) ? null : new(
            current is EndpointStates.Rejected ? ErrorId.EndpointRejected : ErrorId.TerminalState,
            $"{id} is {current}, so it can't become {string.Join(" or ", wanted)}{(reason is null ? "." : $": {reason}")}",
            nextStep(current),
            id);

    private bool CanBecome(string current, string wanted, HashSet<string> visited) =>
        current.Equals(wanted, StringComparison.OrdinalIgnoreCase)
        || !next.TryGetValue(current, out var following)
        || following.Any(state => visited.Add(state) && CanBecome(state, wanted, visited));
}
