namespace EndpointLab;

/// <summary>A statement of a bucket's policy.</summary>
public sealed record AmendBucketPolicy(string BucketName, PolicyEdit Edit) : PolicyChange(Edit)
{
    public override string Target => BucketName;

    public override string Description => Edit.Describe($"the bucket policy of {BucketName}");

    internal override async Task ApplyAsync(LabOperation lab) =>
        await Buckets.SetPolicyAsync(lab, BucketName, Edit.Apply(await Buckets.PolicyAsync(lab, BucketName)));
}
