using System.Text.Json;
using System.Text.Json.Nodes;
using EndpointLab.Simulator.Tests.Recordings;

namespace EndpointLab.Simulator.Tests.S3;

/// <summary>S3's refusals, element by element as AWS gave them.</summary>
public sealed class RecordedAnswersTests : IDisposable
{
    private const string Bucket = "recorded-bucket";
    private const string Host = $"https://{Bucket}.s3.us-east-1.amazonaws.com/";
    private const string Tagging = "TestS3BucketObjectTagging::";
    private const string EncryptionRefused = "TestS3BucketEncryption::test_s3_default_bucket_encryption_exc";
    private const string OwnershipRefused = "TestS3BucketOwnershipControls::test_bucket_ownership_controls_exc";
    private const string OwnKeys = "<Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm>"
        + "</ApplyServerSideEncryptionByDefault></Rule>";

    private const string Version = "HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD";
    private readonly RawS3 s3 = new(new());

    public static TheoryData<string, string, string, string, string> Refusals => new()
    {
        { "TestS3BucketPolicy::test_bucket_policy_crud", "get-bucket-default-policy", "GET", "?policy", "" },
        { "TestS3BucketPolicy::test_bucket_policy_exc", "put-empty-bucket-policy", "PUT", "?policy", "" },
        { "TestS3BucketPolicy::test_bucket_policy_exc", "put-bucket-policy-randomstring", "PUT", "?policy", "invalid json" },
        { "TestS3BucketPolicy::test_bucket_policy_exc", "put-bucket-policy-empty-json", "PUT", "?policy", "{}" },
        { "TestS3BucketCRUD::test_delete_bucket_with_objects", "delete-with-obj", "DELETE", "", "" },
        { "TestS3ObjectCRUD::test_delete_object", "delete-nonexistent-object-versionid", "DELETE", $"key?versionId={Version}", "" },
        { "TestS3ObjectCRUD::test_get_object_with_version_unversioned_bucket", "get-obj-with-version", "GET", $"key?versionId={Version}",
          "" },
        { Tagging + "test_bucket_tagging_crud", "get-bucket-tags-empty", "GET", "?tagging", "" },
        { Tagging + "test_tagging_validation", "put-bucket-tags-duplicate-keys", "PUT", "?tagging", Tags(("Key1", "a"), ("Key1", "b")) },
        { Tagging + "test_tagging_validation", "put-bucket-tags-invalid-key", "PUT", "?tagging", Tags(("Key1,Key2", "a")) },
        { Tagging + "test_tagging_validation", "put-bucket-tags-invalid-value", "PUT", "?tagging", Tags(("Key1", "Val1,Val2")) },
        { Tagging + "test_tagging_validation", "put-bucket-tags-aws-prefixed", "PUT", "?tagging", Tags(("aws:prefixed", "a")) },
        { Tagging + "test_tagging_validation", "put-bucket-tags-none-key", "PUT", "?tagging",
          "<Tagging><TagSet><Tag><Value/></Tag></TagSet></Tagging>" },
        { Tagging + "test_create_bucket_with_tags_exc", "tags-key-aws-prefix", "PUT", "", Creation(("aws:x", "a")) },
        { Tagging + "test_create_bucket_with_tags_exc", "tags-key-aws-bad-value", "PUT", "", Creation(("test", "value1,value2")) },
        { Tagging + "test_create_bucket_with_tags_exc", "tags-key-aws-bad-key", "PUT", "", Creation(("test,test2", "a")) },
        { Tagging + "test_create_bucket_with_tags_us_east_1_idempotency", "create-bucket-different-tags", "PUT", "",
          Creation(("t", "v")) },
        { EncryptionRefused, "put-bucket-encryption-no-rules", "PUT", "?encryption", Encryption("") },
        { EncryptionRefused, "put-bucket-encryption-two-rules", "PUT", "?encryption", Encryption(OwnKeys + OwnKeys) },
        { EncryptionRefused, "put-bucket-encryption-kms-with-aes", "PUT", "?encryption",
          Encryption(OwnKeys.Replace("</Apply", "<KMSMasterKeyID>key</KMSMasterKeyID></Apply")) },
        { OwnershipRefused, "put-ownership-multiple-rules", "PUT", "?ownershipControls", Ownership("ObjectWriter", "ObjectWriter") },
        { OwnershipRefused, "put-ownership-wrong-value", "PUT", "?ownershipControls", Ownership("RandomValue") },
        { OwnershipRefused, "put-ownership-empty-rule", "PUT", "?ownershipControls", Ownership() },
        { Tagging + "test_tagging_validation", "put-object-tags-aws-prefixed", "PUT", "key?tagging", Tags(("aws:prefixed", "a")) },
        { Tagging + "test_object_tagging_exc", "get-no-key-tags", "GET", "fake-key?tagging", "" },
        { Tagging + "test_object_tagging_exc", "put-no-key-tags", "PUT", "fake-key?tagging", Tags(("a", "b")) },
        { Tagging + "test_object_tagging_exc", "delete-no-key-tags", "DELETE", "fake-key?tagging", "" },
    };

    public void Dispose() => s3.Dispose();

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refusal_says_what_aws_says(string test, string entry, string method, string resource, string body)
    {
        var recorded = Recorded(test, entry);
        await s3.Send("PUT", Host);
        await s3.Send("PUT", Host + "key", "content");
        var refusal = await s3.Refused(Status(recorded), method, Host + resource, body);
        Compare(recorded, refusal);
    }

