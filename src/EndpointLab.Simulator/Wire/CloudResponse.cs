using System.Net;
using System.Net.Sockets;

namespace EndpointLab.Simulator.Wire;

/// <summary>An HTTP response; or, where <see cref="IsDropped"/>, silence, as when a packet filter drops the traffic.</summary>
internal sealed class CloudResponse(HttpStatusCode status, string contentType, byte[] body)
{
    /// <summary>No answer ever comes: the caller's connection attempt times out.</summary>
    public static CloudResponse Dropped { get; } = new(0, "", []);

    public HttpStatusCode Status => status;

    public string ContentType => contentType;

    public byte[] Body => body;

    /// <summary>Headers beyond Content-Type and Content-Length. Server names EndpointLab on every answer.</summary>
    public Dictionary<string, string> Headers { get; } = new() { ["Server"] = "EndpointLab" };

    public bool IsDropped => ReferenceEquals(this, Dropped);

    /// <exception cref="HttpRequestException">The traffic was dropped.</exception>
    public void ThrowIfDropped()
    {
        if (IsDropped)
        {
            var timeout = new SocketException((int)SocketError.TimedOut);
            throw new HttpRequestException(HttpRequestError.ConnectionError, timeout.Message, timeout);
        }
    }
}
