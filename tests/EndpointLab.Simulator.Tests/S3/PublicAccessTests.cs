using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.S3;

public sealed class PublicAccessTests : IAsyncLifetime
{
    private const string Bucket = "lab-public";
    private const string Everybody =
        """{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::lab-public/*"}}""";

    private readonly Cloud cloud = new();
    private readonly AmazonS3Client s3;

    public PublicAccessTests() => s3 = cloud.S3Client();

    public async ValueTask InitializeAsync()
    {
        await s3.PutBucketAsync(Bucket, Cancel);
        await s3.PutObjectAsync(new() { BucketName = Bucket, Key = "hello.txt", ContentBody = "hello" }, Cancel);
    }

    public ValueTask DisposeAsync()
    {
        s3.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_new_bucket_takes_no_public_policy_until_it_is_told_to()
    {
        var all = await Get();
        Assert.True(all.BlockPublicAcls & all.IgnorePublicAcls & all.BlockPublicPolicy & all.RestrictPublicBuckets);
        var refusal = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => s3.PutBucketPolicyAsync(Bucket, Everybody, Cancel));
        Assert.Equal(("AccessDenied", HttpStatusCode.Forbidden), (refusal.ErrorCode, refusal.StatusCode));
        Assert.EndsWith(
            "because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.",
            refusal.Message,
            StringComparison.Ordinal);
        await Put(new() { BlockPublicAcls = true });
        Assert.Equal((true, false), ((await Get()).BlockPublicAcls, (await Get()).BlockPublicPolicy));
        await s3.PutBucketPolicyAsync(Bucket, Everybody, Cancel);
        Assert.True((await s3.GetBucketPolicyStatusAsync(new() { BucketName = Bucket }, Cancel)).PolicyStatus.IsPublic);
    }

    [Fact]
    public async Task A_restricted_bucket_keeps_a_public_policy_to_its_own_account()
    {
        using var stranger = cloud.S3Client(accessKey: "210987654321");
        await Put(new());
        await s3.PutBucketPolicyAsync(Bucket, Everybody, Cancel);
        (await stranger.GetObjectAsync(Bucket, "hello.txt", Cancel)).Dispose();
        await Put(new() { RestrictPublicBuckets = true });
        await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => stranger.GetObjectAsync(Bucket, "hello.txt", Cancel));
        (await s3.GetObjectAsync(Bucket, "hello.txt", Cancel)).Dispose();
    }

    [Fact]
    public async Task What_was_taken_back_is_not_there()
    {
        await s3.DeletePublicAccessBlockAsync(new() { BucketName = Bucket }, Cancel);
        await s3.DeletePublicAccessBlockAsync(new() { BucketName = Bucket }, Cancel);
        var refusal = await Assert.ThrowsAnyAsync<AmazonS3Exception>(Get);
        Assert.Equal("NoSuchPublicAccessBlockConfiguration", refusal.ErrorCode);
    }

    [Theory]
    [InlineData("\"Effect\":\"Deny\",\"Principal\":\"*\"", false)]
    [InlineData("\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"210987654321\"}", false)]
    [InlineData("\"Effect\":\"Allow\",\"Principal\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:SourceVpce\":\"vpce-1\"}}", false)]
    [InlineData("\"Effect\":\"Allow\",\"Principal\":\"*\",\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":\"203.0.113.0/24\"}}", false)]
    [InlineData("\"Effect\":\"Allow\",\"Principal\":\"*\",\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":\"0.0.0.0/0\"}}", true)]
    [InlineData("\"Effect\":\"Allow\",\"Principal\":\"*\",\"Condition\":{\"StringLike\":{\"aws:SourceVpce\":\"vpce-*\"}}", true)]
    [InlineData("\"Effect\":\"Allow\",\"Principal\":\"*\",\"Condition\":{\"StringNotEquals\":{\"aws:SourceVpce\":\"vpce-1\"}}", true)]
    [InlineData("\"Effect\":\"Allow\",\"Principal\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:UserAgent\":\"lab\"}}", true)]
    [InlineData("\"Effect\":\"Allow\",\"NotPrincipal\":{\"AWS\":\"210987654321\"}", true)]
    public async Task Public_is_what_is_open_to_nobody_in_particular(string statement, bool isPublic)
    {
        await Put(new());
        await s3.PutBucketPolicyAsync(
            Bucket, $$"""{"Statement":{ {{statement}},"Action":"s3:GetObject","Resource":"arn:aws:s3:::lab-public/*"} }""", Cancel);
        Assert.Equal(isPublic, (await s3.GetBucketPolicyStatusAsync(new() { BucketName = Bucket }, Cancel)).PolicyStatus.IsPublic);
    }

    private Task Put(PublicAccessBlockConfiguration configuration) =>
        s3.PutPublicAccessBlockAsync(new() { BucketName = Bucket, PublicAccessBlockConfiguration = configuration }, Cancel);

    private async Task<PublicAccessBlockConfiguration> Get() =>
        (await s3.GetPublicAccessBlockAsync(new() { BucketName = Bucket }, Cancel)).PublicAccessBlockConfiguration;
}
