using System.Globalization;
using System.Net;
using System.Xml.Linq;

namespace EndpointLab.Simulator.S3;

/// <summary>PutObject, CopyObject, GetObject, HeadObject, DeleteObject and DeleteObjects.</summary>
internal static class ObjectOperations
{
    private const string Metadata = "x-amz-meta-";
    private const string Bypass = "x-amz-bypass-governance-retention";
    private const int MostDeletions = 1000;

    /// <summary>Those that a reader may ask to be different, besides Content-Type.</summary>
    private static readonly string[] OverridableHeaders =
        ["Cache-Control", "Content-Disposition", "Content-Encoding", "Content-Language", "Expires"];

    private static readonly string[] KeptHeaders =
        [.. OverridableHeaders, "x-amz-website-redirect-location"];

    public static CloudResponse Put(S3Call call)
    {
        var content = call.Content;
        Preconditions.CheckWrite(call);
        var stored = new StoredObject(content.Bytes, content.ETag, call.Now)
        {
            ContentType = call.Header("Content-Type") ?? "binary/octet-stream",
            Headers = KeptHeadersOf(call),
            Checksum = content.Checksum,
            Tags = ObjectTags.OfNew(call),
            Encryption = ObjectEncryption.OfNew(call),
        };
        call.Bucket.Objects[call.Key] = stored;
        var response = stored.Encryption.AddTo(S3Answer.Empty());
        response.Headers["ETag"] = stored.ETag;
        AddChecksum(response, content.Checksum);
        return response;
    }

    public static CloudResponse Copy(S3Call call)
    {
        var source = Uri.UnescapeDataString(call.Header(S3Operation.CopySource)!.Split('?')[0].TrimStart('/'));
        if (source.Split('/', 2) is not [var name, { Length: > 0 } key])
            throw S3Errors.InvalidArgument(
                "Invalid copy source object key", S3Operation.CopySource, call.Header(S3Operation.CopySource)!);
        var bucket = call.Buckets.Find(name) ?? throw S3Errors.NoSuchBucket(name);
        S3Access.Require(call, "s3:GetObject", bucket, $"{bucket.Arn}/{key}");
        var original = Find(call, bucket, key);
        Preconditions.CheckCopySource(call, original);
        Preconditions.CheckWrite(call);
        var replaced = call.Header("x-amz-metadata-directive") is "REPLACE";
        if (!replaced && bucket == call.Bucket && key == call.Key && call.Header(ObjectEncryption.Header) is null)
        {
            throw S3Errors.InvalidRequest("This copy request is illegal because it is trying to copy an object to itself "
                + "without changing the object's metadata, storage class, website redirect location or encryption attributes.");
        }

        original.Encryption.CheckReader(call, bucket, key);
        var copy = original with { LastModified = call.Now, Encryption = ObjectEncryption.OfNew(call) };
        if (replaced)
            copy = copy with { ContentType = call.Header("Content-Type") ?? "binary/octet-stream", Headers = KeptHeadersOf(call) };
        if (call.Header("x-amz-tagging-directive") is "REPLACE")
            copy = copy with { Tags = ObjectTags.OfNew(call) };
        if (call.Header("x-amz-checksum-algorithm") is { } algorithm)
            copy = copy with { Checksum = Checksum.Of(copy.Content, algorithm) };
        call.Bucket.Objects[call.Key] = copy;
        return copy.Encryption.AddTo(S3Answer.Xml(
            "CopyObjectResult",
            new XElement("LastModified", S3Answer.Time(copy.LastModified)),
            new XElement("ETag", copy.ETag),
            new XElement("Checksum" + copy.Checksum.Algorithm, copy.Checksum.Value),
            new XElement("ChecksumType", "FULL_OBJECT")));
    }

    /// <summary>Also HeadObject: whoever carries the answer to a HEAD request leaves its body out.</summary>
    public static CloudResponse Get(S3Call call)
    {
        if (call.Query.TryGetValue("versionId", out var version) && version is not "null")
            throw S3Errors.InvalidArgument("Invalid version id specified", "versionId", version);
        var found = Find(call, call.Bucket, call.Key);
        Preconditions.CheckRead(call, found);
        var withChecksum = call.Header("x-amz-checksum-mode") is "ENABLED";
        if (call.Request.Method is "GET" || withChecksum)
            found.Encryption.CheckReader(call, call.Bucket, call.Key);
        var range = ByteRange.Of(call.Header("Range"), found.Content.Length);
        var response = range is { } part
            ? new CloudResponse(HttpStatusCode.PartialContent, ContentType(), found.Content[part.From..(part.To + 1)])
            : new CloudResponse(HttpStatusCode.OK, ContentType(), found.Content);
        foreach (var (header, value) in found.Headers)
            response.Headers[header] = value;
        foreach (var header in OverridableHeaders)
        {
            if (Override(call, header) is { } value)
                response.Headers[header] = value;
        }

        response.Headers["Accept-Ranges"] = "bytes";
        response.Headers["ETag"] = found.ETag;
        response.Headers["Last-Modified"] = found.LastModified.UtcDateTime.ToString("R", CultureInfo.InvariantCulture);
        if (found.Tags.Count > 0)
            response.Headers["x-amz-tagging-count"] = found.Tags.Count.ToString(CultureInfo.InvariantCulture);
        if (range is { } sent)
            response.Headers["Content-Range"] = $"bytes {sent.From}-{sent.To}/{found.Content.Length}";
        if (withChecksum && response.Body.Length == found.Content.Length)
            AddChecksum(response, found.Checksum);
        return found.Encryption.AddTo(response);

        string ContentType() => Override(call, "Content-Type") ?? found.ContentType;
    }

