using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace EndpointLab.Simulator.Loopback;

/// <summary>Writes HTTP/1.1 answers to one connection, always with a Content-Length.</summary>
internal sealed class ResponseWriter(PipeWriter output)
{
    private readonly Stream bodyStream = output.AsStream(leaveOpen: true);

    /// <param name="response">The answer.</param>
    /// <param name="headOnly">Whether the request was a HEAD: the length is announced, the body stays away.</param>
    /// <param name="close">Whether to tell the client that the connection ends here.</param>
    /// <param name="cancellation">Ends the connection.</param>
    public async ValueTask WriteAsync(HttpResponseMessage response, bool headOnly, bool close, CancellationToken cancellation)
    {
        var content = response.Content;
        while (content.Headers.ContentLength is null) // Reading a known length is also what adds the header.
            await content.LoadIntoBufferAsync();

        Write("HTTP/1.1 ");
        Write(((int)response.StatusCode).ToString(CultureInfo.InvariantCulture));
        Write(" ");
        Write(response.ReasonPhrase ?? "");
        Write("\r\n");
        Write(response.Headers.NonValidated);
        if (response.StatusCode != HttpStatusCode.NoContent)
            Write(content.Headers.NonValidated);
        Write(close ? "Connection: close\r\n\r\n" : "\r\n");
        if (!headOnly)
            await content.CopyToAsync(bodyStream, cancellation);
        await output.FlushAsync(cancellation);
    }

    private void Write(HttpHeadersNonValidated headers)
    {
        foreach (var (name, values) in headers)
        {
            foreach (var value in values)
            {
                Write(name);
                Write(": ");
                Write(value);
                Write("\r\n");
            }
        }
    }

    private void Write(string text) => Encoding.Latin1.GetBytes(text, output);
}
