namespace EndpointLab;

/// <summary>What a probe asks of S3, by the action's name in policies.</summary>
public enum S3Action
{
    ListBucket,
    GetObject,
    PutObject,
    DeleteObject,
    ListAllMyBuckets,
}
