namespace EndpointLab;

/// <summary>Why nobody could log in.</summary>
internal static class SshErrors
{
    /// <param name="shown">The key that it has, and its fingerprint.</param>
    public static LabException WrongHostKey(SshHost host, string shown, Exception? e) => new(
        ErrorId.HostKeyChanged,
        $"What answers at {host.Address} as {host.Name} shows the host key {shown}, which is none of those that the instance printed "
            + $"to its console ({string.Join(", ", host.Keys.Fingerprints.Select(one => $"SHA256:{one}"))}): something else answers "
            + "in its place, or its keys were replaced after it had started. Nothing was sent to it.",
        "Find out which it is. If you replaced the keys, give the new one's fingerprint, as the instance itself shows it: "
            + "-HostKeyFingerprint, or -ViaHostKeyFingerprint for the instance of -Via.",
        host.Name,
        e);

    public static LabException KeyRefused(SshHost host, SshKey key, Exception e) => new(
        ErrorId.LoginRefused,
        $"{host.Name} doesn't let {key.UserName} log in with the private key {key.Path}.",
        "Check -UserName (ec2-user on Amazon Linux, ubuntu on Ubuntu, admin on Debian), and that the key is the one of the instance's "
            + "KeyName.",
        host.Name,
        e);

    public static LabException Unreachable(SshHost host, Exception e) => new(
        ErrorId.InstanceUnreachable,
        $"{host.Name} can't be reached at {host.Address}, port {host.Port}: {e.Message}",
        $"Its security group must let this computer's address in on port {host.Port}. Give -Via an instance with a public address where "
            + "it has none.",
        host.Name,
        e);

    /// <param name="reason">Why <paramref name="via"/> can't connect to it; null if it can.</param>
    public static LabException Unreachable(SshHost host, SshHost via, string? reason, Exception e) => new(
        ErrorId.InstanceUnreachable,
        $"{host.Name} can't be reached through {via.Name} at {host.Address}, port {host.Port}: "
            + (reason ?? $"{via.Name} reaches it, and its SSH server forwards nothing there"),
        reason is null ? $"Allow it in /etc/ssh/sshd_config on {via.Name}: AllowTcpForwarding, PermitOpen."
            : $"The security group of {host.Name} must let {via.Name} in on port {host.Port}.",
        host.Name,
        e);

    public static LabException Lost(SshHost host, Exception e) => new(
        ErrorId.AnswerLost,
        $"The connection to {host.Name} was lost while the command ran: {e.Message}",
        "What the command had begun may be done nevertheless: look before you run it again.",
        host.Name,
        e);
}
