namespace EndpointLab;

/// <summary>The way to log in to a host, straight or through another one that is logged in to first.</summary>
/// <param name="Via">Null for straight.</param>
internal sealed record SshRoute(SshHost Host, SshHost? Via, SshKey Key);
