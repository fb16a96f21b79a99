using System.Net;
using System.Net.Sockets;

namespace EndpointLab.Simulator.Wire;

/// <summary>An HTTP response; or none, where the traffic is dropped or the connection breaks off.</summary>
internal sealed class CloudResponse(HttpStatusCode status, string contentType, byte[] body)
{
    /// <summary>No answer ever comes: the caller's connection attempt times out.</summary>
    public static CloudResponse Dropped { get; } = new(0, "", []);

    /// <summary>The connection breaks off before an answer.</summary>
    public static CloudResponse Reset { get; } = new(0, "", []);

    public HttpStatusCode Status => status;

    public string ContentType => contentType;

    public byte[] Body => body;

    /// <summary>Headers beyond Content-Type and Content-Length. Server names EndpointLab on every answer.</summary>
    public Dictionary<string, string> Headers { get; } = new() { ["Server"] = "EndpointLab" };

    public bool IsDropped => ReferenceEquals(this, Dropped);

    /// <summary>Throws what a client over a network would see.</summary>
    /// <exception cref="HttpRequestException">There is no answer.</exception>
    public void ThrowIfNone()
    {
        if (IsDropped)
        {
            var timeout = new SocketException((int)SocketError.TimedOut);
            throw new HttpRequestException(HttpRequestError.ConnectionError, timeout.Message, timeout);
        }

        if (ReferenceEquals(this, Reset))
        {
            var reset = new SocketException((int)SocketError.ConnectionReset);
            throw new HttpRequestException(
                "An error occurred while sending the request.",
                new IOException($"Unable to read data from the transport connection: {reset.Message}.", reset));
        }
    }
}
