using System.Xml.Linq;

namespace EndpointLab.Simulator.S3;

/// <summary>CreateBucket, DeleteBucket, HeadBucket, ListBuckets and GetBucketLocation.</summary>
internal static class BucketOperations
{
    private const string GlobalRegion = "us-east-1";
    private const int LargestPage = 10_000;

    public static CloudResponse Create(S3Call call)
    {
        var name = call.Address.Bucket!;
        if (!BucketName.IsValid(name))
            throw S3Errors.InvalidBucketName(name);
        var configuration = call.Content.Bytes.Length == 0 ? null : call.Content.Xml("CreateBucketConfiguration");
        var region = RegionOf(call, configuration?.Element("LocationConstraint")?.Value);
        var tags = configuration?.Element("Tags") is { } list ? BucketTags.Read(list, TagUse.BucketCreation) : [];
        var ownership = BucketOwnership.OfNew(call);
        if (call.Buckets.Find(name) is not { } existing)
        {
            call.Buckets.Add(new(name, call.Caller.AccountId!, region, call.Now)
            {
                Tags = tags.Count == 0 ? null : tags,
                Ownership = ownership,
            });
        }
        else if (existing.AccountId != call.Caller.AccountId)
            throw S3Errors.BucketAlreadyExists(name);
        else if (existing.Region != GlobalRegion || region != GlobalRegion || tags.Count > 0)
            throw S3Errors.BucketAlreadyOwnedByYou(name);
        var response = S3Answer.Empty();
        response.Headers["Location"] = region is GlobalRegion ? $"/{name}" : $"http://{name}.s3.amazonaws.com/";
        response.Headers["x-amz-bucket-arn"] = $"arn:aws:s3:::{name}";
        return response;
    }

    public static CloudResponse Delete(S3Call call)
    {
        var bucket = call.Bucket;
        if (bucket.Objects.Count > 0)
            throw S3Errors.BucketNotEmpty(bucket.Name);
        call.Buckets.Remove(bucket);
        return S3Answer.NoContent();
    }

    public static CloudResponse Head(S3Call call)
    {
        var response = S3Answer.Empty();
        response.Headers["x-amz-bucket-arn"] = call.Bucket.Arn;
        response.Headers["x-amz-access-point-alias"] = "false";
        return response;
    }

    public static CloudResponse GetLocation(S3Call call) =>
        S3Answer.Xml("LocationConstraint", call.Bucket.Region is GlobalRegion ? null : call.Bucket.Region);

    public static CloudResponse List(S3Call call)
    {
        var prefix = call.Query.GetValueOrDefault("prefix");
        var region = call.Query.GetValueOrDefault("bucket-region");
        var after = call.Query.TryGetValue("continuation-token", out var token) ? PageToken.Read(token) : "";
        var size = call.Number("max-buckets", LargestPage);
        if (size is 0 or > LargestPage)
        {
            throw S3Errors.InvalidArgument(
                $"Argument max-buckets must be an integer between 1 and {LargestPage}", "max-buckets", $"{size}");
        }
        var matching = call.Buckets.OwnedBy(call.Caller.AccountId!)
            .Where(bucket => bucket.Name.StartsWith(prefix ?? "", StringComparison.Ordinal))
            .Where(bucket => string.IsNullOrEmpty(region) || bucket.Region == region)
            .Where(bucket => string.CompareOrdinal(bucket.Name, after) > 0)
            .ToList();
        var page = matching.Take(size).ToList();
        return S3Answer.Xml(
            "ListAllMyBucketsResult",
            new XElement("Owner", new XElement("ID", S3Buckets.CanonicalUserId(call.Caller.AccountId!))),
            new XElement("Buckets", page.Select(bucket => new XElement(
                "Bucket",
                new XElement("Name", bucket.Name),
                new XElement("CreationDate", S3Answer.Time(bucket.Created)),
                new XElement("BucketRegion", bucket.Region),
                new XElement("BucketArn", bucket.Arn)))),
            prefix is null ? null : new XElement("Prefix", prefix),
            page.Count < matching.Count ? new XElement("ContinuationToken", PageToken.Write(page[^1].Name)) : null);
    }

    /// <summary>The Region of a new bucket: the endpoint's, unless the global endpoint is told another.</summary>
    private static string RegionOf(S3Call call, string? constraint)
    {
        var endpoint = call.Address.Region ?? (call.Address.IsGlobal ? GlobalRegion : call.Caller.Region);
        if (call.Caller.Region != endpoint && !call.Address.IsGlobal)
            throw S3Errors.AuthorizationHeaderMalformed(call.Caller.Region, endpoint);
        if (string.IsNullOrEmpty(constraint))
            return endpoint is GlobalRegion ? endpoint : throw S3Errors.IllegalLocationConstraint("unspecified");
        var region = constraint is "EU" ? "eu-west-1" : constraint;
        if (region is GlobalRegion || Region.Find(region) is null)
            throw S3Errors.InvalidLocationConstraint(constraint);
        return region == endpoint || call.Address.IsGlobal ? region : throw S3Errors.IllegalLocationConstraint(constraint);
    }
}
