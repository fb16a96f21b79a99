using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using EndpointLab.Simulator.Tests.Administration;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Kms;

public sealed class KeyTests : IDisposable
{
    private readonly Cloud cloud = new();
    private readonly AmazonKeyManagementServiceClient kms;

    public KeyTests() => kms = cloud.KmsClient();

    public void Dispose() => kms.Dispose();

    [Fact]
    public async Task A_key_is_made_described_listed_and_named()
    {
        CreateKeyRequest lab = new() { Description = "lab", Tags = [new() { TagKey = "a", TagValue = "b" }] };
        var key = (await kms.CreateKeyAsync(lab, Cancel)).KeyMetadata;
        Assert.Equal($"arn:aws:kms:us-east-1:123456789012:key/{key.KeyId}", key.Arn);
        Assert.Equal((KeyState.Enabled, true, KeyManagerType.CUSTOMER), (key.KeyState, key.Enabled, key.KeyManager));
        Assert.Equal("b", (await kms.ListResourceTagsAsync(new() { KeyId = key.KeyId }, Cancel)).Tags.Single().TagValue);
        Assert.Contains((await kms.ListKeysAsync(new(), Cancel)).Keys, one => one.KeyArn == key.Arn);
        await kms.CreateAliasAsync("alias/lab", key.KeyId, Cancel);
        foreach (var name in (string[])[key.KeyId, key.Arn, "alias/lab", "arn:aws:kms:us-east-1:123456789012:alias/lab"])
            Assert.Equal(key.KeyId, (await kms.DescribeKeyAsync(name, Cancel)).KeyMetadata.KeyId);
        Assert.Equal("alias/lab", (await kms.ListAliasesAsync(new() { KeyId = key.KeyId }, Cancel)).Aliases.Single().AliasName);
        await Refused<AlreadyExistsException>(kms.CreateAliasAsync("alias/lab", key.KeyId, Cancel));
        await kms.DeleteAliasAsync("alias/lab", Cancel);
        await Refused<NotFoundException>(kms.DescribeKeyAsync("alias/lab", Cancel));
    }

    [Fact]
    public async Task A_key_has_the_account_s_policy_until_it_gets_another()
    {
        var key = (await kms.CreateKeyAsync(new(), Cancel)).KeyMetadata.KeyId;
        var policy = await PolicyAsync();
        Assert.Contains("\"arn:aws:iam::123456789012:root\"", policy);
        Assert.Contains("\"kms:*\"", policy);
        const string Mine = """
            {"Statement":{"Effect":"Allow","Action":"kms:*","Resource":"*","Principal":{"AWS":"arn:aws:iam::123456789012:user/endpointlab"}
            }}
            """;
        await kms.PutKeyPolicyAsync(new() { KeyId = key, Policy = Mine }, Cancel);
        Assert.Equal(Mine, await PolicyAsync());
        var others = Mine.Replace("user/endpointlab", "user/other", StringComparison.Ordinal);
        await Refused<MalformedPolicyDocumentException>(kms.PutKeyPolicyAsync(new() { KeyId = key, Policy = others }, Cancel));
        await Refused<MalformedPolicyDocumentException>(kms.PutKeyPolicyAsync(new() { KeyId = key, Policy = "{" }, Cancel));
        await kms.PutKeyPolicyAsync(new() { KeyId = key, Policy = others, BypassPolicyLockoutSafetyCheck = true }, Cancel);
        Assert.Equal(others, await PolicyAsync());

        async Task<string> PolicyAsync() => (await kms.GetKeyPolicyAsync(key, "default", Cancel)).Policy;
    }

