using System.Xml.Linq;

namespace EndpointLab.Simulator.S3;

/// <summary>GetBucketEncryption, PutBucketEncryption and DeleteBucketEncryption.</summary>
internal static class BucketEncryption
{
    public static readonly S3Operation[] Operations =
    [
        new("GetBucketEncryption", "GET", S3Scope.Bucket, "encryption", "s3:GetEncryptionConfiguration", Get),
        new("PutBucketEncryption", "PUT", S3Scope.Bucket, "encryption", "s3:PutEncryptionConfiguration", Put),
        new("DeleteBucketEncryption", "DELETE", S3Scope.Bucket, "encryption", "s3:PutEncryptionConfiguration", Delete),
    ];

    private static CloudResponse Get(S3Call call) => S3Answer.Xml(
        "ServerSideEncryptionConfiguration",
        new XElement(
            "Rule",
            new XElement(
                "ApplyServerSideEncryptionByDefault",
                new XElement("SSEAlgorithm", call.Bucket.Encryption.Algorithm),
                call.Bucket.Encryption.Key is { } key ? new XElement("KMSMasterKeyID", key) : null),
            new XElement("BucketKeyEnabled", call.Bucket.Encryption.UsesBucketKey)));

    private static CloudResponse Put(S3Call call)
    {
        const string Default = "ApplyServerSideEncryptionByDefault";
        if (call.Content.Xml("ServerSideEncryptionConfiguration").Elements("Rule").ToList() is not [var rule])
            throw S3Errors.MalformedXml();
        var algorithm = rule.Element(Default)?.Element("SSEAlgorithm")?.Value;
        if (algorithm is not (ObjectEncryption.OwnKeys or "aws:kms" or "aws:kms:dsse"))
            throw S3Errors.MalformedXml();
        var key = rule.Element(Default)!.Element("KMSMasterKeyID")?.Value;
        if (algorithm is ObjectEncryption.OwnKeys && key is not null)
        {
            throw S3Errors.InvalidArgument(
                "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse", Default);
        }
        call.Bucket.Encryption = new(algorithm, key, rule.Element("BucketKeyEnabled")?.Value is "true");
        return S3Answer.Empty();
    }

    private static CloudResponse Delete(S3Call call)
    {
        call.Bucket.Encryption = ObjectEncryption.Default;
        return S3Answer.NoContent();
    }
}
