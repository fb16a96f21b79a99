using System.Xml.Linq;

namespace EndpointLab.Simulator.S3;

/// <summary>GetBucketOwnershipControls, PutBucketOwnershipControls and DeleteBucketOwnershipControls.</summary>
internal static class BucketOwnership
{
    /// <summary>The setting with which ACLs have no effect: that of every new bucket.</summary>
    public const string Enforced = "BucketOwnerEnforced";

    private const string Header = "x-amz-object-ownership";
    private static readonly string[] Values = [Enforced, "BucketOwnerPreferred", "ObjectWriter"];

    public static readonly S3Operation[] Operations =
    [
        new("GetBucketOwnershipControls", "GET", S3Scope.Bucket, "ownershipControls", "s3:GetBucketOwnershipControls", Get),
        new("PutBucketOwnershipControls", "PUT", S3Scope.Bucket, "ownershipControls", "s3:PutBucketOwnershipControls", Put),
        new("DeleteBucketOwnershipControls", "DELETE", S3Scope.Bucket, "ownershipControls", "s3:PutBucketOwnershipControls", Delete),
    ];

    /// <summary>What a bucket is created with.</summary>
    /// <exception cref="ServiceException">InvalidArgument.</exception>
    public static string OfNew(S3Call call)
    {
        var asked = call.Header(Header) ?? Enforced;
        return Values.Contains(asked) ? asked : throw S3Errors.InvalidArgument($"Invalid {Header} header: {asked}", Header);
    }

    private static CloudResponse Get(S3Call call) => call.Bucket.Ownership is { } ownership
        ? S3Answer.Xml("OwnershipControls", new XElement("Rule", new XElement("ObjectOwnership", ownership)))
        : throw S3Errors.NoSuchSetting(
            "OwnershipControlsNotFoundError", "The bucket ownership controls were not found", call.Bucket.Name);

    private static CloudResponse Put(S3Call call)
    {
        var rules = call.Content.Xml("OwnershipControls").Elements("Rule").ToList();
        if (rules is not [var rule] || rule.Element("ObjectOwnership")?.Value is not { } ownership || !Values.Contains(ownership))
            throw S3Errors.MalformedXml();
        call.Bucket.Ownership = ownership;
        return S3Answer.Empty();
    }

    private static CloudResponse Delete(S3Call call)
    {
        call.Bucket.Ownership = null;
        return S3Answer.NoContent();
    }
}
