using Amazon.S3;
using Amazon.S3.Model;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.S3;

public sealed class BucketSettingsTests : IAsyncLifetime
{
    private const string Bucket = "lab-settings";
    private const string Url = $"https://{Bucket}.s3.us-east-1.amazonaws.com/";
    private readonly AmazonS3Client s3;
    private readonly RawS3 raw;

    public BucketSettingsTests()
    {
        Cloud cloud = new();
        (s3, raw) = (cloud.S3Client(), new(cloud));
    }

    public async ValueTask InitializeAsync() => await s3.PutBucketAsync(Bucket, Cancel);

    public ValueTask DisposeAsync()
    {
        s3.Dispose();
        raw.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("cors", "NoSuchCORSConfiguration")]
    [InlineData("lifecycle", "NoSuchLifecycleConfiguration")]
    [InlineData("object-lock", "ObjectLockConfigurationNotFoundError")]
    [InlineData("replication", "ReplicationConfigurationNotFoundError")]
    [InlineData("website", "NoSuchWebsiteConfiguration")]
    public async Task A_setting_that_nobody_made_is_not_there(string setting, string code)
    {
        var refusal = await raw.Refused(404, "GET", $"{Url}?{setting}");
        Assert.Equal((code, Bucket), (refusal["Code"], refusal["BucketName"]));
        Assert.Equal("NotImplemented", (await raw.Refused(501, "PUT", $"{Url}?{setting}", "<x/>"))["Code"]);
    }

    [Fact]
    public async Task A_new_bucket_keeps_no_versions_and_its_owner_pays()
    {
        Assert.Equal(VersionStatus.Off, (await s3.GetBucketVersioningAsync(Bucket, Cancel)).VersioningConfig.Status);
        Assert.Equal("BucketOwner", (await s3.GetBucketRequestPaymentAsync(Bucket, Cancel)).Payer);
        Assert.Null((await s3.GetBucketLoggingAsync(Bucket, Cancel)).BucketLoggingConfig.TargetBucketName);
        Assert.Null((await s3.GetBucketAccelerateConfigurationAsync(Bucket, Cancel)).Status);
        var acl = await s3.GetBucketAclAsync(new() { BucketName = Bucket }, Cancel);
        var grant = Assert.Single(acl.Grants);
        Assert.Equal((acl.Owner.Id, S3Permission.FULL_CONTROL), (grant.Grantee.CanonicalUser, grant.Permission));
    }

    [Fact]
    public async Task Encryption_is_with_keys_of_S3_where_nothing_else_is_said()
    {
        Assert.Equal(ServerSideEncryptionMethod.AES256, (await Encryption()).ServerSideEncryptionByDefault.ServerSideEncryptionAlgorithm);
        await Encrypt(ServerSideEncryptionMethod.AES256);
        Assert.True((await Encryption()).BucketKeyEnabled);
        await s3.DeleteBucketEncryptionAsync(new() { BucketName = Bucket }, Cancel);
        Assert.False((await Encryption()).BucketKeyEnabled);
        var refusal = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => Encrypt("rot13"));
        Assert.Equal("MalformedXML", refusal.ErrorCode);
    }

    [Fact]
    public async Task Ownership_is_enforced_until_it_is_changed()
    {
        Assert.Equal("BucketOwnerEnforced", await OwnershipOf(Bucket));
        await s3.PutBucketOwnershipControlsAsync(
            new() { BucketName = Bucket, OwnershipControls = new() { Rules = [new() { ObjectOwnership = ObjectOwnership.ObjectWriter }] } },
            Cancel);
        Assert.Equal("ObjectWriter", await OwnershipOf(Bucket));
        await s3.DeleteBucketOwnershipControlsAsync(new() { BucketName = Bucket }, Cancel);
        var refusal = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => OwnershipOf(Bucket));
        Assert.Equal("OwnershipControlsNotFoundError", refusal.ErrorCode);
        await s3.PutBucketAsync(
            new PutBucketRequest { BucketName = "lab-preferred", ObjectOwnership = ObjectOwnership.BucketOwnerPreferred }, Cancel);
        Assert.Equal("BucketOwnerPreferred", await OwnershipOf("lab-preferred"));
    }

    private async Task<string> OwnershipOf(string bucket) => Assert.Single(
        (await s3.GetBucketOwnershipControlsAsync(new() { BucketName = bucket }, Cancel)).OwnershipControls.Rules).ObjectOwnership.Value;

    private async Task<ServerSideEncryptionRule> Encryption() => Assert.Single(
        (await s3.GetBucketEncryptionAsync(new() { BucketName = Bucket }, Cancel))
            .ServerSideEncryptionConfiguration.ServerSideEncryptionRules);

    private Task Encrypt(ServerSideEncryptionMethod method) => s3.PutBucketEncryptionAsync(
        new()
        {
            BucketName = Bucket,
            ServerSideEncryptionConfiguration = new()
            {
                ServerSideEncryptionRules =
                [
                    new() { BucketKeyEnabled = true, ServerSideEncryptionByDefault = new() { ServerSideEncryptionAlgorithm = method } },
                ],
            },
        },
        Cancel);
}
