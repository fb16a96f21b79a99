using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace EndpointLab;

/// <summary>Makes, fills, finds and deletes buckets of S3.</summary>
public static class Buckets
{
    /// <summary>The Region whose name CreateBucket must not be given as a location constraint.</summary>
    private const string DefaultRegion = "us-east-1";

    /// <summary>Creates a bucket in the session's Region and puts objects in it.</summary>
    /// <param name="objects">By key.</param>
    /// <exception cref="LabException">S3 refused it, or one of the objects; then the bucket is gone again.</exception>
    public static async Task<Bucket> CreateAsync(
        LabOperation lab, string name, IReadOnlyDictionary<string, byte[]> objects, IReadOnlyDictionary<string, string> tags)
    {
        var region = lab.Session.Region;
        await lab.S3((s3, token) => s3.PutBucketAsync(
            new PutBucketRequest
            {
                BucketName = name,
                UseClientRegion = false,
                PutBucketConfiguration = new()
                {
                    LocationConstraint = region == DefaultRegion ? null : region,
                    Tags = tags.Count == 0 ? null : Tags(tags),
                },
            },
            token), name);
        try
        {
            foreach (var (key, content) in objects)
            {
                await PutAsync(lab, name, key, content);
            }
        }
        catch (Exception error) when (error is LabException or OperationCanceledException)
        {
            await lab.TakeBack($"The bucket {name}", undo => RemoveAsync(undo, name, force: true));
            throw;
        }

        var bucket = await lab.JustCreated(() => GetAsync(lab, name));
        if (!bucket.AreTagsRead || tags.Keys.All(bucket.Tags.ContainsKey))
        {
            return bucket;
        }

        // Servers that speak an older S3 take no tags at creation.
        await lab.S3((s3, token) => s3.PutBucketTaggingAsync(new() { BucketName = name, TagSet = Tags(tags) }, token), name);
        return await GetAsync(lab, name);
    }

    /// <summary>The account's buckets in the session's Region.</summary>
    /// <param name="prefix">How their names begin.</param>
    public static Task<IReadOnlyList<Bucket>> ListAsync(LabOperation lab, string prefix = "") => ListAsync(lab, prefix, _ => true);

    /// <inheritdoc cref="ListAsync(LabOperation, string)"/>
    /// <param name="isWanted">By the name. The tags of each bucket are another call.</param>
    internal static async Task<IReadOnlyList<Bucket>> ListAsync(LabOperation lab, string prefix, Func<string, bool> isWanted) =>
        [
            .. (await Task.WhenAll((await ReadAsync(lab, prefix))
                .Where(bucket => IsHere(lab, bucket) && isWanted(bucket.BucketName)).Select(bucket => WithTagsAsync(lab, bucket))))
                .OfType<Bucket>(),
        ];

    /// <exception cref="LabException">The account has no such bucket, or has it in another Region.</exception>
    public static async Task<Bucket> GetAsync(LabOperation lab, string name)
    {
        var bucket = (await ReadAsync(lab, name)).Find(bucket => bucket.BucketName == name) ?? throw NoSuch(lab.Session, name);
        return IsHere(lab, bucket) ? await WithTagsAsync(lab, bucket) ?? throw NoSuch(lab.Session, name) : throw new LabException(
            ErrorId.ResourceNotFound,
            $"The bucket {name} is in {bucket.BucketRegion}, the session {lab.Session.Name} in {lab.Session.Region}.",
            $"Use a session in that Region: Connect-LabSession -Region {bucket.BucketRegion}.",
            name);
    }

    private static LabException NoSuch(LabSession session, string name) => new(
        ErrorId.ResourceNotFound,
        $"Account {session.AccountId} has no bucket {name}.",
        "Get-LabBucket lists its buckets in the session's Region.",
        name);

    /// <summary>Deletes a bucket, and the role that was made for reading it.</summary>
    /// <param name="force">Whether to delete what is in it first.</param>
    /// <exception cref="LabException">It isn't empty, or S3 refused to delete something.</exception>
    public static async Task RemoveAsync(LabOperation lab, string name, bool force)
    {
        if (force)
        {
            await EmptyAsync(lab, name);
        }

        await lab.S3((s3, token) => s3.DeleteBucketAsync(new DeleteBucketRequest { BucketName = name }, token), name);
        await BucketReader.RemoveAsync(lab, name);
    }

    internal static async Task PutAsync(LabOperation lab, string name, string key, byte[] content)
    {
        using var stream = new MemoryStream(content, writable: false);
        await lab.S3((s3, token) => s3.PutObjectAsync(
            new() { BucketName = name, Key = key, InputStream = stream }, token), $"{name}/{key}");
    }

