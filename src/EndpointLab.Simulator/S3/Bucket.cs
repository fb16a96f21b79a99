namespace EndpointLab.Simulator.S3;

/// <summary>A general purpose bucket.</summary>
internal sealed class Bucket(string name, string accountId, string region, DateTimeOffset created)
{
    public string Name => name;

    public string AccountId => accountId;

    public string Region => region;

    public DateTimeOffset Created => created;

    public string Arn => $"arn:aws:s3:::{name}";

    /// <summary>The policy as it was put, and as it is decided; null where there is none.</summary>
    public (string Text, Policy.PolicyDocument Document)? Policy { get; set; }

    /// <summary>The tags; null where none were put.</summary>
    public IReadOnlyList<(string Key, string Value)>? Tags { get; set; }

    /// <summary>What it keeps its owner from opening to everybody; null where that was taken back.</summary>
    public PublicAccessBlock? PublicAccessBlock { get; set; } = new();

    /// <summary>Who owns what others put into it; null where that was taken back.</summary>
    public string? Ownership { get; set; } = BucketOwnership.Enforced;

    /// <summary>How objects are encrypted that are put without a word of that.</summary>
    public ObjectEncryption Encryption { get; set; } = ObjectEncryption.Default;

    /// <summary>The objects, in the order of their keys' UTF-8 bytes, in which S3 lists them.</summary>
    public SortedDictionary<string, StoredObject> Objects { get; } = new(Comparer<string>.Create(CompareUtf8));

    public static int CompareUtf8(string left, string right)
    {
        var at = 0;
        while (at < left.Length && at < right.Length && left[at] == right[at])
            at++;
        if (at == left.Length || at == right.Length)
            return left.Length - right.Length;
        var surrogates = char.IsSurrogate(left[at]).CompareTo(char.IsSurrogate(right[at]));
        return surrogates != 0 ? surrogates : left[at] - right[at];
    }
}

/// <summary>An object: it never changes, a put replaces it.</summary>
internal sealed record StoredObject(byte[] Content, string ETag, DateTimeOffset LastModified)
{
    public required string ContentType { get; init; }

    /// <summary>Content-Encoding, Cache-Control and the like, and the <c>x-amz-meta-</c> headers, as they were put.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public required Checksum Checksum { get; init; }

    public IReadOnlyList<(string Key, string Value)> Tags { get; init; } = [];

    public ObjectEncryption Encryption { get; init; } = ObjectEncryption.Default;
}
