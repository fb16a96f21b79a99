using System.Xml.Linq;

namespace EndpointLab.Simulator.S3;

/// <summary>What S3 keeps a bucket's owner from opening to everybody. All of it, for a new bucket.</summary>
internal sealed record PublicAccessBlock(
    bool BlockAcls = true, bool IgnoreAcls = true, bool BlockPolicy = true, bool RestrictBucket = true);

/// <summary>GetPublicAccessBlock, PutPublicAccessBlock, DeletePublicAccessBlock and GetBucketPolicyStatus.</summary>
internal static class BucketPublicAccess
{
    public static readonly S3Operation[] Operations =
    [
        new("GetPublicAccessBlock", "GET", S3Scope.Bucket, "publicAccessBlock", "s3:GetBucketPublicAccessBlock", Get),
        new("PutPublicAccessBlock", "PUT", S3Scope.Bucket, "publicAccessBlock", "s3:PutBucketPublicAccessBlock", Put),
        new("DeletePublicAccessBlock", "DELETE", S3Scope.Bucket, "publicAccessBlock", "s3:PutBucketPublicAccessBlock", Delete),
        new("GetBucketPolicyStatus", "GET", S3Scope.Bucket, "policyStatus", "s3:GetBucketPolicyStatus", GetPolicyStatus),
    ];

    private static CloudResponse Get(S3Call call) => call.Bucket.PublicAccessBlock is { } block
        ? S3Answer.Xml(
            "PublicAccessBlockConfiguration",
            new XElement("BlockPublicAcls", block.BlockAcls),
            new XElement("IgnorePublicAcls", block.IgnoreAcls),
            new XElement("BlockPublicPolicy", block.BlockPolicy),
            new XElement("RestrictPublicBuckets", block.RestrictBucket))
        : throw S3Errors.NoSuchSetting(
            "NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found", call.Bucket.Name);

    private static CloudResponse Put(S3Call call)
    {
        var configuration = call.Content.Xml("PublicAccessBlockConfiguration");
        call.Bucket.PublicAccessBlock = new(
            Flag("BlockPublicAcls"), Flag("IgnorePublicAcls"), Flag("BlockPublicPolicy"), Flag("RestrictPublicBuckets"));
        return S3Answer.Empty();

        bool Flag(string name) => configuration.Element(name)?.Value.ToLowerInvariant() switch
        {
            "true" => true,
            "false" or null => false,
            _ => throw S3Errors.MalformedXml(),
        };
    }

    private static CloudResponse Delete(S3Call call)
    {
        call.Bucket.PublicAccessBlock = null;
        return S3Answer.NoContent();
    }

    private static CloudResponse GetPolicyStatus(S3Call call) => call.Bucket.Policy is { } policy
        ? S3Answer.Xml("PolicyStatus", new XElement("IsPublic", policy.Document.IsPublic))
        : throw S3Errors.NoSuchBucketPolicy(call.Bucket.Name);
}
