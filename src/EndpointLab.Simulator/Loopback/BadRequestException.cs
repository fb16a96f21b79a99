using System.Net;

namespace EndpointLab.Simulator.Loopback;

/// <summary>A request refused before any service sees it; the connection can't be used any further.</summary>
internal sealed class BadRequestException(string message, HttpStatusCode status = HttpStatusCode.BadRequest) : Exception(message)
{
    public HttpStatusCode Status { get; } = status;
}
