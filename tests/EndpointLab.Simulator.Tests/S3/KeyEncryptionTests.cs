using System.Net;
using Amazon.KeyManagementService;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using EndpointLab.Simulator.Tests.Administration;
using EndpointLab.Simulator.Tests.DataPlane;
using EndpointLab.Simulator.Tests.Iam;
using static EndpointLab.Simulator.Tests.Iam.RawIam;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.S3;

/// <summary>Objects that S3 encrypts with keys of KMS.</summary>
public sealed class KeyEncryptionTests : IAsyncLifetime
{
    private const string Bucket = "lab-encrypted";
    private readonly Cloud cloud = new();
    private readonly AmazonS3Client s3;
    private readonly AmazonKeyManagementServiceClient kms;
    private readonly RawIam iam;
    private readonly LabClient lab;
    private string key = "";

    public KeyEncryptionTests() => (s3, kms, iam, lab) =
        (cloud.S3Client(accessKey: Account), cloud.KmsClient(accessKey: Account), new(cloud), LabClient.Of(cloud));

    public async ValueTask InitializeAsync()
    {
        await s3.PutBucketAsync(Bucket, Cancel);
        key = (await kms.CreateKeyAsync(new(), Cancel)).KeyMetadata.Arn;
    }

    public ValueTask DisposeAsync()
    {
        s3.Dispose();
        kms.Dispose();
        iam.Dispose();
        lab.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Has the bucket encrypt with a key what is put without a word of that.</summary>
    private Task Encrypt(string? with, bool usesBucketKey = false) => s3.PutBucketEncryptionAsync(new()
    {
        BucketName = Bucket,
        ServerSideEncryptionConfiguration = new()
        {
            ServerSideEncryptionRules =
            [
                new()
                {
                    BucketKeyEnabled = usesBucketKey,
                    ServerSideEncryptionByDefault = new()
                    {
                        ServerSideEncryptionAlgorithm = ServerSideEncryptionMethod.AWSKMS,
                        ServerSideEncryptionKeyManagementServiceKeyId = with,
                    },
                },
            ],
        },
    }, Cancel);

    private static Task<PutObjectResponse> Put(AmazonS3Client by, string name = "hello.txt") =>
        by.PutObjectAsync(new() { BucketName = Bucket, Key = name, ContentBody = "hello" }, Cancel);

    private static async Task<long> Get(AmazonS3Client by, string name = "hello.txt")
    {
        using var response = await by.GetObjectAsync(Bucket, name, Cancel);
        return response.ContentLength;
    }

    private static async Task<string> Refused(string code, Task call)
    {
        var refusal = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => call);
        Assert.Equal(code, refusal.ErrorCode);
        return refusal.Message;
    }

    /// <summary>A session of a role that may use S3, and what else its policy says.</summary>
    private async Task<AmazonS3Client> RoleAsync(string name, string? kmsAction, string resource = "*")
    {
        var role = await iam.CreateInstanceRoleAsync(name, policy: Allow("s3:*"));
        if (kmsAction is not null)
        {
            await iam.CallAsync("PutRolePolicy",
                ("RoleName", name), ("PolicyName", "kms"), ("PolicyDocument", Allow(kmsAction, resource)));
        }
        var given = await lab.PostAsync("credentials", $$"""{"principal":"{{role}}"}""");
        return cloud.S3Client(new SessionAWSCredentials(
            (string)given["accessKeyId"]!, (string)given["secretAccessKey"]!, (string)given["token"]!));
    }

