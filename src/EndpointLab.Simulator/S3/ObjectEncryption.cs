namespace EndpointLab.Simulator.S3;

/// <summary>With what an object is encrypted, or what is put into a bucket without a word of that.</summary>
/// <param name="Algorithm">AES256, for S3's own keys; aws:kms or aws:kms:dsse for one of KMS's.</param>
/// <param name="Key">The key of KMS: of an object its ARN, of a bucket what was put; null where it is S3's own, or aws/s3.</param>
/// <param name="UsesBucketKey">Whether S3 asks KMS for the bucket as a whole, not for each object.</param>
internal sealed record ObjectEncryption(string Algorithm, string? Key, bool UsesBucketKey)
{
    public const string OwnKeys = "AES256";

    public const string Header = "x-amz-server-side-encryption";
    private const string KeyHeader = "x-amz-server-side-encryption-aws-kms-key-id";
    private const string BucketKeyHeader = "x-amz-server-side-encryption-bucket-key-enabled";

    /// <summary>What would have a say in who may decrypt an object, so it is not passed over.</summary>
    private static readonly string[] Lacking = ["x-amz-server-side-encryption-customer-algorithm", "x-amz-server-side-encryption-context"];

    /// <summary>What S3 does unasked.</summary>
    public static readonly ObjectEncryption Default = new(OwnKeys, null, false);

    public bool IsByKms => Algorithm is not OwnKeys;

    /// <summary>
    /// How a new object is encrypted: as the request says, or else the bucket. The caller must be allowed to use a key of KMS for it.
    /// </summary>
    /// <exception cref="ServiceException">The request asks for what can't be, or the caller may not use the key.</exception>
    public static ObjectEncryption OfNew(S3Call call)
    {
        if (Array.Find(Lacking, header => call.Header(header) is not null) is { } lacking)
            throw S3Errors.NotImplemented(lacking);
        var asked = call.Header(Header);
        if (asked is not (null or OwnKeys or "aws:kms" or "aws:kms:dsse"))
            throw S3Errors.InvalidArgument("The encryption method specified is not supported", Header, asked);
        var key = call.Header(KeyHeader);
        if (key is not null && asked is null or OwnKeys)
        {
            throw S3Errors.InvalidArgument(
                "Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms",
                Header,
                asked ?? "");
        }

        var encryption = asked is null ? call.Bucket.Encryption : new(asked, key, UsesBucketKey: false);
        if (call.Header(BucketKeyHeader) is { } flag)
            encryption = encryption with { UsesBucketKey = flag.Equals("true", StringComparison.OrdinalIgnoreCase) };
        return encryption.IsByKms
            ? encryption with { Key = KeyAccess.Require(call, "kms:GenerateDataKey", encryption, call.Bucket, call.Key) }
            : encryption with { UsesBucketKey = false };
    }

    /// <summary>Checks that the caller may decrypt an object that is encrypted so.</summary>
    /// <exception cref="ServiceException">The caller may not use the key, or nobody can.</exception>
    public void CheckReader(S3Call call, Bucket bucket, string key)
    {
        if (IsByKms)
            KeyAccess.Require(call, "kms:Decrypt", this, bucket, key);
    }

    public CloudResponse AddTo(CloudResponse response)
    {
        response.Headers[Header] = Algorithm;
        if (Key is not null)
            response.Headers[KeyHeader] = Key;
        if (UsesBucketKey)
            response.Headers[BucketKeyHeader] = "true";
        return response;
    }
}
