namespace EndpointLab.Simulator.State;

internal sealed class KeyPair(string id) : Resource(id), IResource
{
    public static ResourceKind Kind { get; } =
        new("key-pair", "key", "InvalidKeyPair.NotFound", "InvalidKeyPair.Malformed", "key pair");

    public required string Name { get; init; }

    /// <summary>rsa or ed25519.</summary>
    public required string Type { get; init; }

    public required string Fingerprint { get; init; }

    /// <summary>The public half as a line of OpenSSH's authorized_keys.</summary>
    public required string PublicKey { get; init; }

    public required DateTimeOffset CreateTime { get; init; }
}

internal sealed partial class RegionState
{
    public ResourceTable<KeyPair> KeyPairs => field ??= NewTable<KeyPair>();
}
