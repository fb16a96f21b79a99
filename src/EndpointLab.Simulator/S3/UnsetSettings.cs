using System.Xml.Linq;

namespace EndpointLab.Simulator.S3;

/// <summary>The settings of a bucket that can only be read here: what S3 answers of a bucket for which nobody set them.</summary>
internal static class UnsetSettings
{
    public static readonly S3Operation[] Operations =
    [
        Empty("GetBucketAccelerateConfiguration", "accelerate", "s3:GetAccelerateConfiguration", "AccelerateConfiguration"),
        Empty("GetBucketLogging", "logging", "s3:GetBucketLogging", "BucketLoggingStatus"),
        Empty("GetBucketNotificationConfiguration", "notification", "s3:GetBucketNotification", "NotificationConfiguration"),
        Empty("GetBucketVersioning", "versioning", "s3:GetBucketVersioning", "VersioningConfiguration"),
        Lacking("GetBucketCors", "cors", "s3:GetBucketCORS", "NoSuchCORSConfiguration", "The CORS configuration does not exist"),
        Lacking(
            "GetBucketLifecycleConfiguration",
            "lifecycle",
            "s3:GetLifecycleConfiguration",
            "NoSuchLifecycleConfiguration",
            "The lifecycle configuration does not exist"),
        Lacking(
            "GetObjectLockConfiguration",
            "object-lock",
            "s3:GetBucketObjectLockConfiguration",
            "ObjectLockConfigurationNotFoundError",
            "Object Lock configuration does not exist for this bucket"),
        Lacking(
            "GetBucketReplication",
            "replication",
            "s3:GetReplicationConfiguration",
            "ReplicationConfigurationNotFoundError",
            "The replication configuration was not found"),
        Lacking(
            "GetBucketWebsite",
            "website",
            "s3:GetBucketWebsite",
            "NoSuchWebsiteConfiguration",
            "The specified bucket does not have a website configuration"),
        new("GetBucketAcl", "GET", S3Scope.Bucket, "acl", "s3:GetBucketAcl", Acl),
        new("GetBucketRequestPayment", "GET", S3Scope.Bucket, "requestPayment", "s3:GetBucketRequestPayment", static _ =>
            S3Answer.Xml("RequestPaymentConfiguration", new XElement("Payer", "BucketOwner"))),
    ];

    private static S3Operation Empty(string name, string marker, string action, string root) =>
        new(name, "GET", S3Scope.Bucket, marker, action, _ => S3Answer.Xml(root));

    private static S3Operation Lacking(string name, string marker, string action, string code, string message) =>
        new(name, "GET", S3Scope.Bucket, marker, action, call => throw S3Errors.NoSuchSetting(code, message, call.Bucket.Name));

    /// <summary>Every bucket's owner may do everything, and no other account has a grant.</summary>
    private static CloudResponse Acl(S3Call call)
    {
        XNamespace xsi = "http://www.w3.org/2001/XMLSchema-instance";
        var owner = new XElement("ID", S3Buckets.CanonicalUserId(call.Bucket.AccountId));
        return S3Answer.Xml(
            "AccessControlPolicy",
            new XElement("Owner", owner),
            new XElement("AccessControlList", new XElement(
                "Grant",
                new XElement(
                    "Grantee", new XAttribute(XNamespace.Xmlns + "xsi", xsi), new XAttribute(xsi + "type", "CanonicalUser"), owner),
                new XElement("Permission", "FULL_CONTROL"))));
    }
}
