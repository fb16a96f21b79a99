namespace EndpointLab;

/// <summary>How to log in to instances: as whom, by which key, and through which other instance. Shows nothing of a secret.</summary>
public sealed class InstanceLogin
{
    public const string DefaultUser = "ec2-user";
    public const int DefaultPort = 22;

    /// <summary>The id of the instance that is logged in to first; null to go straight.</summary>
    public string? Via { get; init; }

    /// <summary>Where the servers of both listen.</summary>
    public int Port { get; init; } = DefaultPort;

    public string UserName { get; init; } = DefaultUser;

    /// <summary>The file with the private key; null for the one that is named after the key pair in <see cref="KeyFolder"/>.</summary>
    public string? KeyPath { get; init; }

    /// <summary>Null for the key pair that the instance was launched with.</summary>
    public string? KeyName { get; init; }

    public required string KeyFolder { get; init; }

    public string? Passphrase { private get; init; }

    /// <summary>Fingerprints of the instance's host keys that the user knows; empty to read them from its console.</summary>
    public IReadOnlyList<string> HostKeyFingerprints { get; init; } = [];

    /// <summary>The same of the instance to go through.</summary>
    public IReadOnlyList<string> ViaHostKeyFingerprints { get; init; } = [];

    /// <exception cref="LabException">An instance doesn't run or printed no host keys, or there is nothing behind it to log in to.</exception>
    internal async Task<SshRoute> FindAsync(LabOperation lab, string instanceId, CancellationToken token)
    {
        RequireAws(lab.Session, instanceId);
        var instance = await RunningAsync(lab, instanceId);
        var via = Via is null ? null : await RunningAsync(lab, Via);
        var name = KeyName ?? instance.KeyName;
        var path = KeyPath ?? (name is null ? throw NoKey(instanceId) : Path.Join(KeyFolder, $"{name}.pem"));
        return new(
            new(instanceId, AddressOf(instance, publicly: via is null), await KeysOf(lab, instanceId, HostKeyFingerprints, token), Port),
            via is null ? null
                : new(via.InstanceId, AddressOf(via, publicly: true), await KeysOf(lab, via.InstanceId, ViaHostKeyFingerprints, token), Port),
            new(UserName, path, Passphrase));
    }

    /// <summary>Where there is no public address, a private one may be in reach by a VPN.</summary>
    private static string AddressOf(Instance instance, bool publicly) =>
        (publicly ? instance.PublicIpAddress : null) ?? instance.PrivateIpAddress ?? instance.Ipv6Address!;

    private static async Task<HostKeys> KeysOf(LabOperation lab, string instanceId, IReadOnlyList<string> given, CancellationToken token) =>
        given.Count > 0 ? HostKeys.Known(given) : await ConsoleHostKeys.OfAsync(lab, instanceId, token);

    private static async Task<Instance> RunningAsync(LabOperation lab, string instanceId)
    {
        var instance = (await Instances.GetAsync(lab, ResourceQuery.ById(instanceId)))[0];
        return instance is { State: "running", NetworkInterfaceId: not null } ? instance : throw new LabException(
            ErrorId.InstanceUnreachable,
            $"{instanceId} is {instance.State}, so nobody can log in to it.",
            instance.State == "pending" ? "Wait for it first: Wait-LabInstance." : "Use an instance that is running.",
            instanceId);
    }

    /// <summary>What other servers invent for addresses may well be somebody's.</summary>
    private static void RequireAws(LabSession session, string instanceId)
    {
        if (session.Kind != SessionKind.Aws)
        {
            throw new LabException(
                ErrorId.NoMachine,
                $"There is no machine behind {instanceId} on {session.Describe()}, so nothing can run on it.",
                "Test-LabConnection and Test-LabS3Access prove its way on the simulator. Commands run on AWS's instances: Connect-LabSession -Aws.",
                instanceId);
        }
    }

    private static LabException NoKey(string instanceId) => new(
        ErrorId.PrivateKeyUnusable,
        $"{instanceId} was launched without a key pair, so it is not known which private key lets one in.",
        "Name the file of a key that the instance knows: -KeyPath.",
        instanceId);
}
