"""What AWS answered to boto3, and what the simulator answers it: the same calls, compared field by field.

The first argument is the file of recordings: its answers are as boto3 gave them, with <name:1> for each text that isn't always the same."""
import datetime
import json
import re
import sys

from botocore.exceptions import ClientError
from lab_client import s3

RECORDINGS = {name.split("::", 1)[1]: entry["recorded-content"] for name, entry in json.load(open(sys.argv[1])).items()}
ANOTHER_VERSION = "HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD"


class Replay:
    """One recorded test, in a bucket of its own."""

    def __init__(self, test, create=True):
        self.test, self.meanings, self.entries = test, {}, RECORDINGS[test]
        self.bucket = re.sub("[^a-z-]+", "-", test.split("::")[1].lower())[-40:].strip("-")
        if create:
            s3.create_bucket(Bucket=self.bucket)

    def __call__(self, entry, call, **arguments):
        """The call has to be answered, or refused, as in the recording."""
        try:
            answer = call(Bucket=self.bucket, **arguments)
        except ClientError as error:
            answer = error.response
        recorded = dict(self.entries[entry])
        status = recorded.pop("ResponseMetadata")["HTTPStatusCode"]
        actual = answer.pop("ResponseMetadata")["HTTPStatusCode"]
        assert actual == status, f"{self.test} {entry}: {actual} instead of {status}: {answer}"
        answer.pop("Message", None)  # which boto3 repeats where the body's root is the error itself
        self.agree(recorded, answer, f"{self.test} {entry}")
        return answer

    def agree(self, recorded, actual, path):
        if isinstance(recorded, dict):
            actual = json.loads(actual) if isinstance(actual, str) else actual
            assert recorded.keys() == actual.keys(), f"{path}: {sorted(actual)} instead of {sorted(recorded)}"
            for name, value in recorded.items():
                self.agree(value, actual[name], f"{path}.{name}")
        elif isinstance(recorded, list):
            assert len(recorded) == len(actual), f"{path}: {len(actual)} instead of {len(recorded)}"
            for index, (value, other) in enumerate(zip(recorded, actual)):
                self.agree(value, other, f"{path}[{index}]")
        elif isinstance(actual, datetime.datetime):
            assert recorded == "datetime", f"{path}: {actual} instead of {recorded!r}"
        elif isinstance(recorded, str):
            self.agree_in_text(recorded, actual if isinstance(actual, str) else actual.read().decode(), path)
        else:
            assert recorded == actual, f"{path}: {actual!r} instead of {recorded!r}"

    def agree_in_text(self, recorded, actual, path):
        pattern = "(.+)".join(re.escape(part) for part in re.split("<[^<>]+>", recorded))
        match = re.fullmatch(pattern, actual)
        assert match, f"{path}: {actual!r} instead of {recorded!r}"
        for name, meaning in zip(re.findall("<[^<>]+>", recorded), match.groups()):
            assert self.meanings.setdefault(name, meaning) == meaning, f"{path}: {meaning} for {name}, not {self.meanings[name]}"


def tags(*pairs):
    return {"TagSet": [{"Key": key, "Value": value} for key, value in pairs]}


# Buckets
replay = Replay("TestS3BucketCRUD::test_delete_bucket_with_objects")
s3.put_object(Bucket=replay.bucket, Key="test-delete", Body=b"test-delete")
replay("delete-with-obj", s3.delete_bucket)
replay("delete-obj", s3.delete_object, Key="test-delete")
replay("delete-bucket", s3.delete_bucket)

replay = Replay("TestS3BucketPolicy::test_bucket_policy_crud")
policy = {"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{replay.bucket}/*"}]}
s3.delete_public_access_block(Bucket=replay.bucket)
replay("get-bucket-default-policy", s3.get_bucket_policy)
replay("put-bucket-policy", s3.put_bucket_policy, Policy=json.dumps(policy))
replay("get-bucket-policy", s3.get_bucket_policy)
replay("delete-bucket-policy", s3.delete_bucket_policy)
replay("get-bucket-policy-after-delete", s3.get_bucket_policy)
replay("delete-bucket-policy-after-delete", s3.delete_bucket_policy)

