using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.S3;

public sealed class AccessTests : IAsyncLifetime
{
    private const string Bucket = "lab-access";
    private const string Url = $"https://{Bucket}.s3.us-east-1.amazonaws.com/";
    private const string Arn = $"arn:aws:s3:::{Bucket}";
    private readonly Cloud cloud = new();
    private readonly AmazonS3Client s3;
    private readonly RawS3 raw;

    public AccessTests() => (s3, raw) = (cloud.S3Client(), new(cloud));

    public async ValueTask InitializeAsync()
    {
        await s3.PutBucketAsync(Bucket, Cancel);
        await s3.PutObjectAsync(new() { BucketName = Bucket, Key = "hello.txt", ContentBody = "hello" }, Cancel);
    }

    public ValueTask DisposeAsync()
    {
        s3.Dispose();
        raw.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task<PutBucketPolicyResponse> Put(string statement) =>
        s3.PutBucketPolicyAsync(Bucket, $$"""{"Version":"2012-10-17","Statement":{ {{statement}} } }""", Cancel);

    [Fact]
    public async Task A_deny_in_the_bucket_policy_is_worded_as_s3_does()
    {
        await Put($"\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"{Arn}/*\"");
        var refusal = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => s3.GetObjectAsync(Bucket, "hello.txt", Cancel));
        Assert.Equal(("AccessDenied", HttpStatusCode.Forbidden), (refusal.ErrorCode, refusal.StatusCode));
        Assert.Equal(
            "User: arn:aws:iam::123456789012:user/endpointlab is not authorized to perform: s3:GetObject on resource: "
                + $"\"{Arn}/hello.txt\" with an explicit deny in a resource-based policy",
            refusal.Message);
    }

    [Fact]
    public async Task A_source_address_decides()
    {
        await Put($"\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"{Arn}/*\","
            + "\"Condition\":{\"NotIpAddress\":{\"aws:SourceIp\":\"203.0.113.0/24\"}}");
        Assert.Equal(HttpStatusCode.OK, (await raw.Send("GET", Url + "hello.txt")).Response.StatusCode);
        var refusal = await raw.Refused(403, "GET", Url + "hello.txt", headers: [("X-EndpointLab-From", "198.51.100.7")]);
        Assert.Equal("AccessDenied", refusal["Code"]);
    }

    [Fact]
    public async Task A_stranger_needs_the_bucket_policy()
    {
        using var stranger = cloud.S3Client(accessKey: "210987654321");
        var refusal = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => stranger.GetObjectAsync(Bucket, "hello.txt", Cancel));
        Assert.Equal("Access Denied", refusal.Message);
        Assert.Equal("Access Denied", (await raw.Refused(403, "GET", Url + "hello.txt", region: null))["Message"]);
        await Put($"\"Effect\":\"Allow\",\"Principal\":{{\"AWS\":\"210987654321\"}},\"Action\":\"s3:GetObject\",\"Resource\":\"{Arn}/*\"");
        using var response = await stranger.GetObjectAsync(Bucket, "hello.txt", Cancel);
        Assert.Equal(5, response.ContentLength);
        await raw.Refused(403, "GET", Url + "hello.txt", region: null);
        await s3.DeletePublicAccessBlockAsync(new() { BucketName = Bucket }, Cancel);
        await Put($"\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"{Arn}/*\"");
        Assert.Equal(HttpStatusCode.OK, (await raw.Send("GET", Url + "hello.txt", region: null)).Response.StatusCode);
    }

    [Fact]
    public async Task Who_may_not_list_is_not_told_what_is_missing()
    {
        await Put($"\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:ListBucket\",\"Resource\":\"{Arn}\"");
        Assert.Contains("s3:ListBucket", (await raw.Refused(403, "GET", Url + "none"))["Message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_object_of_a_common_deletion_is_decided_by_itself()
    {
        await s3.PutObjectAsync(new() { BucketName = Bucket, Key = "kept", ContentBody = "x" }, Cancel);
        await Put($"\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:DeleteObject\",\"Resource\":\"{Arn}/kept\"");
        var failure = await Assert.ThrowsAsync<DeleteObjectsException>(() =>
            s3.DeleteObjectsAsync(new() { BucketName = Bucket, Objects = [new() { Key = "kept" }, new() { Key = "hello.txt" }] }, Cancel));
        Assert.Equal(("kept", "AccessDenied"), (failure.Response.DeleteErrors.Single().Key, failure.Response.DeleteErrors.Single().Code));
        Assert.Equal("hello.txt", failure.Response.DeletedObjects.Single().Key);
    }

    [Theory]
    [InlineData("\"Principal\":\"*\",\"Action\":\"ec2:*\",\"Resource\":\"arn:aws:s3:::lab-access\"", "Policy has invalid action")]
    [InlineData("\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::other/*\"", "Policy has invalid resource")]
    [InlineData("\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::lab-access\"", "Missing required field Principal")]
    [InlineData(
        "\"Principal\":{\"AWS\":\"AIDA1234567890EXAMPLE\"},\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::lab-access\"",
        "Invalid principal in policy")]
    public async Task A_policy_that_is_none_for_this_bucket_changes_nothing(string statement, string message)
    {
        var refusal = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => Put($"\"Effect\":\"Allow\",{statement}"));
        Assert.Equal(("MalformedPolicy", message), (refusal.ErrorCode, refusal.Message));
        Assert.Equal("NoSuchBucketPolicy", (await raw.Refused(404, "GET", Url + "?policy"))["Code"]);
    }

    [Fact]
    public async Task A_policy_is_given_back_as_it_was_put_until_it_is_deleted()
    {
        await Put("\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"123456789012\"},"
            + $"\"Action\":\"s3:*\",\"Resource\":[\"{Arn}\",\"{Arn}/*\"]");
        Assert.Contains("\"Action\":\"s3:*\"", (await s3.GetBucketPolicyAsync(Bucket, Cancel)).Policy, StringComparison.Ordinal);
        await s3.DeleteBucketPolicyAsync(Bucket, Cancel);
        Assert.Equal("NoSuchBucketPolicy", (await raw.Refused(404, "GET", Url + "?policy"))["Code"]);
    }
}
