using System.Buffers.Text;
using System.Text;

namespace EndpointLab.Simulator.S3;

/// <summary>
/// Takes a body out of the aws-chunked encoding ("Signature calculations for the authorization header: transferring payload in
/// multiple chunks" and "… including trailing headers" in the S3 API reference). Signatures of chunks are read over; that of
/// the request, from which they are chained, is checked as any other.
/// </summary>
internal static class AwsChunked
{
    public static bool Applies(string? contentHash) => contentHash?.StartsWith("STREAMING-", StringComparison.Ordinal) == true;

    /// <exception cref="ServiceException">The body ends early, or it isn't chunked as announced.</exception>
    public static byte[] Decode(byte[] body, IDictionary<string, string> trailers)
    {
        using MemoryStream content = new(body.Length);
        for (var rest = body.AsSpan(); ;)
        {
            var line = TakeLine(ref rest);
            var end = line.IndexOf((byte)';');
            var digits = end < 0 ? line : line[..end];
            if (!Utf8Parser.TryParse(digits, out int size, out var used, 'x') || used != digits.Length || size < 0)
                throw S3Errors.IncompleteBody();
            if (size == 0)
            {
                ReadTrailers(rest, trailers);
                return content.ToArray();
            }

            if (rest.Length < size + 2 || !rest.Slice(size, 2).SequenceEqual("\r\n"u8))
                throw S3Errors.IncompleteBody();
            content.Write(rest[..size]);
            rest = rest[(size + 2)..];
        }
    }

    private static void ReadTrailers(Span<byte> rest, IDictionary<string, string> trailers)
    {
        while (rest.Length > 0)
        {
            var line = Encoding.ASCII.GetString(TakeLine(ref rest));
            if (line.Length == 0)
                return;
            if (line.Split(':', 2, StringSplitOptions.TrimEntries) is not [var name, var value])
                throw S3Errors.MalformedTrailer();
            trailers[name] = value;
        }
    }

    private static Span<byte> TakeLine(ref Span<byte> rest)
    {
        var end = rest.IndexOf("\r\n"u8);
        if (end < 0)
            throw S3Errors.IncompleteBody();
        var line = rest[..end];
        rest = rest[(end + 2)..];
        return line;
    }
}
