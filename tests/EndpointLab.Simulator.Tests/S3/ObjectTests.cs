using System.Net;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using FsCheck;
using FsCheck.Fluent;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.S3;

public sealed class ObjectTests : IAsyncLifetime
{
    private const string Bucket = "lab-objects";
    private const string Url = $"https://{Bucket}.s3.us-east-1.amazonaws.com/";
    private readonly Cloud cloud = new();
    private readonly AmazonS3Client s3;
    private readonly RawS3 raw;

    public ObjectTests() => (s3, raw) = (cloud.S3Client(), new(cloud));

    public async ValueTask InitializeAsync() => await s3.PutBucketAsync(Bucket, Cancel);

    public ValueTask DisposeAsync()
    {
        s3.Dispose();
        raw.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string> Read(string key)
    {
        using var response = await s3.GetObjectAsync(Bucket, key, Cancel);
        using StreamReader reader = new(response.ResponseStream);
        return await reader.ReadToEndAsync(Cancel);
    }

    [Theory]
    [InlineData("plain.txt")]
    [InlineData("a/b c+d&e=f?.txt")]
    [InlineData("ünïcode/日本語/😀")]
    [InlineData("//double//slash/")]
    public async Task An_object_is_read_as_it_was_put(string key)
    {
        var put = new PutObjectRequest { BucketName = Bucket, Key = key, ContentBody = "hello", ContentType = "text/plain" };
        put.Metadata["colour"] = "red";
        put.Headers.CacheControl = "no-cache";
        Assert.Equal("\"5d41402abc4b2a76b9719d911017c592\"", (await s3.PutObjectAsync(put, Cancel)).ETag);
        using var got = await s3.GetObjectAsync(Bucket, key, Cancel);
        Assert.Equal(("text/plain", "no-cache", "red"), (got.Headers.ContentType, got.Headers.CacheControl, got.Metadata["colour"]));
        Assert.Equal("hello", await Read(key));
        var head = await s3.GetObjectMetadataAsync(Bucket, key, Cancel);
        Assert.Equal((5, "red"), (head.ContentLength, head.Metadata["colour"]));
        Assert.Equal([key], (await s3.ListObjectsV2Async(new() { BucketName = Bucket }, Cancel)).S3Objects.Select(item => item.Key));
    }

    [Fact]
    public async Task A_reader_may_ask_for_other_headers_but_only_for_those_that_S3_lets_one_change()
    {
        await s3.PutObjectAsync(new() { BucketName = Bucket, Key = "k", ContentBody = "hello" }, Cancel);
        var (response, _) = await raw.Send("GET", Url + "k?response-expires=never&response-content-length=2&response-x-other=1");
        Assert.Equal("never", response.Content.Headers.NonValidated["Expires"].ToString());
        Assert.Equal("hello", await response.Content.ReadAsStringAsync(Cancel));
        Assert.False(response.Headers.Contains("x-other"));
        var refusal = await raw.Refused(400, "GET", Url + "k?response-content-disposition=a%0d%0aX-Other:1");
        Assert.Equal(("InvalidArgument", "response-content-disposition"), (refusal["Code"], refusal["ArgumentName"]));
    }

    [Fact]
    public async Task A_document_nested_without_end_is_malformed()
    {
        var refusal = await raw.Refused(400, "POST", Url + "?delete", string.Concat(Enumerable.Repeat("<a>", 100_000)));
        Assert.Equal("MalformedXML", refusal["Code"]);
    }

    [Fact]
    public async Task An_object_that_is_not_there_is_refused()
    {
        var refusal = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => Read("none"));
        Assert.Equal(("NoSuchKey", HttpStatusCode.NotFound), (refusal.ErrorCode, refusal.StatusCode));
        Assert.NotEmpty(refusal.RequestId);
        Assert.NotEmpty(refusal.AmazonId2);
        Assert.Equal(HttpStatusCode.NotFound,
            (await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => s3.GetObjectMetadataAsync(Bucket, "none", Cancel))).StatusCode);
    }

    [Fact]
    public async Task Objects_are_deleted_one_by_one_and_together()
    {
        foreach (var key in (string[])["a", "b", "c"])
            await s3.PutObjectAsync(new() { BucketName = Bucket, Key = key, ContentBody = key }, Cancel);
        await s3.DeleteObjectAsync(Bucket, "a", Cancel);
        DeleteObjectsRequest request = new() { BucketName = Bucket, Objects = [new() { Key = "b" }, new() { Key = "none" }] };
        var deleted = await s3.DeleteObjectsAsync(request, Cancel);
        Assert.Equal(["b", "none"], deleted.DeletedObjects.Select(item => item.Key));
        Assert.Equal(["c"], (await s3.ListObjectsV2Async(new() { BucketName = Bucket }, Cancel)).S3Objects.Select(item => item.Key));
    }

    [Fact]
    public async Task A_copy_keeps_content_and_metadata()
    {
        var put = new PutObjectRequest { BucketName = Bucket, Key = "from here", ContentBody = "hello" };
        put.Metadata["colour"] = "red";
        await s3.PutObjectAsync(put, Cancel);
        var copied = await s3.CopyObjectAsync(Bucket, "from here", Bucket, "to", Cancel);
        Assert.Equal("\"5d41402abc4b2a76b9719d911017c592\"", copied.ETag);
        Assert.Equal(("hello", "red"), (await Read("to"), (await s3.GetObjectMetadataAsync(Bucket, "to", Cancel)).Metadata["colour"]));
    }

    [Theory]
    [InlineData("CRC32")]
    [InlineData("SHA1")]
    [InlineData("SHA256")]
    public async Task A_checksum_of_every_kind_that_the_sdk_computes_is_checked_and_kept(string algorithm)
    {
        PutObjectRequest request = new() { BucketName = Bucket, Key = "sum", ContentBody = "123456789" };
        request.ChecksumAlgorithm = ChecksumAlgorithm.FindValue(algorithm);
        var put = await s3.PutObjectAsync(request, Cancel);
        string?[] sums = [put.ChecksumCRC32, put.ChecksumCRC32C, put.ChecksumCRC64NVME, put.ChecksumSHA1, put.ChecksumSHA256];
        Assert.Single(sums, sum => sum is not null);
        var head = await s3.GetObjectMetadataAsync(
            new() { BucketName = Bucket, Key = "sum", ChecksumMode = ChecksumMode.ENABLED }, Cancel);
        Assert.Equal(
            sums, (string?[])[head.ChecksumCRC32, head.ChecksumCRC32C, head.ChecksumCRC64NVME, head.ChecksumSHA1, head.ChecksumSHA256]);
    }

    [Theory]
    [InlineData("x-amz-checksum-crc32", "y/Q5Jg==")]
    [InlineData("x-amz-checksum-crc32c", "4waSgw==")]
    [InlineData("x-amz-checksum-crc64nvme", "rosUhgp5mIg=")]
    [InlineData("Content-MD5", "JfnnlDI7RTiF9RgfG2JNCw==")]
    public async Task The_check_value_of_each_digest_is_right_and_any_other_is_refused(string header, string value)
    {
        Assert.Equal(HttpStatusCode.OK, (await raw.Send("PUT", Url + "k", "123456789", headers: [(header, value)])).Response.StatusCode);
        Assert.Equal("BadDigest", (await raw.Refused(400, "PUT", Url + "other", "12345678", headers: [(header, value)]))["Code"]);
        await raw.Refused(404, "GET", Url + "other");
    }

    [Fact]
    public async Task A_chunked_body_is_taken_apart_and_its_trailer_checked()
    {
        const string signed = "4;chunk-signature=abc\r\n1234\r\n5;chunk-signature=def\r\n56789\r\n0;chunk-signature=0\r\n";
        (string, string)[] headers =
            [("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"), ("x-amz-trailer", "x-amz-checksum-crc32"),
             ("Content-Encoding", "aws-chunked"), ("x-amz-decoded-content-length", "9")];
        var whole = signed + "x-amz-checksum-crc32:y/Q5Jg==\r\nx-amz-trailer-signature:1\r\n\r\n";
        var (put, _) = await raw.Send("PUT", Url + "k", whole, headers: headers);
        Assert.Equal("y/Q5Jg==", put.Headers.GetValues("x-amz-checksum-crc32").Single());
        var (got, _) = await raw.Send("GET", Url + "k");
        Assert.Equal("123456789", await got.Content.ReadAsStringAsync(Cancel));
        Assert.Empty(got.Content.Headers.ContentEncoding);
        Assert.Equal("BadDigest", await Refused(signed + "x-amz-checksum-crc32:AAAAAA==\r\n\r\n"));
        Assert.Equal("MalformedTrailerError", await Refused(signed + "\r\n"));
        Assert.Equal("IncompleteBody", await Refused(signed[..30]));

        async Task<string> Refused(string body) => (await raw.Refused(400, "PUT", Url + "k", body, headers: headers))["Code"];
    }

    [Fact]
    public void Any_body_in_any_chunks_is_put_together_again() => Prop.ForAll(
        (from body in ArbMap.Default.GeneratorFor<NonNull<byte[]>>()
         from size in Gen.Choose(1, 9)
         select (body.Get, size)).ToArbitrary(),
        sample =>
        {
            var chunks = sample.Item1.Chunk(sample.size).SelectMany(chunk => (byte[])
                [.. Encoding.ASCII.GetBytes($"{chunk.Length:x}\r\n"), .. chunk, .. "\r\n"u8]);
            var decoded = Simulator.S3.AwsChunked.Decode([.. chunks, .. "0\r\n\r\n"u8], new Dictionary<string, string>());
            return decoded.SequenceEqual(sample.Item1);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task Conditional_requests_are_heeded()
    {
        await raw.Send("PUT", Url + "k", "hello");
        const string etag = "\"5d41402abc4b2a76b9719d911017c592\"";
        var (unchanged, _) = await raw.Send("GET", Url + "k", headers: [("If-None-Match", etag)]);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        Assert.Equal("If-Match", (await raw.Refused(412, "GET", Url + "k", headers: [("If-Match", "\"0\"")]))["Condition"]);
        Assert.Equal("If-None-Match", (await raw.Refused(412, "PUT", Url + "k", "x", headers: [("If-None-Match", "*")]))["Condition"]);
        Assert.Equal("If-Match", (await raw.Refused(412, "DELETE", Url + "k", headers: [("If-Match", "\"0\"")]))["Condition"]);
        Assert.Equal("hello", await Read("k"));
    }

    [Theory]
    [InlineData("If-Match", "\"0\"", 412)]
    [InlineData("If-None-Match", "*", 412)]
    [InlineData("If-Unmodified-Since", "Wed, 01 Jan 2020 00:00:00 GMT", 412)]
    [InlineData("If-Match", "*", 200)]
    [InlineData("If-None-Match", "\"0\"", 200)]
    [InlineData("If-Modified-Since", "Wed, 01 Jan 2020 00:00:00 GMT", 200)]
    public async Task A_copy_heeds_the_conditions_on_its_source(string condition, string value, int status)
    {
        await raw.Send("PUT", Url + "k", "hello");
        var header = "x-amz-copy-source-" + condition;
        var (copy, answer) = await raw.Send(
            "PUT", Url + "copy", headers: [("x-amz-copy-source", $"{Bucket}/k"), (header, value)]);
        Assert.Equal(status, (int)copy.StatusCode);
        Assert.Equal(status == 200 ? null : header, answer!.Elements().SingleOrDefault(one => one.Name.LocalName == "Condition")?.Value);
    }
}