    private Task PutPolicy(string statements) => kms.PutKeyPolicyAsync(new()
    {
        KeyId = key,
        BypassPolicyLockoutSafetyCheck = true,
        Policy = $$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""",
    }, Cancel);

    private static string AllowIn(string principal, string action) =>
        $$"""{"Effect":"Allow","Principal":{"AWS":"{{principal}}"},"Action":"{{action}}","Resource":"*"}""";

    [Fact]
    public async Task A_bucket_s_default_key_encrypts_what_is_put_and_is_told()
    {
        await Encrypt(key, usesBucketKey: true);
        var rule = (await s3.GetBucketEncryptionAsync(new() { BucketName = Bucket }, Cancel))
            .ServerSideEncryptionConfiguration.ServerSideEncryptionRules.Single();
        Assert.Equal(key, rule.ServerSideEncryptionByDefault.ServerSideEncryptionKeyManagementServiceKeyId);
        Assert.True(rule.BucketKeyEnabled);
        var put = await Put(s3);
        Assert.Equal((ServerSideEncryptionMethod.AWSKMS, key, true), (
            put.ServerSideEncryptionMethod, put.ServerSideEncryptionKeyManagementServiceKeyId, put.BucketKeyEnabled));
        using var got = await s3.GetObjectAsync(Bucket, "hello.txt", Cancel);
        Assert.Equal(key, got.ServerSideEncryptionKeyManagementServiceKeyId);
        var head = await s3.GetObjectMetadataAsync(Bucket, "hello.txt", Cancel);
        Assert.Equal(key, head.ServerSideEncryptionKeyManagementServiceKeyId);
        await s3.DeleteBucketEncryptionAsync(new() { BucketName = Bucket }, Cancel);
        Assert.Equal(ServerSideEncryptionMethod.AES256, (await Put(s3, "other")).ServerSideEncryptionMethod);
    }

    [Fact]
    public async Task What_the_simulator_would_not_ask_at_reading_is_refused_at_writing()
    {
        var (algorithm, context) = (ServerSideEncryptionCustomerMethod.AES256, Convert.ToBase64String("{}"u8));
        await Refused("NotImplemented", s3.PutObjectAsync(new()
        {
            BucketName = Bucket, Key = "x", ContentBody = "x", ServerSideEncryptionCustomerMethod = algorithm,
            ServerSideEncryptionCustomerProvidedKey = Convert.ToBase64String(new byte[32]),
        }, Cancel));
        await Refused("NotImplemented", s3.PutObjectAsync(new()
        {
            BucketName = Bucket, Key = "x", ContentBody = "x", ServerSideEncryptionMethod = ServerSideEncryptionMethod.AWSKMS,
            ServerSideEncryptionKeyManagementServiceEncryptionContext = context,
        }, Cancel));
    }

    [Fact]
    public async Task A_request_may_name_the_key_by_its_alias()
    {
        await kms.CreateAliasAsync("alias/lab", key, Cancel);
        var put = await s3.PutObjectAsync(new()
        {
            BucketName = Bucket, Key = "x", ContentBody = "x", ServerSideEncryptionMethod = ServerSideEncryptionMethod.AWSKMS,
            ServerSideEncryptionKeyManagementServiceKeyId = "alias/lab",
        }, Cancel);
        Assert.Equal(key, put.ServerSideEncryptionKeyManagementServiceKeyId);
    }

    [Fact]
    public async Task A_reader_needs_decrypt_and_a_writer_a_data_key()
    {
        await Encrypt(key);
        await Put(s3);
        using var none = await RoleAsync("None", null);
        Assert.Matches(
            "^User: arn:aws:sts::111122223333:assumed-role/None/[^ ]+ is not authorized to perform: kms:Decrypt on resource: "
                + $"{key} because no identity-based policy allows the kms:Decrypt action$",
            await Refused("AccessDenied", Get(none)));
        Assert.Contains("kms:GenerateDataKey", await Refused("AccessDenied", Put(none)));
        await none.GetObjectMetadataAsync(Bucket, "hello.txt", Cancel);
        using var reader = await RoleAsync("Reader", "kms:Decrypt", key);
        Assert.Equal(5, await Get(reader));
        await Refused("AccessDenied", Put(reader));
        using var writer = await RoleAsync("Writer", "kms:GenerateDataKey", key);
        await Put(writer);
        await Refused("AccessDenied", Get(writer));
        await Refused("AccessDenied", writer.CopyObjectAsync(Bucket, "hello.txt", Bucket, "copy", Cancel));
        using var both = await RoleAsync("Both", "kms:*", key);
        await both.CopyObjectAsync(Bucket, "hello.txt", Bucket, "copy", Cancel);
    }

    [Fact]
    public async Task A_key_s_policy_that_does_not_name_the_account_decides_alone()
    {
        await Encrypt(key);
        await Put(s3);
        using var reader = await RoleAsync("Reader", "kms:Decrypt");
        await PutPolicy(AllowIn($"arn:aws:iam::{Account}:role/Other", "kms:*"));
        Assert.EndsWith(
            "because no resource-based policy allows the kms:Decrypt action", await Refused("AccessDenied", Get(reader)));
        using var none = await RoleAsync("None", null);
        await PutPolicy(AllowIn($"arn:aws:iam::{Account}:role/None", "kms:Decrypt"));
        Assert.Equal(5, await Get(none));
        await PutPolicy(AllowIn($"arn:aws:iam::{Account}:root", "kms:*")
            + ",{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"kms:Decrypt\",\"Resource\":\"*\"}");
        Assert.EndsWith("with an explicit deny in a resource-based policy", await Refused("AccessDenied", Get(reader)));
    }

    [Theory]
    [InlineData("\"kms:ViaService\":\"s3.us-east-1.amazonaws.com\"", true)]
    [InlineData("\"kms:ViaService\":\"s3.eu-west-1.amazonaws.com\"", false)]
    [InlineData("\"kms:EncryptionContext:aws:s3:arn\":\"arn:aws:s3:::lab-encrypted/hello.txt\"", true)]
    [InlineData("\"kms:CallerAccount\":\"111122223333\"", true)]
    [InlineData("\"aws:SourceIp\":\"203.0.113.10\"", false)]
    public async Task A_key_is_asked_for_by_s3(string condition, bool isAllowed)
    {
        await Encrypt(key);
        await Put(s3);
        await PutPolicy(
            $$"""
            {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{Account}}:root"},"Action":"kms:*","Resource":"*",
            "Condition":{"StringEquals":{ {{condition}} } } }
            """);
        if (isAllowed)
            Assert.Equal(5, await Get(s3));
        else
            await Refused("AccessDenied", Get(s3));
    }

    [Fact]
    public async Task Another_account_needs_the_key_s_policy_and_its_own()
    {
        using var stranger = cloud.S3Client(accessKey: "210987654321");
        await s3.PutBucketPolicyAsync(Bucket, RawIam.Policy(
            "\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"210987654321\"},\"Action\":\"s3:*\","
                + $"\"Resource\":\"arn:aws:s3:::{Bucket}/*\""), Cancel);
        await Encrypt(key);
        await Put(s3);
        Assert.EndsWith("or a resource-based policy explicitly denies access", await Refused("AccessDenied", Get(stranger)));
        await PutPolicy(AllowIn($"arn:aws:iam::{Account}:root", "kms:*") + "," + AllowIn("210987654321", "kms:Decrypt"));
        Assert.Equal(5, await Get(stranger));
    }

    [Fact]
    public async Task AWS_s_own_key_serves_all_of_the_account_and_nobody_else()
    {
        await Encrypt(null);
        Assert.NotNull((await Put(s3)).ServerSideEncryptionKeyManagementServiceKeyId);
        using var none = await RoleAsync("None", null);
        Assert.Equal(5, await Get(none));
        using var stranger = cloud.S3Client(accessKey: "210987654321");
        await s3.PutBucketPolicyAsync(Bucket, RawIam.Policy(
            "\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"210987654321\"},\"Action\":\"s3:*\","
                + $"\"Resource\":\"arn:aws:s3:::{Bucket}/*\""), Cancel);
        await Refused("AccessDenied", Get(stranger));
    }

    [Fact]
    public async Task A_key_that_is_off_or_gone_opens_nothing()
    {
        await Encrypt(key);
        await Put(s3);
        await kms.DisableKeyAsync(key, Cancel);
        Assert.Equal($"{key} is disabled.", await Refused("KMS.DisabledException", Get(s3)));
        await kms.ScheduleKeyDeletionAsync(key, 7, Cancel);
        Assert.Equal($"{key} is pending deletion.", await Refused("KMS.KMSInvalidStateException", Get(s3)));
        await lab.PostAsync("clock", """{"advance":"192h"}""");
        Assert.Equal($"Key '{key}' does not exist", await Refused("KMS.NotFoundException", Get(s3)));
        await Refused("KMS.NotFoundException", Put(s3));
    }

    [Fact]
    public async Task What_can_t_be_asked_for_is_refused()
    {
        using RawS3 raw = new(cloud);
        const string Url = "https://lab-other.s3.us-east-1.amazonaws.com/x";
        const string Header = "x-amz-server-side-encryption";
        using var other = cloud.S3Client();
        await other.PutBucketAsync("lab-other", Cancel);
        Assert.Equal("InvalidArgument", (await raw.Refused(400, "PUT", Url, headers: [(Header, "rot13")]))["Code"]);
        Assert.Equal("InvalidArgument", (await raw.Refused(400, "PUT", Url, headers: [($"{Header}-aws-kms-key-id", key)]))["Code"]);
    }

    [Fact]
    public async Task Neither_an_endpoint_s_policy_nor_the_network_has_a_say_in_keys()
    {
        using var network = await LabNetwork.Build();
        await network.S3.PutObjectAsync(new()
        {
            BucketName = LabNetwork.Bucket,
            Key = LabNetwork.Key,
            ContentBody = "hello",
            ServerSideEncryptionMethod = ServerSideEncryptionMethod.AWSKMS,
        }, Cancel);
        await network.Ec2.ModifyVpcEndpointAsync(new()
        {
            VpcEndpointId = network.Endpoint,
            PolicyDocument = """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}]}""",
        }, Cancel);
        Assert.Equal((200, "hello", network.Endpoint), await network.Read(network.PrivateInterface));
    }
}
