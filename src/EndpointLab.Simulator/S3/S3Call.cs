using System.Globalization;
using System.Security.Cryptography;
using System.Xml;
using System.Xml.Linq;

namespace EndpointLab.Simulator.S3;

/// <summary>One request to S3: what it is about, who makes it, and whence it comes.</summary>
internal sealed class S3Call(
    CloudRequest request, Caller caller, S3Address address, S3Source source, S3Buckets buckets, DateTimeOffset now)
{
    private byte[]? content;

    public CloudRequest Request => request;

    public Caller Caller => caller;

    public S3Address Address => address;

    public S3Source Source => source;

    public S3Buckets Buckets => buckets;

    public DateTimeOffset Now => now;

    public Dictionary<string, string> Query { get; } = ParseQuery(request.Uri.Query);

    public string Key => address.Key;

    /// <summary>The bucket that the request names.</summary>
    /// <exception cref="ServiceException">NoSuchBucket.</exception>
    public Bucket Bucket => buckets.Find(address.Bucket!) ?? throw S3Errors.NoSuchBucket(address.Bucket!);

    public string? Header(string name) => request.Headers.GetValueOrDefault(name);

    /// <summary>The body without its transfer encoding, once every digest that came with it was found right.</summary>
    /// <exception cref="ServiceException">The body is not what its headers or trailers say.</exception>
    public byte[] Content => content ??= ReadContent();

    /// <summary>The body as XML without namespaces.</summary>
    /// <exception cref="ServiceException">MalformedXML.</exception>
    public XElement XmlContent(string root)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(Content), new() { DtdProcessing = DtdProcessing.Prohibit });
            var element = XElement.Load(reader);
            foreach (var one in element.DescendantsAndSelf())
                one.Name = one.Name.LocalName;
            return element.Name == root ? element : throw S3Errors.MalformedXml();
        }
        catch (XmlException)
        {
            throw S3Errors.MalformedXml();
        }
    }

    /// <summary>A number in the query.</summary>
    /// <exception cref="ServiceException">InvalidArgument.</exception>
    public int Number(string name, int otherwise) =>
        !Query.TryGetValue(name, out var text) || text.Length == 0 ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value
        : throw S3Errors.InvalidArgument($"Provided {name} not an integer or within integer range", name, text);

    /// <summary>The checksum the client sent along, proven right; null where it sent none.</summary>
    public Checksum? SentChecksum { get; private set; }

    private byte[] ReadContent()
    {
        var hash = Header("x-amz-content-sha256");
        var body = AwsChunked.Applies(hash) ? AwsChunked.Decode(request.Body, request.Headers) : request.Body;
        if (Header("x-amz-decoded-content-length") is { } length && length != body.Length.ToString(CultureInfo.InvariantCulture))
            throw S3Errors.IncompleteBody();
        if (hash is { Length: 64 } && !hash.Equals(Convert.ToHexString(SHA256.HashData(body)), StringComparison.OrdinalIgnoreCase))
            throw S3Errors.ContentHashMismatch();
        if (Header("Content-MD5") is { } md5)
            CheckMd5(md5, body);
        if (Header("x-amz-trailer") is { } trailer && Header(trailer) is null)
            throw S3Errors.MalformedTrailer();
        foreach (var algorithm in Checksum.Names.Where(name => Header(Checksum.HeaderOf(name)) is not null))
        {
            SentChecksum = Checksum.Of(body, algorithm);
            if (Header(SentChecksum.Header) != SentChecksum.Value)
                throw S3Errors.BadChecksum(algorithm);
        }

        return body;
    }

    private static void CheckMd5(string sent, byte[] body)
    {
        var bytes = new byte[16];
        if (!Convert.TryFromBase64String(sent, bytes, out var size) || size != bytes.Length)
            throw S3Errors.InvalidDigest();
        if (!bytes.AsSpan().SequenceEqual(Checksum.Md5(body)))
            throw S3Errors.BadMd5();
    }

    private static Dictionary<string, string> ParseQuery(string query)
    {
        Dictionary<string, string> parsed = [];
        foreach (var pair in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            parsed[Decode(parts[0])] = parts.Length == 2 ? Decode(parts[1]) : "";
        }

        return parsed;

        static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
    }
}