    /// <summary>What a query parameter such as <c>response-expires</c> sets a header of the answer to; null where there is none.</summary>
    /// <exception cref="ServiceException">InvalidArgument: it holds what no header can.</exception>
    private static string? Override(S3Call call, string header)
    {
        var parameter = "response-" + header.ToLowerInvariant();
        var value = call.Query.GetValueOrDefault(parameter);
        return value?.Any(c => c is < ' ' or '\x7f' or > '\xff') != true ? value : throw S3Errors.InvalidArgument(
            "Header value cannot be represented using ISO-8859-1.", parameter, value);
    }

    public static CloudResponse Delete(S3Call call)
    {
        if (call.Query.TryGetValue("versionId", out var version) && version is not "null")
            throw S3Errors.InvalidArgument("Invalid version id specified", "versionId", version);
        CheckNotBypassing(call);
        Preconditions.CheckDelete(call);
        call.Bucket.Objects.Remove(call.Key);
        return S3Answer.NoContent();
    }

    public static CloudResponse DeleteMany(S3Call call)
    {
        var request = call.Content.Xml("Delete");
        if (call.Header("Content-MD5") is null && call.Content.Sent is null)
            throw S3Errors.InvalidRequest("Missing required header for this request: Content-MD5");
        var keys = request.Elements("Object").ToList();
        if (keys.Count is 0 or > MostDeletions || keys.Exists(item => item.Element("Key") is null))
            throw S3Errors.MalformedXml();
        CheckNotBypassing(call);
        var quiet = request.Element("Quiet")?.Value is "true";
        var results = keys.ConvertAll(item => DeleteOne(call, item));
        return S3Answer.Xml("DeleteResult", results.Where(result => !quiet || result.Name == "Error"));
    }

    /// <exception cref="ServiceException">InvalidArgument: there are no locks here that a deletion could pass by.</exception>
    private static void CheckNotBypassing(S3Call call)
    {
        if (call.Header(Bypass) is not null)
            throw S3Errors.InvalidArgument($"{Bypass} is only applicable to Object Lock enabled buckets.", Bypass);
    }

    private static XElement DeleteOne(S3Call call, XElement item)
    {
        var key = item.Element("Key")!;
        var version = item.Element("VersionId");
        try
        {
            S3Access.Require(call, "s3:DeleteObject", call.Bucket, $"{call.Bucket.Arn}/{key.Value}");
            if (version is { Value: not "null" })
                throw new ServiceException("NoSuchVersion", "The specified version does not exist.");
            call.Bucket.Objects.Remove(key.Value);
            return new("Deleted", key, version);
        }
        catch (ServiceException refusal)
        {
            return new("Error", key, version, new XElement("Code", refusal.Code), new XElement("Message", refusal.Message));
        }
    }

    /// <summary>An object; who may not list the bucket is not told that one isn't there.</summary>
    /// <param name="missing">What the refusal calls a key that isn't there; null for the key itself.</param>
    /// <exception cref="ServiceException">NoSuchKey, or AccessDenied.</exception>
    public static StoredObject Find(S3Call call, Bucket bucket, string key, string? missing = null)
    {
        if (bucket.Objects.TryGetValue(key, out var found))
            return found;
        S3Access.Require(call, "s3:ListBucket", bucket, bucket.Arn);
        throw S3Errors.NoSuchKey(missing ?? key);
    }

    private static Dictionary<string, string> KeptHeadersOf(S3Call call)
    {
        Dictionary<string, string> kept = [];
        foreach (var (name, value) in call.Request.Headers)
        {
            if (name.StartsWith(Metadata, StringComparison.OrdinalIgnoreCase))
                kept[name.ToLowerInvariant()] = value;
            else if (KeptHeaders.FirstOrDefault(header => header.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } header)
                kept[header] = value;
        }

        // What only carried the body here is no property of the object.
        if (kept.TryGetValue("Content-Encoding", out var encodings))
        {
            var own = encodings.Split(',', StringSplitOptions.TrimEntries).Where(encoding => encoding is not "aws-chunked").ToList();
            kept["Content-Encoding"] = string.Join(",", own);
            if (own.Count == 0)
                kept.Remove("Content-Encoding");
        }

        return kept;
    }

    private static void AddChecksum(CloudResponse response, Checksum checksum)
    {
        response.Headers[checksum.Header] = checksum.Value;
        response.Headers["x-amz-checksum-type"] = "FULL_OBJECT";
    }
}
