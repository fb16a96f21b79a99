using System.Globalization;
using System.Xml.Linq;

namespace EndpointLab.Simulator.S3;

/// <summary>ListObjectsV2 and ListObjects.</summary>
internal static class ObjectLists
{
    private const int LargestPage = 1000;

    public static CloudResponse ListV2(S3Call call)
    {
        if (call.Query["list-type"] is not "2")
            throw S3Errors.InvalidArgument("Invalid List Type specified in Query", "list-type", call.Query["list-type"]);
        var start = call.Query.GetValueOrDefault("start-after");
        var token = call.Query.GetValueOrDefault("continuation-token");
        var page = Page.Of(call, token is null ? start ?? "" : PageToken.Read(token));
        return S3Answer.Xml(
            "ListBucketResult",
            page.Common(call),
            start is null ? null : new XElement("StartAfter", page.Encode(start)),
            token is null ? null : new XElement("ContinuationToken", token),
            page.Last is null ? null : new XElement("NextContinuationToken", PageToken.Write(page.Last)),
            new XElement("KeyCount", page.Contents.Count + page.CommonPrefixes.Count),
            page.Items(call.Query.GetValueOrDefault("fetch-owner") is "true" ? call.Bucket.AccountId : null));
    }

    public static CloudResponse ListV1(S3Call call)
    {
        var marker = call.Query.GetValueOrDefault("marker", "");
        var page = Page.Of(call, marker);
        return S3Answer.Xml(
            "ListBucketResult",
            page.Common(call),
            new XElement("Marker", page.Encode(marker)),
            page.Last is null || !call.Query.ContainsKey("delimiter") ? null : new XElement("NextMarker", page.Encode(page.Last)),
            page.Items(call.Bucket.AccountId));
    }

    /// <summary>One page of a listing.</summary>
    /// <param name="Last">The last key or common prefix, after which the next page starts; null where this page is the last.</param>
    private sealed record Page(
        List<KeyValuePair<string, StoredObject>> Contents, List<string> CommonPrefixes, string? Last, int Size, bool Encoded)
    {
        /// <param name="after">The key or common prefix after which the page starts.</param>
        public static Page Of(S3Call call, string after)
        {
            var prefix = call.Query.GetValueOrDefault("prefix", "");
            var delimiter = call.Query.GetValueOrDefault("delimiter", "");
            var size = Math.Min(call.Number("max-keys", LargestPage), LargestPage);
            var encoding = call.Query.GetValueOrDefault("encoding-type", "");
            if (encoding is not ("" or "url"))
                throw S3Errors.InvalidArgument("Invalid Encoding Method specified in Request", "encoding-type", encoding);
            Page page = new([], [], null, size, encoding is "url");
            string? last = null;
            foreach (var (key, value) in call.Bucket.Objects)
            {
                if (!key.StartsWith(prefix, StringComparison.Ordinal) || Bucket.CompareUtf8(key, after) <= 0)
                    continue;
                var end = delimiter.Length == 0 ? -1 : key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
                var common = end < 0 ? null : key[..(end + delimiter.Length)];
                if (common is not null && (common == last || common == after))
                    continue;
                if (page.Contents.Count + page.CommonPrefixes.Count >= size)
                    return page with { Last = last };
                if (common is null)
                    page.Contents.Add(new(key, value));
                else
                    page.CommonPrefixes.Add(common);
                last = common ?? key;
            }

            return page;
        }

        public string Encode(string text) => Encoded ? Uri.EscapeDataString(text).Replace("%2F", "/", StringComparison.Ordinal) : text;

        public IEnumerable<XElement?> Common(S3Call call) =>
        [
            new("Name", call.Bucket.Name),
            new("Prefix", Encode(call.Query.GetValueOrDefault("prefix", ""))),
            call.Query.TryGetValue("delimiter", out var delimiter) ? new("Delimiter", Encode(delimiter)) : null,
            new("MaxKeys", Size.ToString(CultureInfo.InvariantCulture)),
            Encoded ? new("EncodingType", "url") : null,
            new("IsTruncated", Last is null ? "false" : "true"),
        ];

        /// <param name="owner">The account that owns the objects; null where the listing doesn't tell.</param>
        public IEnumerable<XElement> Items(string? owner) =>
        [
            .. Contents.Select(item => new XElement(
                "Contents",
                new XElement("Key", Encode(item.Key)),
                new XElement("LastModified", S3Answer.Time(item.Value.LastModified)),
                new XElement("ETag", item.Value.ETag),
                new XElement("ChecksumAlgorithm", item.Value.Checksum.Algorithm),
                new XElement("ChecksumType", "FULL_OBJECT"),
                new XElement("Size", item.Value.Content.Length),
                owner is null ? null : new XElement("Owner", new XElement("ID", S3Buckets.CanonicalUserId(owner))),
                new XElement("StorageClass", "STANDARD"))),
            .. CommonPrefixes.Select(prefix => new XElement("CommonPrefixes", new XElement("Prefix", Encode(prefix)))),
        ];
    }
}