replay = Replay("TestS3BucketObjectTagging::test_bucket_tagging_crud")
replay("get-bucket-tags-empty", s3.get_bucket_tagging)
replay("put-bucket-tags", s3.put_bucket_tagging, Tagging=tags(("tag1", "tag1"), ("tag2", "")))
replay("get-bucket-tags", s3.get_bucket_tagging)
replay("put-bucket-tags-overwrite", s3.put_bucket_tagging, Tagging=tags(("tag3", "tag3")))
replay("get-bucket-tags-overwritten", s3.get_bucket_tagging)
replay("delete-bucket-tags", s3.delete_bucket_tagging)
replay("put-bucket-tags-empty", s3.put_bucket_tagging, Tagging=tags())

replay = Replay("TestS3BucketObjectTagging::test_put_bucket_tagging_none_value")
replay("put-bucket-tags-origin", s3.put_bucket_tagging, Tagging=tags(("tag1", "tag1")))
replay("put-none-tag-set", s3.put_bucket_tagging, Tagging=tags())
replay("no-such-tag-set", s3.get_bucket_tagging)

replay = Replay("TestS3BucketObjectTagging::test_create_bucket_with_tags", create=False)
replay("create-bucket-with-tags", s3.create_bucket, CreateBucketConfiguration={"Tags": tags(("tag1", "value1"))["TagSet"]})
replay("get-bucket-tags", s3.get_bucket_tagging)

replay = Replay("TestS3BucketObjectTagging::test_create_bucket_with_tags_us_east_1_idempotency", create=False)
first = {"Tags": tags(("tag1", "value1"))["TagSet"]}
replay("create-bucket-with-tags", s3.create_bucket, CreateBucketConfiguration=first)
replay("get-bucket-tags", s3.get_bucket_tagging)
replay("create-bucket-different-tags", s3.create_bucket, CreateBucketConfiguration={"Tags": tags(("tag2", "value2"))["TagSet"]})
replay("create-bucket-with-no-tags", s3.create_bucket)
replay("get-bucket-tags-after-re-create", s3.get_bucket_tagging)
replay("create-bucket-with-same-tags", s3.create_bucket, CreateBucketConfiguration=first)
replay("create-bucket-with-empty-tags", s3.create_bucket, CreateBucketConfiguration={"Tags": []})
replay("get-bucket-tags-after-create-empty", s3.get_bucket_tagging)

replay = Replay("TestS3BucketObjectTagging::test_create_bucket_with_empty_tags", create=False)
replay("create-bucket-with-empty-tags", s3.create_bucket, CreateBucketConfiguration={"Tags": []})
replay("get-bucket-tags", s3.get_bucket_tagging)

# Settings of a bucket
replay = Replay("TestS3PublicAccessBlock::test_crud_public_access_block")
nothing_blocked = dict.fromkeys(("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"), False)
replay("get-default-public-access-block", s3.get_public_access_block)
replay("put-public-access-block", s3.put_public_access_block, PublicAccessBlockConfiguration=nothing_blocked)
replay("get-public-access-block", s3.get_public_access_block)
replay("delete-public-access-block", s3.delete_public_access_block)
replay("get-public-access-block-after-delete", s3.get_public_access_block)
replay("idempotent-delete-public-access-block", s3.delete_public_access_block)

