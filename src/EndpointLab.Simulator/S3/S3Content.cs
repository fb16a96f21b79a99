using System.Globalization;
using System.Security.Cryptography;
using System.Xml.Linq;

namespace EndpointLab.Simulator.S3;

/// <summary>A request's body without its transfer encoding, once every digest that came with it was found right.</summary>
/// <param name="Bytes">What was sent.</param>
/// <param name="Sent">The checksum that the client sent along, in a header or a trailer; null where it sent none.</param>
internal sealed record S3Content(byte[] Bytes, Checksum? Sent)
{
    /// <summary>The checksum that S3 keeps: the client's, or else one of its own.</summary>
    public Checksum Checksum { get; } = Sent ?? Checksum.Of(Bytes, Checksum.Default);

    public string ETag { get; } = $"\"{Convert.ToHexString(Checksum.Md5(Bytes)).ToLowerInvariant()}\"";

    /// <summary>Reads a body now, and tells what is wrong with it where it is asked for.</summary>
    public static Lazy<S3Content> Prepare(CloudRequest request)
    {
        Lazy<S3Content> content = new(() => Read(request));
        try
        {
            _ = content.Value;
        }
        catch (ServiceException)
        {
            // Who may not write at all is told that first.
        }
        return content;
    }

    private static S3Content Read(CloudRequest request)
    {
        Dictionary<string, string> fields = new(request.Headers, StringComparer.OrdinalIgnoreCase);
        var hash = Field("x-amz-content-sha256");
        var body = AwsChunked.Applies(hash) ? AwsChunked.Decode(request.Body, fields) : request.Body;
        if (Field("x-amz-decoded-content-length") is { } length && length != body.Length.ToString(CultureInfo.InvariantCulture))
            throw S3Errors.IncompleteBody();
        if (hash is { Length: 64 } && !hash.Equals(Convert.ToHexString(SHA256.HashData(body)), StringComparison.OrdinalIgnoreCase))
            throw S3Errors.ContentHashMismatch();
        if (Field("Content-MD5") is { } md5)
            CheckMd5(md5, body);
        if (Field("x-amz-trailer") is { } trailer && Field(trailer) is null)
            throw S3Errors.MalformedTrailer();
        if (Checksum.Names.FirstOrDefault(name => Field(Checksum.HeaderOf(name)) is not null) is not { } algorithm)
            return new(body, null);
        var checksum = Checksum.Of(body, algorithm);
        return Field(checksum.Header) == checksum.Value ? new(body, checksum) : throw S3Errors.BadChecksum(algorithm);

        string? Field(string name) => fields.GetValueOrDefault(name);
    }

    /// <summary>The body as XML without namespaces.</summary>
    /// <exception cref="ServiceException">MalformedXML.</exception>
    public XElement Xml(string root) =>
        XmlBody.Parse(Bytes) is { } element && element.Name == root ? element : throw S3Errors.MalformedXml();

    private static void CheckMd5(string sent, byte[] body)
    {
        var bytes = new byte[16];
        if (!Convert.TryFromBase64String(sent, bytes, out var size) || size != bytes.Length)
            throw S3Errors.InvalidDigest();
        if (!bytes.AsSpan().SequenceEqual(Checksum.Md5(body)))
            throw S3Errors.BadMd5();
    }
}
