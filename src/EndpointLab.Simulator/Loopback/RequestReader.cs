using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Text;

namespace EndpointLab.Simulator.Loopback;

/// <summary>Reads HTTP/1.1 requests (RFC 9112) from one connection, each with its whole body.</summary>
internal sealed class RequestReader(PipeReader input, PipeWriter output)
{
    private const int HeadLimit = 64 * 1024;
    private const int BodyLimit = 64 * 1024 * 1024;
    private static readonly byte[] Line = "\r\n"u8.ToArray();
    private static readonly byte[] BlankLine = "\r\n\r\n"u8.ToArray();
    private static readonly byte[] Continue = "HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray();
    private static readonly SearchValues<char> NotInField = SearchValues.Create("\r\n\0");
    private static readonly SearchValues<char> NotInHost = SearchValues.Create("/?#@\\ ");

    // S3 keys may hold "..", "//" and "%2F", all of which Uri would otherwise rewrite.
    private static readonly UriCreationOptions AsSent = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly Stream bodyStream = input.AsStream(leaveOpen: true);

    /// <summary>The next request, or null when the client has closed the connection.</summary>
    /// <exception cref="BadRequestException">The bytes are no request this server takes.</exception>
    public async ValueTask<HttpRequestMessage?> ReadAsync(CancellationToken cancellation)
    {
        if (await ReadUntilAsync(BlankLine, HeadLimit, HttpStatusCode.RequestHeaderFieldsTooLarge, cancellation) is not { } head)
            return null;

        var lines = head.Split("\r\n");
        var fields = Array.ConvertAll(lines[1..], ParseField);
        var request = ParseRequestLine(lines[0], Single(fields, "Host") ?? throw new BadRequestException("There is no Host header."));
        try
        {
            request.Content = new ByteArrayContent(await ReadBodyAsync(fields, cancellation));
        }
        catch (BadRequestException e) when (e.Status is HttpStatusCode.RequestEntityTooLarge)
        {
            // The service that it was meant for says so. What is left of the body could be taken for the next request.
            request.Content = new ByteArrayContent([]);
            request.Options.Set(CloudHandler.LargestBody, BodyLimit);
            request.Headers.ConnectionClose = true;
        }
        foreach (var (name, value) in fields)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value) && !request.Content.Headers.TryAddWithoutValidation(name, value))
                throw new BadRequestException($"'{name}' is no header name.");
        }

        return request;
    }

    private static HttpRequestMessage ParseRequestLine(string line, string host)
    {
        if (line.Split(' ') is not [var method, var target, var version] || method.Length == 0 || !method.All(char.IsAsciiLetter))
            throw new BadRequestException("The request line is malformed.");
        if (version != "HTTP/1.1")
            throw new BadRequestException("Only HTTP/1.1 is served.", HttpStatusCode.HttpVersionNotSupported);
        if (target.Any(c => c is <= ' ' or >= '\x7f'))
            throw new BadRequestException("The request target is not percent-encoded.");

        var address = target.StartsWith('/') ? $"http://{host}{target}" : target;
        if (host.AsSpan().ContainsAny(NotInHost) || !Uri.TryCreate(address, AsSent, out var uri) || uri.Scheme != Uri.UriSchemeHttp
            || !uri.AbsolutePath.StartsWith('/'))
            throw new BadRequestException("The request target or the Host header is malformed.");
        if (!IsServed(uri.Host))
            throw new BadRequestException($"'{uri.Host}' is not served here.", HttpStatusCode.MisdirectedRequest);
        return new HttpRequestMessage(HttpMethod.Parse(method), uri) { Version = HttpVersion.Version11 };
    }

    /// <summary>This machine's names and AWS's: a web page that rebinds a name of its own to 127.0.0.1 is turned away.</summary>
    private static bool IsServed(string host) =>
        host is "127.0.0.1" or "localhost"
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase);

    private static (string Name, string Value) ParseField(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || line[colon - 1] is ' ' or '\t' || line[0] is ' ' or '\t' || line.AsSpan().ContainsAny(NotInField))
            throw new BadRequestException("A header is malformed.");
        return (line[..colon], line[(colon + 1)..].Trim(' ', '\t'));
    }

    private static string? Single((string Name, string Value)[] fields, string name)
    {
        string? found = null;
        foreach (var field in fields)
        {
            if (field.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                found = found is null ? field.Value : throw new BadRequestException($"There are several {name} headers.");
        }

        return found;
    }

    private async ValueTask<byte[]> ReadBodyAsync((string Name, string Value)[] fields, CancellationToken cancellation)
    {
        int? length = Single(fields, "Content-Length") is { } text ? ParseLength(text, NumberStyles.None) : null;
        var encoding = Single(fields, "Transfer-Encoding");
        if (encoding is not null && (length is not null || !encoding.Equals("chunked", StringComparison.OrdinalIgnoreCase)))
            throw new BadRequestException("The transfer encoding is not one this server takes.");
        if (Single(fields, "Expect") is not null)
            await output.WriteAsync(Continue, cancellation);
        if (encoding is not null)
            return await ReadChunksAsync(cancellation);

        var body = new byte[length ?? 0];
        await bodyStream.ReadExactlyAsync(body, cancellation);
        return body;
    }

    private async ValueTask<byte[]> ReadChunksAsync(CancellationToken cancellation)
    {
        var body = new ArrayBufferWriter<byte>();
        while (true)
        {
            var head = await ReadLineAsync(cancellation);
            var size = ParseLength(head.Split(';')[0].Trim(), NumberStyles.AllowHexSpecifier, body.WrittenCount);
            if (size == 0)
                break;
            await bodyStream.ReadExactlyAsync(body.GetMemory(size)[..size], cancellation);
            body.Advance(size);
            if (await ReadLineAsync(cancellation) is not "")
                throw new BadRequestException("A chunk is longer than it says.");
        }

        for (var trailers = HeadLimit; await ReadLineAsync(cancellation) is { Length: > 0 } trailer; trailers -= trailer.Length)
        {
            if (trailer.Length > trailers)
                throw new BadRequestException("The trailers are too long.", HttpStatusCode.RequestHeaderFieldsTooLarge);
        }

        return body.WrittenSpan.ToArray();
    }

    private static int ParseLength(string text, NumberStyles style, int before = 0)
    {
        if (!ulong.TryParse(text, style, CultureInfo.InvariantCulture, out var length))
            throw new BadRequestException($"'{text}' is no length.");
        return length <= (ulong)(BodyLimit - before)
            ? (int)length
            : throw new BadRequestException($"A body has at most {BodyLimit} bytes.", HttpStatusCode.RequestEntityTooLarge);
    }

    private async ValueTask<string> ReadLineAsync(CancellationToken cancellation) =>
        await ReadUntilAsync(Line, HeadLimit, HttpStatusCode.BadRequest, cancellation) ?? throw new EndOfStreamException();

    private async ValueTask<string?> ReadUntilAsync(
        byte[] delimiter, int limit, HttpStatusCode tooLong, CancellationToken cancellation)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancellation);
            var buffer = read.Buffer;
            if (Take(ref buffer, delimiter) is { } text && text.Length <= limit)
            {
                input.AdvanceTo(buffer.Start);
                return text;
            }

            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (read.Buffer.Length > limit)
                throw new BadRequestException($"More than {limit} bytes of headers.", tooLong);
            if (read.IsCompleted)
                return null;
        }
    }

    private static string? Take(ref ReadOnlySequence<byte> buffer, ReadOnlySpan<byte> delimiter)
    {
        var reader = new SequenceReader<byte>(buffer);
        if (!reader.TryReadTo(out ReadOnlySequence<byte> text, delimiter))
            return null;
        buffer = reader.UnreadSequence;
        return Encoding.Latin1.GetString(text);
    }
}
