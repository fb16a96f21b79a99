namespace EndpointLab;

/// <summary>A key pair for logging in to instances (EC2's <c>KeyPairInfo</c>). AWS keeps the public half only.</summary>
public sealed record KeyPair : LabResource
{
    public override string Name => KeyName;

    public string KeyName { get; }

    public string KeyPairId { get; }

    /// <summary><c>ed25519</c> or <c>rsa</c>.</summary>
    public string KeyType { get; }

    public string KeyFingerprint { get; }

    /// <summary>The file that holds the private half; null where the key pair was not made by this command.</summary>
    public string? PrivateKeyPath { get; init; }

    internal override string Id => KeyName;

    internal KeyPair(LabSession session, Amazon.EC2.Model.KeyPairInfo keyPair)
        : base(session, keyPair.Tags)
    {
        KeyName = keyPair.KeyName;
        KeyPairId = keyPair.KeyPairId;
        KeyType = keyPair.KeyType?.Value ?? "rsa";
        KeyFingerprint = keyPair.KeyFingerprint;
    }
}
