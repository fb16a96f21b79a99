namespace EndpointLab;

/// <summary>A statement of a bucket's policy.</summary>
public sealed record AmendBucketPolicy(string BucketName, PolicyEdit Edit) : PolicyChange(Edit)
{
    public override string Target => BucketName;

    public override string ToString() => Edit.Describe($"the bucket policy of {BucketName}");

    internal override async Task ApplyAsync(LabOperation lab)
    {
        var policy = Edit.Apply(await Buckets.PolicyAsync(lab, BucketName));
        await WriteAsync(lab, () => lab.S3(
            (s3, token) => s3.PutBucketPolicyAsync(new() { BucketName = BucketName, Policy = policy }, token), BucketName));
    }
}
