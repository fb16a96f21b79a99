using System.Collections.Frozen;

namespace EndpointLab.Simulator.S3;

internal enum S3Scope
{
    Account,
    Bucket,
    Object,
}

/// <summary>One operation of S3's REST protocol.</summary>
/// <param name="Name">What S3's API reference calls it.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Scope">What the request's path names.</param>
/// <param name="Marker">The query parameter or header that tells it from others of that method and scope; null for the plain one.</param>
/// <param name="Action">What the caller must be allowed to do; null where the operation asks for each object itself.</param>
/// <param name="Run">Answers it.</param>
internal sealed record S3Operation(
    string Name, string Method, S3Scope Scope, string? Marker, string? Action, Func<S3Call, CloudResponse> Run)
{
    public const string CopySource = "x-amz-copy-source";

    private static readonly S3Operation[] All =
    [
        new("ListBuckets", "GET", S3Scope.Account, null, "s3:ListAllMyBuckets", BucketOperations.List),
        new("CreateBucket", "PUT", S3Scope.Bucket, null, "s3:CreateBucket", BucketOperations.Create),
        new("HeadBucket", "HEAD", S3Scope.Bucket, null, "s3:ListBucket", BucketOperations.Head),
        new("DeleteBucket", "DELETE", S3Scope.Bucket, null, "s3:DeleteBucket", BucketOperations.Delete),
        new("GetBucketLocation", "GET", S3Scope.Bucket, "location", "s3:GetBucketLocation", BucketOperations.GetLocation),
        new("GetBucketPolicy", "GET", S3Scope.Bucket, "policy", "s3:GetBucketPolicy", BucketPolicies.Get),
        new("PutBucketPolicy", "PUT", S3Scope.Bucket, "policy", "s3:PutBucketPolicy", BucketPolicies.Put),
        new("DeleteBucketPolicy", "DELETE", S3Scope.Bucket, "policy", "s3:DeleteBucketPolicy", BucketPolicies.Delete),
        new("GetBucketTagging", "GET", S3Scope.Bucket, "tagging", "s3:GetBucketTagging", BucketTags.Get),
        new("PutBucketTagging", "PUT", S3Scope.Bucket, "tagging", "s3:PutBucketTagging", BucketTags.Put),
        new("DeleteBucketTagging", "DELETE", S3Scope.Bucket, "tagging", "s3:PutBucketTagging", BucketTags.Delete),
        new("ListObjects", "GET", S3Scope.Bucket, null, "s3:ListBucket", ObjectLists.ListV1),
        new("ListObjectsV2", "GET", S3Scope.Bucket, "list-type", "s3:ListBucket", ObjectLists.ListV2),
        new("DeleteObjects", "POST", S3Scope.Bucket, "delete", null, ObjectOperations.DeleteMany),
        new("PutObject", "PUT", S3Scope.Object, null, "s3:PutObject", ObjectOperations.Put),
        new("CopyObject", "PUT", S3Scope.Object, CopySource, "s3:PutObject", ObjectOperations.Copy),
        new("GetObject", "GET", S3Scope.Object, null, "s3:GetObject", ObjectOperations.Get),
        new("HeadObject", "HEAD", S3Scope.Object, null, "s3:GetObject", ObjectOperations.Get),
        new("DeleteObject", "DELETE", S3Scope.Object, null, "s3:DeleteObject", ObjectOperations.Delete),
        .. BucketEncryption.Operations,
        .. BucketOwnership.Operations,
        .. BucketPublicAccess.Operations,
        .. ObjectTags.Operations,
        .. UnsetSettings.Operations,
    ];

    public static IEnumerable<string> Names => All.Select(operation => operation.Name);

    private static readonly FrozenDictionary<(string Method, S3Scope Scope, string? Marker), S3Operation> Table =
        All.ToFrozenDictionary(operation => (operation.Method, operation.Scope, operation.Marker));

    // Every query parameter that makes another operation of a request, whether it is answered here or not.
    private static readonly FrozenSet<string> Markers = new[]
    {
        "abac", "accelerate", "acl", "analytics", "attributes", "cors", "delete", "encryption", "intelligent-tiering", "inventory",
        "legal-hold", "lifecycle", "list-type", "location", "logging", "metadataConfiguration", "metadataTable", "metrics",
        "notification", "object-lock", "ownershipControls", "partNumber", "policy", "policyStatus", "publicAccessBlock", "renameObject",
        "replication", "requestPayment", "restore", "retention", "select", "session", "tagging", "torrent", "uploadId", "uploads",
        "versioning", "versions", "website",
    }.ToFrozenSet();

    /// <summary>The operation that a request asks for.</summary>
    /// <exception cref="ServiceException">NotImplemented, or MethodNotAllowed where S3 has no such operation either.</exception>
    public static S3Operation Of(CloudRequest request, S3Address address, Dictionary<string, string> query)
    {
        var scope = address.Bucket is null ? S3Scope.Account : address.Key.Length == 0 ? S3Scope.Bucket : S3Scope.Object;
        var marker = query.Keys.FirstOrDefault(Markers.Contains)
            ?? (request.Method is "PUT" && request.Headers.ContainsKey(CopySource) ? CopySource : null);
        return Table.GetValueOrDefault((request.Method, scope, marker))
            ?? throw (marker is null ? S3Errors.MethodNotAllowed(request.Method) : S3Errors.NotImplemented(marker));
    }
}
