namespace EndpointLab;

/// <summary>TCP connections that a repair affects beside the one that it is for.</summary>
public sealed record RepairFlow
{
    /// <summary>The instances that open them, or interfaces that belong to none.</summary>
    public required string[] From { get; init; }

    /// <summary>The name, address or id that they go to.</summary>
    public required string To { get; init; }

    public required int Port { get; init; }

    public required FlowEffect Effect { get; init; }

    public required Verdict Before { get; init; }

    public required Verdict After { get; init; }

    /// <summary>What they leave the VPC by today.</summary>
    public string? ViaBefore { get; init; }

    /// <summary>What they would leave it by.</summary>
    public string? ViaAfter { get; init; }

    public override string ToString() => Effect switch
    {
        FlowEffect.Breaks => $"{Senders} {(IsOne ? "reaches" : "reach")} {Target} by {ViaBefore ?? "its route"} today, and would "
            + $"{(After is Verdict.Intermittent ? "only sometimes" : "no longer")}.",
        FlowEffect.ChangesWay => $"{Senders} would reach {Target} by {ViaAfter}, not by {ViaBefore}: open connections drop, and policies "
            + "that look at the way decide anew.",
        _ => $"{Senders} could reach {Target} as well.",
    };

    internal string EffectText => Effect switch
    {
        FlowEffect.Breaks => "Breaks",
        FlowEffect.ChangesWay => "Changes way",
        _ => "Opens",
    };

    private bool IsOne => From.Length == 1;

    private string Senders => IsOne ? From[0] : $"{From[0]} and {From.Length - 1} more";

    private string Target => $"{To} on {Port}";
}
