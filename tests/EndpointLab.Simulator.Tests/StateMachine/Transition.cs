namespace EndpointLab.Simulator.Tests.StateMachine;

/// <summary>A change of state: who brings it about by which call, and what time makes of it afterwards.</summary>
internal sealed record Transition(
    string Actor, string Action, Kind Kind, string[] From, string To, params (int Seconds, string State)[] Later)
{
    public const string None = "";
    public const string Gone = "gone";

    /// <summary>All that AWS knows ("Interface endpoint lifecycle" in the PrivateLink guide), at a realistic pace.</summary>
    private static readonly Transition[] All =
    [
        new(Step.Consumer, "CreateVpcEndpoint", Kind.Gateway, [None], "available"),
        new(Step.Consumer, "CreateVpcEndpoint", Kind.Automatic, [None], "pending", (75, "available")),
        new(Step.Consumer, "CreateVpcEndpoint", Kind.OnAcceptance, [None], "pendingAcceptance", (7 * 86_400, "expired")),
        new(Step.Provider, "AcceptVpcEndpointConnections", Kind.Any, ["pendingAcceptance"], "pending", (75, "available")),
        new(Step.Provider, "RejectVpcEndpointConnections", Kind.Any, ["pendingAcceptance", "available"], "rejected"),
        new(Step.Consumer, "ModifyVpcEndpoint", Kind.Automatic | Kind.OnAcceptance, ["available"], "pending", (30, "available")),
        new(
            Step.Consumer,
            "DeleteVpcEndpoints",
            Kind.Any,
            ["pendingAcceptance", "pending", "available", "rejected", "failed", "expired", "partial"],
            "deleting",
            (5, "deleted"),
            (60, Gone)),
        new(Step.Provider, "CreateVpcEndpointServiceConfiguration", Kind.Service, [None], "Pending", (2, "Available")),
        new(
            Step.Provider,
            "DeleteVpcEndpointServiceConfigurations",
            Kind.Service,
            ["Pending", "Available"],
            "Deleting",
            (5, "Deleted"),
            (60, Gone)),
    ];

    /// <summary>What a call makes of something in a state; null where that is nothing.</summary>
    public static Transition? Find(string actor, string action, Kind kind, string from) => Array.Find(
        All, one => one.Actor == actor && one.Action == action && one.Kind.HasFlag(kind) && one.From.Contains(from));
}

/// <summary>What goes through states.</summary>
[Flags]
internal enum Kind
{
    Gateway = 1,

    /// <summary>An endpoint for a service that accepts of itself, when it was created.</summary>
    Automatic = 2,

    /// <summary>An endpoint for a service that wanted to accept it.</summary>
    OnAcceptance = 4,

    Any = Gateway | Automatic | OnAcceptance,

    Service = 8,
}

/// <summary>The states that something should have been in, and will be.</summary>
internal sealed class History(Kind kind)
{
    private List<(DateTimeOffset From, string State)> moments = [];

    public Kind Kind => kind;

    /// <summary>Whether it is to fail where it would have become available.</summary>
    public bool Fails { get; set; }

    public string At(DateTimeOffset now) => moments.FindLast(moment => moment.From <= now).State ?? Transition.None;

    public void Begin(DateTimeOffset now, Transition transition) => Begin(now, transition.To, transition.Later);

    /// <summary>It is put into a state that it stays in, but for those of deletion.</summary>
    public void Force(DateTimeOffset now, string state)
    {
        Fails = false;
        if (state is "deleting" or "deleted")
            Begin(now, Transition.Find(Step.Consumer, "DeleteVpcEndpoints", kind, "available")!);
        else
            Begin(now, state);
    }

    private void Begin(DateTimeOffset now, string state, params (int Seconds, string State)[] later)
    {
        moments = [(now, Real(state))];
        foreach (var (seconds, next) in later)
            moments.Add((moments[^1].From.AddSeconds(seconds), Real(next)));

        string Real(string next) => Fails && next is "available" ? "failed" : next;
    }
}
