using System.Text;
using Amazon.S3;
using Amazon.S3.Model;

namespace EndpointLab;

/// <summary>What a probe asks of S3. Nothing that there is gets lost or overwritten by it.</summary>
public sealed record S3Request
{
    private const int MostContent = 4096;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly S3Action? action;

    /// <param name="bucket">Null for ListAllMyBuckets.</param>
    /// <param name="key">Null where the action is about no object.</param>
    /// <param name="action">Null to list the bucket and, with a key, to read that object.</param>
    /// <exception cref="LabException">A part lacks, or the action has no use for one.</exception>
    public S3Request(string? bucket, string? key, S3Action? action)
    {
        (Bucket, Key, this.action) = (bucket, key, action);
        Require(bucket, key, action, needsKey: action is S3Action.GetObject or S3Action.PutObject or S3Action.DeleteObject);
    }

    public string? Bucket { get; }

    public string? Key { get; }

    public override string ToString() => Bucket is null ? "s3://" : $"s3://{Bucket}/{Key}";

    /// <summary>The name that a client connects to. One with dots is no part of the host, where no certificate would fit it.</summary>
    internal string NameAt(string host) => NameAt(Bucket, host);

    internal static string NameAt(string? bucket, string host) =>
        bucket is null || bucket.Contains('.', StringComparison.Ordinal) ? host : $"{bucket}.{host}";

    /// <returns>The beginning of the object that was read, if it is text.</returns>
    /// <exception cref="LabException">S3 refused.</exception>
    internal async Task<string?> SendAsync(LabOperation lab, AmazonS3Client s3)
    {
        switch (action)
        {
            case S3Action.GetObject:
                return await ReadAsync(lab, s3);
            case S3Action.PutObject:
                await WriteAsync(lab, s3);
                return null;
            case S3Action.DeleteObject:
                await RequireNoObjectAsync(lab);
                await lab.Call("S3", () => s3.DeleteObjectAsync(Bucket, Key, lab.Token), $"{Bucket}/{Key}");
                return null;
            case S3Action.ListAllMyBuckets:
                await lab.Call("S3", () => s3.ListBucketsAsync(new ListBucketsRequest { MaxBuckets = 1 }, lab.Token), target: null);
                return null;
            default:
                await lab.Call("S3", () => s3.ListObjectsV2Async(new() { BucketName = Bucket, MaxKeys = 1 }, lab.Token), Bucket);
                return Key is null ? null : await ReadAsync(lab, s3);
        }
    }

    private async Task<string?> ReadAsync(LabOperation lab, AmazonS3Client s3)
    {
        using var answer = await lab.Call("S3", () => s3.GetObjectAsync(Bucket, Key, lab.Token), $"{Bucket}/{Key}");
        var bytes = new byte[MostContent];
        var count = await answer.ResponseStream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, lab.Token);
        try
        {
            // A decoder, since the last character may be cut in two.
            var text = new char[MostContent];
            return new(text, 0, StrictUtf8.GetDecoder().GetChars(bytes, 0, count, text, 0, flush: false));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>S3 looks at the permission first, so an object that is in the way proves it as well.</summary>
    private async Task WriteAsync(LabOperation lab, AmazonS3Client s3)
    {
        PutObjectRequest request = new() { BucketName = Bucket, Key = Key, ContentBody = "", IfNoneMatch = "*" };
        try
        {
            var written = await lab.Call("S3", () => s3.PutObjectAsync(request, lab.Token), $"{Bucket}/{Key}");
            await lab.TakeBack($"The object {Bucket}/{Key}, which was written for the probe,", undo => undo.S3(
                (own, token) => own.DeleteObjectAsync(new() { BucketName = Bucket, Key = Key, VersionId = written.VersionId }, token)));
        }
        catch (LabException error) when (error.AwsErrorCode == "PreconditionFailed")
        {
            // There is such an object.
        }
    }

    private async Task RequireNoObjectAsync(LabOperation lab)
    {
        if (await Buckets.HasObjectAsync(lab, Bucket!, Key!))
        {
            throw new LabException(
                ErrorId.InvalidArgument,
                $"The bucket {Bucket} has an object {Key}, which the probe would delete.",
                "Give a -Key that doesn't exist: S3 answers whoever may delete it as if it had been there.",
                Key);
        }
    }

    /// <param name="needsKey">Whether it has to be about a certain object.</param>
    /// <exception cref="LabException">A part lacks, the action has no use for one, or S3 allows no such name.</exception>
    internal static void Require(string? bucket, string? key, S3Action? action, bool needsKey)
    {
        var isOfBucket = action is not S3Action.ListAllMyBuckets;
        Require(action, "Bucket", bucket, needed: isOfBucket, allowed: isOfBucket);
        Require(action, "Key", key, needsKey, allowed: action is not S3Action.ListBucket && isOfBucket);
        if (bucket is not null)
        {
            BucketName.Parse(bucket);
        }
    }

    private static void Require(S3Action? action, string parameter, string? value, bool needed, bool allowed)
    {
        if (needed && value is null)
        {
            throw new LabException(
                ErrorId.InvalidArgument,
                $"-{parameter} is missing.",
                action is null
                    ? $"Add -{parameter}; only -Action {S3Action.ListAllMyBuckets} needs none."
                    : $"{action} is about one: add -{parameter}.");
        }

        if (!allowed && value is not null)
        {
            throw new LabException(
                ErrorId.InvalidArgument, $"{action} has no use for -{parameter}.", $"Leave out -{parameter}, or -Action.", value);
        }
    }
}