    /// <summary>Asked by a list, since whoever may not list the bucket is told of no object that it lacks.</summary>
    internal static async Task<bool> HasObjectAsync(LabOperation lab, string name, string key)
    {
        var found = await lab.S3((s3, token) => s3.ListObjectsV2Async(
            new() { BucketName = name, Prefix = key, MaxKeys = 1 }, token), $"{name}/{key}");
        return found.S3Objects?.Exists(one => one.Key == key) is true;
    }

    /// <summary>The JSON text of the bucket's policy; null where it has none.</summary>
    internal static async Task<string?> PolicyAsync(LabOperation lab, string name)
    {
        // The SDK takes the error that says so for a policy.
        var found = await lab.S3((s3, token) => s3.GetBucketPolicyAsync(new GetBucketPolicyRequest { BucketName = name }, token), name);
        return found.HttpStatusCode is HttpStatusCode.NotFound ? null : found.Policy;
    }

    /// <param name="policy">The JSON text; null to leave the bucket without one.</param>
    public static async Task<Bucket> SetPolicyAsync(LabOperation lab, string name, string? policy)
    {
        if (policy is null)
        {
            await lab.S3((s3, token) => s3.DeleteBucketPolicyAsync(new DeleteBucketPolicyRequest { BucketName = name }, token), name);
        }
        else
        {
            await lab.S3((s3, token) => s3.PutBucketPolicyAsync(new() { BucketName = name, Policy = policy }, token), name);
        }

        return await GetAsync(lab, name);
    }

    private static async Task EmptyAsync(LabOperation lab, string name)
    {
        while (true)
        {
            var page = await lab.S3((s3, token) => s3.ListObjectsV2Async(new() { BucketName = name }, token), name);
            if (page.S3Objects is not { Count: > 0 } objects)
            {
                return;
            }

            await lab.S3((s3, token) => DeleteAsync(
                s3,
                new()
                {
                    BucketName = name,
                    Quiet = true,
                    Objects = [.. objects.Select(found => new KeyVersion { Key = found.Key })],
                },
                token), name);
        }
    }

    /// <exception cref="AmazonS3Exception">S3 refused all or some; it answers 200 to the latter, and the SDK's error says no code.</exception>
    private static async Task<DeleteObjectsResponse> DeleteAsync(IAmazonS3 s3, DeleteObjectsRequest request, CancellationToken token)
    {
        try
        {
            return await s3.DeleteObjectsAsync(request, token);
        }
        catch (DeleteObjectsException e) when (e.Response.DeleteErrors is [var first, ..])
        {
            throw new AmazonS3Exception(
                $"{e.Response.DeleteErrors.Count} of {request.Objects.Count} objects can't be deleted, {first.Key} among them: {first.Message}",
                e,
                ErrorType.Unknown,
                first.Code,
                e.Response.ResponseMetadata.RequestId,
                e.Response.HttpStatusCode);
        }
    }

    private static async Task<List<S3Bucket>> ReadAsync(LabOperation lab, string prefix)
    {
        List<S3Bucket> all = [];
        string? next = null;
        do
        {
            // S3 names each bucket's Region only where the request has one of these parameters.
            var page = await lab.S3((s3, token) => s3.ListBucketsAsync(
                new ListBucketsRequest { Prefix = prefix.Length == 0 ? null : prefix, MaxBuckets = 1000, ContinuationToken = next },
                token));
            all.AddRange(page.Buckets ?? []);
            next = page.ContinuationToken;
        }
        while (!string.IsNullOrEmpty(next));
        return all;
    }

    private static List<Tag> Tags(IReadOnlyDictionary<string, string> tags) =>
        [.. tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })];

    // Servers that speak an older S3 name no Region.
    private static bool IsHere(LabOperation lab, S3Bucket bucket) =>
        string.IsNullOrEmpty(bucket.BucketRegion) || bucket.BucketRegion == lab.Session.Region;

    /// <summary>Null where it is gone: S3 may list a bucket for a while after it was deleted ("Amazon S3 data consistency model").</summary>
    private static async Task<Bucket?> WithTagsAsync(LabOperation lab, S3Bucket bucket)
    {
        try
        {
            var name = bucket.BucketName;
            var tagging = await lab.S3((s3, token) => s3.GetBucketTaggingAsync(new() { BucketName = name }, token), name);
            return new(lab.Session, bucket, tagging.TagSet ?? []);
        }
        catch (LabException error) when (error.AwsErrorCode is "NoSuchTagSet" or "AccessDenied")
        {
            return new(lab.Session, bucket, error.AwsErrorCode is "AccessDenied" ? null : []);
        }
        catch (LabException error) when (error.AwsErrorCode is "NoSuchBucket")
        {
            return null;
        }
    }
}