    [Fact]
    public async Task A_key_is_turned_off_and_on_and_deleted_after_a_while()
    {
        using var lab = LabClient.Of(cloud);
        var key = (await kms.CreateKeyAsync(new(), Cancel)).KeyMetadata.KeyId;
        await kms.DisableKeyAsync(key, Cancel);
        Assert.Equal(KeyState.Disabled, await StateAsync());
        await kms.EnableKeyAsync(key, Cancel);
        await kms.EnableKeyRotationAsync(key, Cancel);
        Assert.Equal(365, (await kms.GetKeyRotationStatusAsync(key, Cancel)).RotationPeriodInDays);
        await kms.ScheduleKeyDeletionAsync(key, 7, Cancel);
        Assert.Equal(KeyState.PendingDeletion, await StateAsync());
        await Refused<KMSInvalidStateException>(kms.EnableKeyAsync(key, Cancel));
        var policy = (await kms.GetKeyPolicyAsync(key, "default", Cancel)).Policy;
        await kms.PutKeyPolicyAsync(new() { KeyId = key, Policy = policy }, Cancel);
        await kms.CancelKeyDeletionAsync(key, Cancel);
        Assert.Equal(KeyState.Disabled, await StateAsync());
        await Refused<DisabledException>(kms.EnableKeyRotationAsync(key, Cancel));
        await kms.CreateAliasAsync("alias/lab", key, Cancel);
        await kms.ScheduleKeyDeletionAsync(key, 7, Cancel);
        await lab.PostAsync("clock", """{"advance":"192h"}""");
        await Refused<NotFoundException>(kms.DescribeKeyAsync(key, Cancel));
        await Refused<NotFoundException>(kms.DeleteAliasAsync("alias/lab", Cancel));
        await kms.CreateAliasAsync("alias/lab", (await kms.CreateKeyAsync(new(), Cancel)).KeyMetadata.KeyId, Cancel);

        async Task<KeyState> StateAsync() => (await kms.DescribeKeyAsync(key, Cancel)).KeyMetadata.KeyState;
    }

    [Fact]
    public async Task Numbers_have_their_bounds()
    {
        var key = (await kms.CreateKeyAsync(new(), Cancel)).KeyMetadata.KeyId;
        var (tooOften, nothing) = (89, 0);
        foreach (var call in (Func<Task>[])
            [
                () => kms.EnableKeyRotationAsync(new EnableKeyRotationRequest { KeyId = key, RotationPeriodInDays = tooOften }, Cancel),
                () => kms.ScheduleKeyDeletionAsync(key, 31, Cancel),
                () => kms.ListKeysAsync(new() { Limit = nothing }, Cancel),
            ])
        {
            var refusal = await Assert.ThrowsAnyAsync<AmazonKeyManagementServiceException>(call);
            Assert.Equal("ValidationException", refusal.ErrorCode);
        }

        await Refused<InvalidMarkerException>(kms.ListKeysAsync(new() { Marker = "here" }, Cancel));
    }

    [Fact]
    public async Task AWS_s_own_key_for_s3_is_there_and_can_t_be_changed()
    {
        var key = (await kms.DescribeKeyAsync("alias/aws/s3", Cancel)).KeyMetadata;
        Assert.Equal(KeyManagerType.AWS, key.KeyManager);
        var refusal = await Assert.ThrowsAsync<AmazonKeyManagementServiceException>(() => kms.DisableKeyAsync(key.KeyId, Cancel));
        Assert.Equal("AccessDeniedException", refusal.ErrorCode);
        using var elsewhere = cloud.KmsClient("eu-west-1");
        Assert.NotEqual(key.Arn, (await elsewhere.DescribeKeyAsync("alias/aws/s3", Cancel)).KeyMetadata.Arn);
    }

    [Theory]
    [InlineData("accessDenied", "AccessDeniedException")]
    [InlineData("throttle", "ThrottlingException")]
    [InlineData("internalError", "KMSInternalException")]
    public async Task Calls_fail_as_planned(string fault, string code)
    {
        using var lab = LabClient.Of(cloud);
        await lab.PostAsync("faults", $$"""{"faults":[{"fault":"{{fault}}","action":"kms:ListKeys"}]}""");
        var refusal = await Assert.ThrowsAnyAsync<AmazonKeyManagementServiceException>(() => kms.ListKeysAsync(new(), Cancel));
        Assert.Equal(code, refusal.ErrorCode);
    }

    private static async Task Refused<T>(Task call)
        where T : Exception => await Assert.ThrowsAsync<T>(() => call);
}
