using System.Xml.Linq;

namespace EndpointLab.Simulator.S3;

/// <summary>
/// GetBucketEncryption, PutBucketEncryption and DeleteBucketEncryption. What S3 does unasked is all that is done here: it encrypts every
/// object with keys of its own.
/// </summary>
internal static class BucketEncryption
{
    private const string OwnKeys = "AES256";

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
            new XElement("ApplyServerSideEncryptionByDefault", new XElement("SSEAlgorithm", OwnKeys)),
            new XElement("BucketKeyEnabled", call.Bucket.BucketKeyEnabled)));

    private static CloudResponse Put(S3Call call)
    {
        const string Default = "ApplyServerSideEncryptionByDefault";
        if (call.Content.Xml("ServerSideEncryptionConfiguration").Elements("Rule").ToList() is not [var rule])
            throw S3Errors.MalformedXml();
        var algorithm = rule.Element(Default)?.Element("SSEAlgorithm")?.Value;
        if (algorithm is "aws:kms" or "aws:kms:dsse")
            throw S3Errors.NotImplemented("SSEAlgorithm", "The simulator has no keys of KMS.");
        if (algorithm is not OwnKeys)
            throw S3Errors.MalformedXml();
        if (rule.Element(Default)!.Element("KMSMasterKeyID") is not null)
        {
            throw S3Errors.InvalidArgument(
                "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse", Default);
        }
        call.Bucket.BucketKeyEnabled = rule.Element("BucketKeyEnabled")?.Value is "true";
        return S3Answer.Empty();
    }

    private static CloudResponse Delete(S3Call call)
    {
        call.Bucket.BucketKeyEnabled = false;
        return S3Answer.NoContent();
    }
}
