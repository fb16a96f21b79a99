using Amazon.S3;
using Amazon.S3.Model;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.S3;

public sealed class ObjectTagTests : IAsyncLifetime
{
    private const string Bucket = "lab-tags";
    private readonly AmazonS3Client s3 = new Cloud().S3Client();

    public async ValueTask InitializeAsync()
    {
        await s3.PutBucketAsync(Bucket, Cancel);
        await s3.PutObjectAsync(
            new() { BucketName = Bucket, Key = "key", ContentBody = "x", TagSet = [new() { Key = "Place", Value = "Évora / Faro" }] },
            Cancel);
    }

    public ValueTask DisposeAsync()
    {
        s3.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task They_come_with_the_object_and_go_with_it()
    {
        Assert.Equal([("Place", "Évora / Faro")], await TagsOf("key"));
        using (var response = await s3.GetObjectAsync(Bucket, "key", Cancel))
            Assert.Equal(1, response.TagCount);
        await s3.PutObjectAsync(new() { BucketName = Bucket, Key = "key", ContentBody = "x" }, Cancel);
        Assert.Empty(await TagsOf("key"));
    }

    [Fact]
    public async Task They_are_replaced_and_deleted()
    {
        await Put("key", ("a", "1"), ("b", ""));
        Assert.Equal([("a", "1"), ("b", "")], await TagsOf("key"));
        await s3.DeleteObjectTaggingAsync(new() { BucketName = Bucket, Key = "key" }, Cancel);
        Assert.Empty(await TagsOf("key"));
        Assert.Equal("NoSuchKey", (await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => Put("none", ("a", "1")))).ErrorCode);
    }

    [Fact]
    public async Task A_copy_keeps_them_unless_it_brings_its_own()
    {
        await s3.CopyObjectAsync(Bucket, "key", Bucket, "copy", Cancel);
        Assert.Equal(await TagsOf("key"), await TagsOf("copy"));
        await s3.CopyObjectAsync(
            new()
            {
                SourceBucket = Bucket,
                SourceKey = "key",
                DestinationBucket = Bucket,
                DestinationKey = "other",
                TaggingDirective = TaggingDirective.REPLACE,
                TagSet = [new() { Key = "a", Value = "1" }],
            },
            Cancel);
        Assert.Equal([("a", "1")], await TagsOf("other"));
    }

    [Fact]
    public async Task An_object_has_at_most_ten()
    {
        var tags = Enumerable.Range(0, 11).Select(number => ($"key{number}", "")).ToArray();
        await Put("key", tags[1..]);
        Assert.Equal("BadRequest", (await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => Put("key", tags))).ErrorCode);
        Assert.Equal(10, (await TagsOf("key")).Count());
    }

    private Task Put(string key, params (string Key, string Value)[] tags) => s3.PutObjectTaggingAsync(
        new()
        {
            BucketName = Bucket,
            Key = key,
            Tagging = new() { TagSet = [.. tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })] },
        },
        Cancel);

    private async Task<IEnumerable<(string Key, string Value)>> TagsOf(string key) =>
        ((await s3.GetObjectTaggingAsync(new() { BucketName = Bucket, Key = key }, Cancel)).Tagging ?? [])
            .Select(tag => (tag.Key, tag.Value));
}
