using System.IO.Enumeration;

namespace EndpointLab.Simulator.Administration;

/// <summary>One rule of a fault plan in force.</summary>
/// <param name="since">The number of the call that put it in force.</param>
internal sealed class FaultRule(FaultSpecification specification, long since)
{
    private readonly string action = specification.Action ?? "*";
    private readonly int seed = specification.Seed ?? Random.Shared.Next();
    private Random? chance;
    private int seen;

    public FaultKind Kind { get; } = specification.Fault!.Value;

    public TimeSpan Duration => specification.Duration!.Value;

    /// <summary>Why an endpoint fails.</summary>
    public (string Code, string Message) Reason =>
        (specification.Code ?? "InternalError", specification.Message ?? "The endpoint could not be created.");

    /// <summary>How often it befell a call.</summary>
    public int Fired { get; private set; }

    /// <summary>How often it still may; null for no end.</summary>
    public int? Left => specification.Count - Fired;

    /// <summary>The rule as it was asked for, with what it fills in.</summary>
    public FaultSpecification Specification =>
        specification with { Action = action, Seed = specification.Probability is null ? null : seed };

    /// <param name="name">Such as ec2:CreateVpc.</param>
    public bool Covers(string name) => Kind switch
    {
        FaultKind.NotFound => name.StartsWith("ec2:", StringComparison.Ordinal),
        FaultKind.Failed => name is "ec2:CreateVpcEndpoint",
        _ => true,
    } && FileSystemName.MatchesSimpleExpression(action.Contains(':') ? action : $"*:{action}", name);

    /// <summary>Decides whether it befalls a call.</summary>
    public bool Befalls(FaultyCall call)
    {
        if (Left == 0 || !Covers(call.Name) || (Kind is FaultKind.NotFound && !Unseen(call).Any()) || seen++ < specification.After)
            return false;
        if (specification.Probability is { } probability && (chance ??= new(seed)).NextDouble() >= probability)
            return false;
        Fired++;
        return true;
    }

    /// <summary>The resources that a call names but doesn't see yet.</summary>
    public IEnumerable<Resource> Unseen(FaultyCall call) =>
        call.Named.Where(resource => specification.Id is { } id ? resource.Id == id : resource.MadeBy > since);
}
