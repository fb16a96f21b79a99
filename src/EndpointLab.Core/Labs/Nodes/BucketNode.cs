using System.Text;

namespace EndpointLab.Labs;

/// <summary>The bucket, with one object for the proof.</summary>
internal sealed record BucketNode(string BucketName) : LabNode(Is, ResourceKind.Bucket, BucketName, VpcNode.Is)
{
    public const string Is = "bucket";

    /// <summary>The object's key.</summary>
    public const string Key = "hello.txt";

    private static readonly byte[] Content = Encoding.UTF8.GetBytes("Hello through the endpoint");

    public override string Detail => $"with {Key}";

    // "BucketAlreadyOwnedByYou", where S3 says so at all.
    internal override bool SaysItIsThere(LabException refusal) => refusal.AwsErrorCode is "BucketAlreadyOwnedByYou";

    /// <exception cref="LabException">There is one that hides whose it is.</exception>
    internal override async Task<IReadOnlyList<LabResource>> ReadAsync(LabOperation lab, ResourceQuery query)
    {
        var found = await Buckets.ListAsync(lab, BucketName, name => name == BucketName);
        return found.All(bucket => bucket.AreTagsRead)
            ? [.. found.Where(bucket => bucket.Tags.ContainsKey(LabTags.Lab))]
            : throw Hidden(BucketName);
    }

    internal static LabException Hidden(string bucketName) => new(
        ErrorId.LabLeft,
        $"The bucket {bucketName} has the lab's name, but its tags, which tell whether it is the lab's, can't be read: it is left alone.",
        "Its bucket policy, most likely, denies you s3:GetBucketTagging. Change the policy as somebody whom it lets (the account's root user "
            + "always may delete it), and run this again.",
        bucketName);

    internal override async Task<LabResource> CreateAsync(LabBuild build) =>
        await Buckets.CreateAsync(build.Lab, BucketName, new Dictionary<string, byte[]>(), build.TagsOf(this));

    internal override async Task<IReadOnlyList<LabDifference>> InspectAsync(LabBuild build, LabResource found) =>
        await Buckets.HasObjectAsync(build.Lab, BucketName, Key) ? []
            : [new($"{BucketName} has no object {Key}.", () => Buckets.PutAsync(build.Lab, BucketName, Key, Content))];
}