replay = Replay("TestS3BucketOwnershipControls::test_crud_bucket_ownership_controls")
replay("default-ownership", s3.get_bucket_ownership_controls)
replay("put-ownership", s3.put_bucket_ownership_controls, OwnershipControls={"Rules": [{"ObjectOwnership": "ObjectWriter"}]})
replay("get-ownership", s3.get_bucket_ownership_controls)
replay("delete-ownership", s3.delete_bucket_ownership_controls)
replay("get-ownership-after-delete", s3.get_bucket_ownership_controls)
replay("delete-ownership-after-delete", s3.delete_bucket_ownership_controls)
s3.delete_bucket(Bucket=replay.bucket)
s3.create_bucket(Bucket=replay.bucket, ObjectOwnership="BucketOwnerPreferred")
replay("get-ownership-at-creation", s3.get_bucket_ownership_controls)

replay = Replay("TestS3BucketEncryption::test_s3_default_bucket_encryption")
replay("default-bucket-encryption", s3.get_bucket_encryption)
replay("delete-bucket-encryption", s3.delete_bucket_encryption)
replay("delete-bucket-encryption-idempotent", s3.delete_bucket_encryption)

replay = Replay("TestS3BucketEncryption::test_s3_default_bucket_encryption_exc", create=False)
aes = {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}, "BucketKeyEnabled": False}]}
replay("get-bucket-enc-no-bucket", s3.get_bucket_encryption)
replay("delete-bucket-enc-no-bucket", s3.delete_bucket_encryption)
replay("put-bucket-enc-no-bucket", s3.put_bucket_encryption, ServerSideEncryptionConfiguration=aes)

replay = Replay("TestS3BucketEncryption::test_s3_bucket_encryption_sse_s3")
replay("put-bucket-enc", s3.put_bucket_encryption, ServerSideEncryptionConfiguration=aes)
replay("put-object-encrypted", s3.put_object, Key="key", Body=b"test-encrypted")
replay("head-object-encrypted", s3.head_object, Key="key")
replay("get-object-encrypted", s3.get_object, Key="key")

Replay("TestS3BucketVersioning::test_bucket_versioning_crud")("get-versioning-before", s3.get_bucket_versioning)
Replay("TestS3BucketAccelerateConfiguration::test_bucket_acceleration_configuration_crud")(
    "get-bucket-default-accelerate-config", s3.get_bucket_accelerate_configuration)
Replay("TestS3ObjectLock::test_get_object_lock_configuration_exc")("get-lock-config-no-enabled", s3.get_object_lock_configuration)

# Objects
replay = Replay("TestS3ObjectCRUD::test_delete_object")
replay("put-object", s3.put_object, Key="test-delete", Body=b"test-delete")
replay("delete-object", s3.delete_object, Key="test-delete")
replay("delete-nonexistent-object", s3.delete_object, Key="test-delete")
replay("delete-nonexistent-object-versionid", s3.delete_object, Key="test-delete", VersionId=ANOTHER_VERSION)

replay = Replay("TestS3ObjectCRUD::test_delete_objects")
replay("put-object", s3.put_object, Key="test-delete", Body=b"test-delete")
replay("delete-object-wrong-version-id", s3.delete_objects, Delete={"Objects": [{"Key": "test-delete", "VersionId": ANOTHER_VERSION}]})
replay("delete-objects", s3.delete_objects, Delete={"Objects": [{"Key": key} for key in ("a-wrong-key", "c-wrong-key", "test-delete")]})

replay = Replay("TestS3ObjectCRUD::test_get_object_with_version_unversioned_bucket")
replay("put-object", s3.put_object, Key="test-version", Body=b"test-version")
replay("get-obj-with-version", s3.get_object, Key="test-version", VersionId=ANOTHER_VERSION)
replay("get-obj-with-null-version", s3.get_object, Key="test-version", VersionId="null")

