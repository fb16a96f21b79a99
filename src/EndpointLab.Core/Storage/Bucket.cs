using Amazon.S3.Model;

namespace EndpointLab;

/// <summary>A bucket of S3, in the session's Region.</summary>
public sealed record Bucket : LabResource
{
    public override string Name => BucketName;

    public string BucketName { get; }

    /// <summary>In UTC.</summary>
    public DateTime? CreationDate { get; }

    internal override string Id => BucketName;

    internal Bucket(LabSession session, S3Bucket bucket, IEnumerable<Tag> tags)
        : base(session, tags.Select(tag => new Amazon.EC2.Model.Tag(tag.Key, tag.Value)))
    {
        BucketName = bucket.BucketName;
        CreationDate = bucket.CreationDate?.ToUniversalTime();
    }
}
