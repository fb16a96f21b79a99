using EndpointLab.Policy;

namespace EndpointLab.Simulator.S3;

/// <summary>
/// Whether the caller of S3 may use a key of KMS, which S3 asks in the caller's name: neither the caller's way to S3 nor an endpoint's
/// policy has a say in it ("Using server-side encryption with AWS KMS keys" in the S3 User Guide).
/// </summary>
internal static class KeyAccess
{
    /// <returns>The key's ARN.</returns>
    /// <exception cref="ServiceException">The caller may not use the key, or nobody can.</exception>
    public static string Require(S3Call call, string action, ObjectEncryption encryption, Bucket bucket, string objectKey)
    {
        if (call.Caller.AccountId is not { } account)
        {
            throw S3Errors.InvalidArgument(
                "Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature Version 4.",
                "Authorization",
                "null");
        }

        var name = encryption.Key ?? RegionState.S3KeyAlias;
        var region = call.Cloud.RegionOf(account, bucket.Region);
        var isForeign = name.Split(':', 6) is [_, _, _, _, var owner, _] && owner != account;
        var key = region.FindKmsKey(name);
        if (key is null && !isForeign)
        {
            throw S3Errors.KmsKeyNotFound(
                name.Contains(':', StringComparison.Ordinal) ? name : $"arn:aws:kms:{bucket.Region}:{account}:key/{name}");
        }

        Dictionary<string, string[]> context = new()
        {
            ["kms:CallerAccount"] = [account],
            ["kms:ViaService"] = [$"s3.{bucket.Region}.amazonaws.com"],
            ["kms:EncryptionContext:aws:s3:arn"] = [encryption.UsesBucketKey ? bucket.Arn : $"{bucket.Arn}/{objectKey}"],
            ["kms:EncryptionContextKeys"] = ["aws:s3:arn"],
        };
        var access = call.Access.ByService();
        var decision = key is null ? null : access.Decide(action, key.Arn, key.AccountId, context, key.Policy.Document);
        if (decision is not { IsAllowed: true })
        {
            throw S3Errors.AccessDenied(isForeign && decision?.Policy is null or PolicyKind.Key
                ? access.ExplainForeign(action, key?.Arn ?? name)
                : access.Explain(decision!, action, key!.Arn));
        }

        return key!.State switch
        {
            "Enabled" => key.Arn,
            "Disabled" => throw S3Errors.KmsDisabled(key),
            _ => throw S3Errors.KmsPendingDeletion(key),
        };
    }
}

internal static partial class S3Errors
{
    public static ServiceException KmsKeyNotFound(string arn) => OfKms(Kms.KmsErrors.KeyNotFound(arn));

    public static ServiceException KmsDisabled(KmsKey key) => OfKms(Kms.KmsErrors.Disabled(key));

    public static ServiceException KmsPendingDeletion(KmsKey key) => OfKms(Kms.KmsErrors.PendingDeletion(key));

    /// <summary>What KMS refuses, S3 hands on.</summary>
    private static ServiceException OfKms(ServiceException refusal) => new($"KMS.{refusal.Code}", refusal.Message);
}