replay = Replay("TestS3BucketObjectTagging::test_object_tagging_crud")
replay("put-object", s3.put_object, Key="key", Body=b"test-tagging")
replay("get-object-tags-empty", s3.get_object_tagging, Key="key")
replay("put-object-tags", s3.put_object_tagging, Key="key", Tagging=tags(("tag1", "tag1"), ("tag2", "")))
replay("get-object-tags", s3.get_object_tagging, Key="key")
replay("put-object-tags-overwrite", s3.put_object_tagging, Key="key", Tagging=tags(("tag3", "tag3")))
replay("get-object-tags-overwritten", s3.get_object_tagging, Key="key")
replay("get-obj-after-tags", s3.get_object, Key="key")
replay("delete-object-tags", s3.delete_object_tagging, Key="key")
replay("get-object-tags-deleted", s3.get_object_tagging, Key="key")
replay("get-obj-after-tags-deleted", s3.get_object, Key="key")

replay = Replay("TestS3BucketObjectTagging::test_put_object_with_tags")
replay("put-object", s3.put_object, Key="key", Body=b"test-tagging", Tagging="tag=&tag1=tag1&tag2=tag2")
replay("get-object-tags", s3.get_object_tagging, Key="key")
replay("put-object-tags", s3.put_object_tagging, Key="key", Tagging=tags(("tag3", "tag3")))
replay("get-object-tags-override", s3.get_object_tagging, Key="key")
replay("head-obj", s3.head_object, Key="key")
replay("get-obj", s3.get_object, Key="key")
s3.put_object(Bucket=replay.bucket, Key="key", Tagging="wrongagain&wrongquery")
replay("get-object-tags-wrong-format-qs", s3.get_object_tagging, Key="key")
s3.put_object(Bucket=replay.bucket, Key="key", Tagging="key1&&&key2")
replay("get-object-tags-wrong-format-qs-2", s3.get_object_tagging, Key="key")

replay = Replay("TestS3BucketObjectTagging::test_head_object_with_tags")
three = "tag1=1&tag2=2&tag3=3"
replay("put-object", s3.put_object, Key="key", Body=b"test-tagging", Tagging=three)
replay("head-obj-after-create", s3.head_object, Key="key")
replay("put-object-tags", s3.put_object_tagging, Key="key", Tagging=tags(("tag1", "tag1")))
replay("head-obj-after-tagging", s3.head_object, Key="key")
s3.put_object(Bucket=replay.bucket, Key="key", Body=b"test-tagging", Tagging=three)
replay("head-obj-after-overwrite", s3.head_object, Key="key")
s3.delete_object_tagging(Bucket=replay.bucket, Key="key")
replay("head-obj-after-removal", s3.head_object, Key="key")

replay = Replay("TestS3BucketObjectTagging::test_object_tags_delete_or_overwrite_object")
s3.put_object(Bucket=replay.bucket, Key="key", Tagging="tag1=val1")
replay("get-object-after-creation", s3.get_object_tagging, Key="key")
s3.put_object(Bucket=replay.bucket, Key="key")
replay("get-object-after-overwrite", s3.get_object_tagging, Key="key")
s3.delete_object(Bucket=replay.bucket, Key="key")
s3.put_object(Bucket=replay.bucket, Key="key")
replay("get-object-after-recreation", s3.get_object_tagging, Key="key")

replay = Replay("TestS3BucketObjectTagging::test_object_tagging_exc", create=False)
replay("get-no-bucket-tags", s3.get_object_tagging, Key="fake-key")
replay("delete-no-bucket-tags", s3.delete_object_tagging, Key="fake-key")
replay("put-no-bucket-tags", s3.put_object_tagging, Key="fake-key", Tagging=tags())
s3.create_bucket(Bucket=replay.bucket)
replay("get-no-key-tags", s3.get_object_tagging, Key="fake-key")

replay = Replay("TestS3BucketObjectTagging::test_tagging_validation")
s3.put_object(Bucket=replay.bucket, Key="key")
replay("put-object-tags-duplicate-keys", s3.put_object_tagging, Key="key", Tagging=tags(("Key1", "a"), ("Key1", "b")))
replay("put-object-tags-invalid-field", s3.put_object_tagging, Key="key", Tagging=tags(("Key1,Key2", "a")))
replay("put-object-tags-aws-prefixed", s3.put_object_tagging, Key="key", Tagging=tags(("aws:prefixed", "a")))

