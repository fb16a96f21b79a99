using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Simulator;

namespace EndpointLab.Cmdlets.Sessions;

/// <summary>Puts the simulator under a session: the one place where the two meet.</summary>
internal static class SimulatedSession
{
    public const string DefaultAccountId = "123456789012";

    public static LabSession Open(
        string? name,
        string? region,
        string? accountId,
        Lifecycle? lifecycle = null,
        IEnumerable<DelayArgument>? delays = null,
        bool requireSignature = false)
    {
        var cloud = new Cloud(new CloudOptions
        {
            Lifecycle = lifecycle ?? Lifecycle.Quick,
            Delays = DelayArgument.Read(delays ?? [])
                .Where(delay => delay.Value is not null)
                .ToDictionary(delay => delay.Key, delay => delay.Value!.Value),
            RequireSignature = requireSignature,
        });
        return Open(new CloudHandler(cloud), $"simulated-{Guid.NewGuid().ToString("N")[..8]}", name, region, accountId);
    }

    /// <summary>Another session on the cloud of this one, for a second account or Region.</summary>
    public static LabSession Join(LabSession other, string? name, string? region, string? accountId) =>
        Open(Handler(other), other.CloudId, name, region ?? other.Region, accountId ?? other.AccountId);

    public static Cloud CloudOf(LabSession session) => Handler(session).Cloud;

    private static LabSession Open(CloudHandler handler, string cloudId, string? name, string? region, string? accountId)
    {
        var session = Connection.Simulated(
            handler, cloudId, name, region, accountId ?? DefaultAccountId, handler.Cloud.SecretAccessKey, handler.Cloud.Time);
        session.Arn = Cloud.AdministratorOf(session.AccountId);
        return session;
    }

    private static CloudHandler Handler(LabSession session) => session.RequireOpen().Handler as CloudHandler ?? throw new LabException(
        ErrorId.SessionConflict,
        $"The session {session.Name} is not a simulated one.",
        "Name a simulated session: Get-LabSession shows the kind.",
        session.Name);
}
