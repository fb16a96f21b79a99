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

    /// <summary>Whether its policy lets the session see its tags: without them nobody knows whose it is.</summary>
    internal bool AreTagsRead { get; }

    /// <param name="tags">Null where they may not be read.</param>
    internal Bucket(LabSession session, S3Bucket bucket, IEnumerable<Tag>? tags)
        : base(session, tags?.Select(tag => new Amazon.EC2.Model.Tag(tag.Key, tag.Value)))
    {
        AreTagsRead = tags is not null;
        BucketName = bucket.BucketName;
        CreationDate = bucket.CreationDate?.ToUniversalTime();
    }
}
