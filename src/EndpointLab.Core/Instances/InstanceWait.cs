namespace EndpointLab;

/// <summary>What can be waited for of an instance.</summary>
internal static class InstanceWait
{
    /// <summary>In the order in which an instance goes through them by itself ("Instance lifecycle" in the EC2 User Guide).</summary>
    public static readonly IReadOnlyList<string> States = ["pending", "running", "stopping", "stopped", "shutting-down", "terminated"];

    /// <exception cref="LabException">There is no such state.</exception>
    public static WaitGoal<Instance> For(IReadOnlyList<string> states)
    {
        var last = states.Max(Rank);
        return new([.. states.Select(state => States[Rank(state)])], LookAsync, instance => instance.State)
        {
            Impossible = instance => Order(instance.State) > last ? Impossible(instance, states) : null,
            AsGone = last == Rank("terminated") ? instance => instance with { State = "terminated" } : null,
        };
    }

    // By a filter, since an id that is gone would fail the whole call.
    private static Task<IReadOnlyList<Instance>> LookAsync(LabOperation lab, IReadOnlyList<string> ids) =>
        Instances.GetAsync(lab, ResourceQuery.Where("instance-id", [.. ids]));

    private static LabException Impossible(Instance instance, IReadOnlyList<string> states) => new(
        ErrorId.TerminalState,
        $"{instance.InstanceId} is {instance.State} and won't be {string.Join(" or ", states)}{Because(instance)}.",
        Order(instance.State) >= Order("shutting-down") ? "Launch another one: New-LabInstance." : "Start it, or wait for another -State.",
        instance.InstanceId);

    private static string Because(Instance instance) => instance.StateReason is { Length: > 0 } reason ? $": {reason}" : "";

    // -1 for a state that nobody knows yet: it ends no wait.
    private static int Order(string state) =>
        Enumerable.Range(0, States.Count).FirstOrDefault(rank => States[rank].Equals(state, StringComparison.OrdinalIgnoreCase), -1);

    private static int Rank(string state) => Order(state) is var rank and >= 0 ? rank : throw new LabException(
        ErrorId.UnknownState, $"An instance has no state '{state}'.", $"Its states are {string.Join(", ", States)}.", state);
}
