using Amazon.Runtime.Internal;
using Amazon.S3.Model;

namespace EndpointLab.Analysis;

/// <summary>What decides requests to a bucket: where it is, whose it is, its policy and its key.</summary>
internal sealed record BucketConfiguration(string Name)
{
    private const string FirstRegion = "us-east-1";

    /// <summary>Null where nothing tells.</summary>
    public string? Region { get; private init; }

    /// <summary>Whether it belongs to the session's account; null where nothing tells.</summary>
    public bool? IsOwn { get; private init; }

    /// <summary>The JSON text; null without one.</summary>
    public string? Policy { get; private init; }

    public bool IsPolicyRead { get; private init; } = true;

    public bool RestrictsPublic { get; private init; }

    /// <summary>The id or ARN of the KMS key with which its objects, or the one in question, are encrypted; null for none.</summary>
    public string? KeyId { get; private init; }

    /// <summary>The end of a path that starts in a Region.</summary>
    public Hop HopIn(string region) => new(
        PathLayer.Bucket,
        Name,
        null,
        $"s3://{Name} in {Region ?? "a Region that isn't known"}",
        Region is null ? null : Region == region);

    /// <summary>A bucket of another account, of which this much is known.</summary>
    public static BucketConfiguration Foreign(string name, string region, string policy) =>
        new(name) { Region = region, IsOwn = false, Policy = policy };

    /// <param name="action">What is asked, which decides whether a key of KMS comes into it.</param>
    /// <param name="key">The object; null for any.</param>
    /// <param name="callerAccount">The account of whoever asks; null for nobody's.</param>
    /// <exception cref="LabException">There is no such bucket, or no such object in it.</exception>
    public static async Task<BucketConfiguration> ReadAsync(
        LabOperation lab, ConfigurationReads reads, string name, S3Action action, string? key, string? callerAccount)
    {
        var (region, isOwn) = await PlaceAsync(lab, reads, name);
        if (region is null || region == lab.Session.Region)
        {
            return await new BucketConfiguration(name) { Region = region, IsOwn = isOwn }.ReadAsync(lab, reads, action, key, callerAccount);
        }

        using var there = lab.Session.In(region);
        (_, isOwn) = await PlaceAsync(lab.In(there), reads, name);
        BucketConfiguration found = new(name) { Region = region, IsOwn = isOwn };
        return await found.ReadAsync(lab.In(there), reads, action, key, callerAccount);
    }

    private async Task<BucketConfiguration> ReadAsync(
        LabOperation lab, ConfigurationReads reads, S3Action action, string? key, string? callerAccount)
    {
        var name = Name;
        var policy = await reads.TryAsync(
            () => OptionalAsync(() => Buckets.PolicyAsync(lab, name), ""),
            $"whether the bucket policy of {name} allows or denies the request");
        // Block Public Access restricts what a policy gives to other accounts.
        var block = callerAccount == lab.Session.AccountId && IsOwn is true ? null : await reads.TryAsync(
            () => OptionalAsync(
                async () => (await lab.S3((s3, token) => s3.GetPublicAccessBlockAsync(new() { BucketName = name }, token), name))
                    .PublicAccessBlockConfiguration,
                new(),
                "NoSuchPublicAccessBlockConfiguration"),
            $"whether Block Public Access restricts a public policy of {name}");
        return this with
        {
            // Only the owner's account gets to see the policy.
            IsOwn = IsOwn ?? (policy is null ? null : true),
            Policy = policy is "" ? null : policy,
            IsPolicyRead = policy is not null,
            RestrictsPublic = block?.RestrictPublicBuckets is true,
            KeyId = action switch
            {
                S3Action.GetObject when key is not null => await ObjectKeyAsync(lab, reads, name, key),
                S3Action.GetObject or S3Action.PutObject => await DefaultKeyAsync(lab, reads, name),
                _ => null,
            },
        };
    }

    /// <summary>S3 names the Region even where it refuses, and refuses where the bucket isn't the account's that is expected.</summary>
    private static async Task<(string? Region, bool? IsOwn)> PlaceAsync(LabOperation lab, ConfigurationReads reads, string name)
    {
        GetBucketLocationRequest request = new() { BucketName = name, ExpectedBucketOwner = lab.Session.AccountId };
        try
        {
            return (RegionOf(await lab.S3((s3, token) => s3.GetBucketLocationAsync(request, token), name)), true);
        }
        catch (LabException error) when (error.AwsErrorCode is "PermanentRedirect" or "AuthorizationHeaderMalformed")
        {
            return (HintOf(error), null);
        }
        catch (LabException error) when (error.IsRefusal)
        {
            request.ExpectedBucketOwner = null;
            var hint = HintOf(error);
            var found = await reads.TryAsync(
                () => lab.S3((s3, token) => s3.GetBucketLocationAsync(request, token), name),
                hint is null ? $"in which Region {name} lies, and whose it is" : $"Whose {name} is,");
            return found is null ? (hint, null) : (RegionOf(found), false);
        }
    }

    private static async Task<string?> DefaultKeyAsync(LabOperation lab, ConfigurationReads reads, string name)
    {
        var encryption = await reads.TryAsync(
            () => OptionalAsync(
                async () => (await lab.S3((s3, token) => s3.GetBucketEncryptionAsync(new() { BucketName = name }, token), name))
                    .ServerSideEncryptionConfiguration,
                new(),
                "ServerSideEncryptionConfigurationNotFoundError"),
            $"with which key {name} encrypts, and whether the caller may use it");
        return (encryption?.ServerSideEncryptionRules ?? []).Select(rule => rule.ServerSideEncryptionByDefault)
            .Where(standard => standard?.ServerSideEncryptionAlgorithm.Value.StartsWith("aws:kms", StringComparison.Ordinal) is true)
            .Select(standard => standard.ServerSideEncryptionKeyManagementServiceKeyId ?? KeyConfiguration.Managed)
            .FirstOrDefault();
    }

    /// <summary>A policy that wants requests over an endpoint keeps whoever traces from looking at objects, too.</summary>
    private static async Task<string?> ObjectKeyAsync(LabOperation lab, ConfigurationReads reads, string name, string key)
    {
        try
        {
            return (await lab.S3((s3, token) => s3.GetObjectMetadataAsync(name, key, token), $"{name}/{key}"))
                .ServerSideEncryptionKeyManagementServiceKeyId;
        }
        catch (LabException error) when (ConfigurationReads.IsRefusal(error))
        {
            reads.Assume(
                error,
                $"with which key {name}/{key} itself is encrypted",
                $"{name}/{key} is encrypted as the bucket encrypts by default: HeadObject, which would tell, is refused.");
            return await DefaultKeyAsync(lab, reads, name);
        }
    }

    /// <summary>What may well not be there, for which S3 has an error of its own.</summary>
    private static async Task<T> OptionalAsync<T>(Func<Task<T?>> read, T none, string? absent = null) where T : class
    {
        try
        {
            return await read() ?? none;
        }
        catch (LabException error) when (error.AwsErrorCode == absent)
        {
            return none;
        }
    }

    private static string RegionOf(GetBucketLocationResponse answer) => answer.Location?.Value switch
    {
        null or "" => FirstRegion,
        "EU" => "eu-west-1",
        var region => region,
    };

    private static string? HintOf(LabException error) =>
        (error.InnerException?.InnerException as HttpErrorResponseException)?.Response.GetHeaderValue("x-amz-bucket-region") is
            { Length: > 0 } region ? region : null;
}
