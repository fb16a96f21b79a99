using Amazon.S3;
using Amazon.S3.Model;
using FsCheck;
using FsCheck.Fluent;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.S3;

public sealed class ObjectListTests : IAsyncLifetime
{
    private const string Bucket = "lab-lists";
    private readonly Cloud cloud = new();
    private readonly AmazonS3Client s3;

    public ObjectListTests() => s3 = cloud.S3Client();

    public async ValueTask InitializeAsync()
    {
        await s3.PutBucketAsync(Bucket, Cancel);
        foreach (var key in (string[])["a/1", "a/2", "a/b/3", "b", "c/4", "d"])
            await s3.PutObjectAsync(new() { BucketName = Bucket, Key = key, ContentBody = key }, Cancel);
    }

    public ValueTask DisposeAsync()
    {
        s3.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("", "", "a/1 a/2 a/b/3 b c/4 d", "")]
    [InlineData("", "/", "b d", "a/ c/")]
    [InlineData("a/", "/", "a/1 a/2", "a/b/")]
    [InlineData("a/b", "", "a/b/3", "")]
    [InlineData("none", "/", "", "")]
    public async Task A_delimiter_folds_what_lies_below_it(string prefix, string delimiter, string keys, string prefixes)
    {
        for (var size = 1; size <= 7; size++)
        {
            var all = await Pages(new() { BucketName = Bucket, Prefix = prefix, Delimiter = delimiter, MaxKeys = size });
            Assert.Equal((keys, prefixes), (string.Join(' ', all.Keys), string.Join(' ', all.Prefixes)));
        }
    }

    [Fact]
    public async Task A_listing_starts_after_a_key()
    {
        var page = await s3.ListObjectsV2Async(new() { BucketName = Bucket, StartAfter = "b" }, Cancel);
        Assert.Equal(["c/4", "d"], page.S3Objects.Select(item => item.Key));
        var first = await s3.ListObjectsAsync(
            new ListObjectsRequest { BucketName = Bucket, Marker = "c", MaxKeys = 1, Delimiter = "/" }, Cancel);
        Assert.Equal((true, "c/"), (first.IsTruncated, first.NextMarker));
    }

    [Fact]
    public void Keys_are_ordered_by_their_utf_8_bytes() => Prop.ForAll<NonNull<string>, NonNull<string>>((left, right) =>
        Math.Sign(Simulator.S3.Bucket.CompareUtf8(left.Get, right.Get))
            == Math.Sign(Bytes(left.Get).AsSpan().SequenceCompareTo(Bytes(right.Get)))
        || HasLoneSurrogate(left.Get + right.Get)).QuickCheckThrowOnFailure();

    [Fact]
    public async Task The_listing_of_a_bucket_that_is_not_there_is_refused()
    {
        var call = s3.ListObjectsV2Async(new() { BucketName = "lab-none" }, Cancel);
        Assert.Equal("NoSuchBucket", (await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => call)).ErrorCode);
    }

    private async Task<(List<string> Keys, List<string> Prefixes)> Pages(ListObjectsV2Request request)
    {
        List<string> keys = [], prefixes = [];
        ListObjectsV2Response page;
        do
        {
            page = await s3.ListObjectsV2Async(request, Cancel);
            Assert.InRange(page.KeyCount!.Value, 0, request.MaxKeys!.Value);
            keys.AddRange(page.S3Objects?.Select(item => item.Key) ?? []);
            prefixes.AddRange(page.CommonPrefixes ?? []);
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
        return (keys, prefixes);
    }

    private static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private static bool HasLoneSurrogate(string text) => text.Any(char.IsSurrogate) && Bytes(text).AsSpan().IndexOf("\uFFFD"u8) >= 0;
}
