namespace EndpointLab;

/// <summary>
/// An instance of AWS's, over SSH: its own shell opens connections, and the SDK's requests pass through the login and leave from there. So
/// names mean what they mean to the instance, and nothing has to be installed on it.
/// </summary>
internal sealed class InstanceVantage : Vantage
{
    private readonly SshConnection connection;
    private readonly string instanceId;

    private InstanceVantage(LabOperation lab, SshConnection connection, string instanceId)
        : base(lab, new(new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (context, token) =>
                await connection.DialAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, token),
        })) => (this.connection, this.instanceId) = (connection, instanceId);

    public static async Task<InstanceVantage> OpenAsync(LabOperation lab, string instanceId, InstanceLogin login)
    {
        var route = await login.FindAsync(lab, instanceId, lab.Token);
        return new(lab, await SshConnection.OpenAsync(lab.Session, route, lab.Token), instanceId);
    }

    /// <summary>What it passes on its way can't be seen from here.</summary>
    public override async Task<ConnectAnswer?> ConnectAsync(string to, int port) =>
        await connection.TryAsync(to, port, Lab.Token) is { } reason
            ? new(ProbeResult.Blocked, Address: null, Via: null, $"From the instance, {to}:{port} can't be reached: {reason}.", [])
            : new(ProbeResult.Reachable, Address: null, Via: null, StoppedBy: null, []);

    public override async Task<ProbeCaller?> GetCallerAsync(KeyOwner of)
    {
        if (of.Principal is { } principal)
        {
            throw new LabException(
                ErrorId.InvalidArgument,
                $"There are no keys of {principal} on {instanceId}.",
                $"Leave -Principal out for the instance's own role, or give a role that it may assume, "
                    + $"{ProbeCaller.Me} or {ProbeCaller.Anonymous}.",
                principal);
        }

        var keys = await InstanceMetadata.ReadKeysAsync(connection, instanceId, InstanceMetadata.Address, Lab.Token);
        var session = Lab.Session;
        return Caller(
            $"arn:{Regions.PartitionOf(session.Region)}:sts::{session.AccountId}:assumed-role/{keys.Role}/{instanceId}",
            keys.AccessKeyId,
            keys.SecretAccessKey,
            keys.Token);
    }

    public override void Dispose()
    {
        base.Dispose();
        connection.Dispose();
    }
}