replay = Replay("TestS3ObjectLock::test_delete_object_with_no_locking")
s3.put_object(Bucket=replay.bucket, Key="key")
replay("delete-object-bypass-no-lock", s3.delete_object, Key="key", BypassGovernanceRetention=True)
replay("delete-object-bypass-no-lock-false", s3.delete_object, Key="key", BypassGovernanceRetention=False)
replay("delete-objects-bypass-no-lock", s3.delete_objects, Delete={"Objects": [{"Key": "key"}]}, BypassGovernanceRetention=True)

# Conditions
replay = Replay("TestS3ObjectWritePrecondition::test_put_object_if_none_match")
replay("put-obj", s3.put_object, Key="key")
replay("put-obj-if-none-match", s3.put_object, Key="key", IfNoneMatch="*")
replay("del-obj", s3.delete_object, Key="key")
replay("put-obj-after-del", s3.put_object, Key="key", IfNoneMatch="*")

replay = Replay("TestS3ObjectWritePrecondition::test_put_object_if_none_match_validation")
replay("put-obj", s3.put_object, Key="key", IfNoneMatch="*")
replay("put-obj-if-none-match-bad-value", s3.put_object, Key="key", IfNoneMatch="anything")

replay = Replay("TestS3ObjectWritePrecondition::test_put_object_if_match")
etag = replay("put-obj", s3.put_object, Key="test-precondition", Body=b"test")["ETag"]
replay("put-obj-if-match-wrong-etag", s3.put_object, Key="test-precondition", IfMatch="0" * 32)
replay("put-obj-overwrite", s3.put_object, Key="test-precondition", IfMatch=etag)
replay("del-obj", s3.delete_object, Key="test-precondition")
replay("put-obj-if-match-key-not-exists", s3.put_object, Key="test-precondition", IfMatch=etag)
replay("put-obj-after-del", s3.put_object, Key="test-precondition")

replay = Replay("TestS3ObjectWritePrecondition::test_put_object_if_match_validation")
replay("put-obj-if-match-star-value", s3.put_object, Key="test-precondition-validation", IfMatch="*")
replay("put-obj-if-match-bad-value", s3.put_object, Key="test-precondition-validation", IfMatch="abcdef")
replay("put-obj-if-match-bad-value-2", s3.put_object, Key="test-precondition-validation", IfMatch="no etag")

replay = Replay("TestS3ObjectWritePrecondition::test_put_object_if_match_and_if_none_match_validation")
replay("put-obj-both-precondition", s3.put_object, Key="key", IfMatch="anything", IfNoneMatch="*")

replay = Replay("TestS3ObjectWritePrecondition::test_copy_object_if_none_match")
source = f"{replay.bucket}/source"
s3.put_object(Bucket=replay.bucket, Key="source", Body=b"source content")
replay("copy-obj", s3.copy_object, CopySource=source, Key="destination", IfNoneMatch="*")
replay("copy-obj-if-none-match-fail", s3.copy_object, CopySource=source, Key="destination", IfNoneMatch="*")

replay = Replay("TestS3ObjectWritePrecondition::test_copy_object_if_match")
source = f"{replay.bucket}/source"
s3.put_object(Bucket=replay.bucket, Key="source", Body=b"source content")
etag = s3.put_object(Bucket=replay.bucket, Key="destination", Body=b"destination content")["ETag"]
replay("copy-obj-if-match", s3.copy_object, CopySource=source, Key="destination", IfMatch=etag)
replay("copy-obj-if-match-fail-wrong-etag", s3.copy_object, CopySource=source, Key="destination", IfMatch=etag)
replay("copy-obj-if-match-fail-no-object", s3.copy_object, CopySource=source, Key="non-existent-key", IfMatch=etag)

