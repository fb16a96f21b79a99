namespace EndpointLab;

/// <summary>A host to log in to.</summary>
/// <param name="Name">The instance's id.</param>
/// <param name="Keys">Those that it has to prove itself by.</param>
internal sealed record SshHost(string Name, string Address, HostKeys Keys, int Port);
