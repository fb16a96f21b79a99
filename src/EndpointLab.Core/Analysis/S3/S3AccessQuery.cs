namespace EndpointLab;

/// <summary>What a trace asks about: who reads or writes what, from where and how.</summary>
/// <param name="From">The id of an instance, a network interface or a subnet.</param>
/// <param name="Bucket">The bucket's name; null for ListAllMyBuckets.</param>
/// <param name="Client">How the client asks S3.</param>
public sealed record S3AccessQuery(string From, string? Bucket, S3ClientSettings Client)
{
    /// <summary>The object; null for any.</summary>
    public string? Key { get; init; }

    /// <summary>Null to read the object, or list the bucket where no object is named.</summary>
    public S3Action? Action { get; init; }

    /// <summary>The ARN of a role or user, me or anonymous; null for the instance's own role.</summary>
    public string? Principal { get; init; }
}