replay = Replay("TestS3ObjectWritePrecondition::test_copy_object_precondition_write_validation")
source = f"{replay.bucket}/source"
s3.put_object(Bucket=replay.bucket, Key="source", Body=b"source content")
replay("copy-obj-none-match-etag", s3.copy_object, CopySource=source, Key="destination", IfNoneMatch=etag)
replay("copy-obj-if-match-star", s3.copy_object, CopySource=source, Key="destination", IfMatch="*")
replay("copy-obj-both", s3.copy_object, CopySource=source, Key="destination", IfMatch=etag, IfNoneMatch="*")

replay = Replay("TestS3ObjectWritePrecondition::test_copy_object_if_none_match_in_place")
source = f"{replay.bucket}/source"
s3.put_object(Bucket=replay.bucket, Key="source", Body=b"source content")
replay("copy-obj-if-none-match-fail", s3.copy_object, CopySource=source, Key="source", MetadataDirective="REPLACE", IfNoneMatch="*")

replay = Replay("TestS3ObjectWritePrecondition::test_copy_object_if_match_in_place")
source = f"{replay.bucket}/source"
etag = s3.put_object(Bucket=replay.bucket, Key="source", Body=b"source content")["ETag"]
replay("copy-obj-if-match-in-place", s3.copy_object, CopySource=source, Key="source", MetadataDirective="REPLACE", IfMatch=etag)

# What UploadPartCopy asks of its source, CopyObject does too, and it is refused alike
long_ago, ahead = datetime.datetime(2020, 1, 1), datetime.datetime(2900, 1, 1)
for test, entry, arguments in (
    ("if_none_match_and_if_unmodified_since_match_failed", "upload-part-copy-source-unmodified-since-and-if-none-match",
     {"CopySourceIfNoneMatch": etag, "CopySourceIfUnmodifiedSince": long_ago}),
    ("if_match_failed", "upload-part-copy-source-if-match", {"CopySourceIfMatch": "0" * 32}),
    ("if_none_match_failed", "upload-part-copy-source-if-none-match", {"CopySourceIfNoneMatch": etag}),
    ("if_unmodified_since_match_failed", "upload-part-copy-source-unmodified-since-match", {"CopySourceIfUnmodifiedSince": long_ago}),
):
    replay = Replay("TestS3Multipart::test_upload_part_copy_with_copy_source_" + test)
    s3.put_object(Bucket=replay.bucket, Key="source", Body=b"source content")
    replay(entry, s3.copy_object, CopySource=f"{replay.bucket}/source", Key="destination", **arguments)
    s3.copy_object(Bucket=replay.bucket, CopySource=f"{replay.bucket}/source", Key="destination", CopySourceIfModifiedSince=ahead)
replay = Replay("TestS3Multipart::test_upload_part_copy_with_if_modified_since_failed")
s3.put_object(Bucket=replay.bucket, Key="source", Body=b"source content")
written = s3.head_object(Bucket=replay.bucket, Key="source")["LastModified"]
replay("upload-part-copy-source-modified-since-match", s3.copy_object, CopySource=f"{replay.bucket}/source", Key="destination",
       CopySourceIfModifiedSince=written)

for test, entry, arguments in (
    ("test_delete_object_if_match_non_express", "delete-obj-if-match", {"IfMatch": "0" * 32}),
    ("test_delete_object_if_match_modified_non_express", "delete-obj-if-match-last-modified",
     {"IfMatchLastModifiedTime": datetime.datetime(2026, 1, 1)}),
    ("test_delete_object_if_match_size_non_express", "delete-obj-if-match-size", {"IfMatchSize": 10}),
    ("test_delete_object_if_match_all_non_express", "delete-obj-if-match-all",
     {"IfMatch": "0" * 32, "IfMatchLastModifiedTime": datetime.datetime(2026, 1, 1), "IfMatchSize": 10}),
):
    replay = Replay("TestS3DeletePrecondition::" + test)
    s3.put_object(Bucket=replay.bucket, Key="key", Body=b"test")
    replay(entry, s3.delete_object, Key="key", **arguments)
print("done")