    [Theory]
    [InlineData("put-obj-duplicate-tagging", "x-amz-tagging", "key1=val1&key1=val2")]
    [InlineData("put-obj-wrong-format", "x-amz-tagging", "key1=val1,key2=val2")]
    public async Task A_header_of_an_object_is_refused_as_aws_does(string entry, string header, string value)
    {
        var recorded = Recorded(Tagging + "test_object_tagging_exc", entry);
        await s3.Send("PUT", Host);
        Compare(recorded, await s3.Refused(Status(recorded), "PUT", Host + "key", headers: [(header, value)]));
    }

    [Fact]
    public async Task An_ownership_that_is_none_is_refused_as_aws_does()
    {
        var recorded = Recorded(OwnershipRefused, "ownership-wrong-value-at-creation");
        Compare(recorded, await s3.Refused(Status(recorded), "PUT", Host, headers: [("x-amz-object-ownership", "RandomValue")]));
    }

    [Theory]
    [InlineData("get-no-bucket-tags", "GET")]
    [InlineData("delete-no-bucket-tags", "DELETE")]
    [InlineData("put-no-bucket-tags", "PUT")]
    public async Task A_bucket_that_is_not_there_is_refused_as_aws_does(string entry, string method)
    {
        var recorded = Recorded(Tagging + "test_bucket_tagging_exc", entry);
        Compare(recorded, await s3.Refused(Status(recorded), method, Host + "?tagging", Tags(("a", "b"))));
    }

    [Theory]
    [InlineData("get-0-8", "bytes=0-8")]
    [InlineData("get-1-1", "bytes=1-1")]
    [InlineData("get-1-0", "bytes=1-0")]
    [InlineData("get-1-", "bytes=1-")]
    [InlineData("get--1-", "bytes=-1-")]
    [InlineData("get--2", "bytes=-2")]
    [InlineData("get--9", "bytes=-9")]
    [InlineData("get--15", "bytes=-15")]
    [InlineData("get-0-100", "bytes=0-100")]
    [InlineData("get-0-0", "bytes=0-0")]
    [InlineData("get-0--1", "bytes=0--1")]
    [InlineData("get-multiple-ranges", "bytes=0-1,3-4")]
    [InlineData("get-wrong-format", "0-1")]
    [InlineData("get--", "bytes=-")]
    [InlineData("get--0", "bytes=-0")]
    [InlineData("get-100-200", "bytes=100-200")]
    public async Task A_range_is_answered_as_aws_does(string entry, string range)
    {
        var recorded = Recorded("TestS3ObjectCRUD::test_get_object_range", entry);
        await s3.Send("PUT", Host);
        await s3.Send("PUT", Host + "key", "0123456789", headers: [("x-amz-checksum-crc32", "poTHxg==")]);
        (string, string)[] headers = [("Range", range), ("x-amz-checksum-mode", "ENABLED")];
        if (recorded["Error"] is not null)
        {
            Compare(recorded, await s3.Refused(Status(recorded), "GET", Host + "key", headers: headers));
            return;
        }

        var (response, _) = await s3.Send("GET", Host + "key", headers: headers);
        Assert.Equal(Status(recorded), (int)response.StatusCode);
        Assert.Equal(Text("Body"), await response.Content.ReadAsStringAsync(Simulated.Cancel));
        Assert.Equal(Text("ContentRange"), response.Content.Headers.ContentRange?.ToString());
        Assert.Equal(Text("ContentType"), response.Content.Headers.ContentType?.ToString());
        Assert.Equal(Text("ETag"), response.Headers.ETag?.ToString());
        Assert.Equal(Text("AcceptRanges"), Header("Accept-Ranges"));
        Assert.Equal(Text("ServerSideEncryption"), Header("x-amz-server-side-encryption"));
        Assert.Equal(Text("ChecksumCRC32"), Header("x-amz-checksum-crc32"));
        Assert.Equal(Text("ChecksumType"), Header("x-amz-checksum-type"));

        string? Text(string name) => (string?)recorded[name];
        string? Header(string name) => response.Headers.TryGetValues(name, out var values) ? values.Single() : null;
    }

    private static string Tags(params (string Key, string Value)[] tags) =>
        $"<Tagging><TagSet>{Tagged(tags)}</TagSet></Tagging>";

    private static string Encryption(string rules) => $"<ServerSideEncryptionConfiguration>{rules}</ServerSideEncryptionConfiguration>";

    private static string Ownership(params string[] values) =>
        "<OwnershipControls>"
        + string.Concat(values.Select(value => $"<Rule><ObjectOwnership>{value}</ObjectOwnership></Rule>"))
        + "</OwnershipControls>";

    private static string Creation(params (string Key, string Value)[] tags) =>
        "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
        + $"<Tags>{Tagged(tags)}</Tags></CreateBucketConfiguration>";

    private static string Tagged((string Key, string Value)[] tags) =>
        string.Concat(tags.Select(tag => $"<Tag><Key>{tag.Key}</Key><Value>{tag.Value}</Value></Tag>"));

    private static int Status(JsonNode recorded) => (int)recorded["ResponseMetadata"]!["HTTPStatusCode"]!;

    private static void Compare(JsonNode recorded, Dictionary<string, string> refusal)
    {
        Assert.True(refusal.Remove("RequestId") & refusal.Remove("HostId"));
        new Agreement().Check(recorded["Error"]!, JsonSerializer.SerializeToNode(refusal)!);
    }

    private static JsonNode Recorded(string test, string entry) => Recording.Of("s3-api.snapshot.json", test)[entry]!;
}
