using System.Net;

namespace EndpointLab.Simulator.Administration;

/// <summary>A request under <c>/_lab/</c> that can't be done, and why.</summary>
internal sealed class LabRefusal(string message, HttpStatusCode status = HttpStatusCode.BadRequest) : Exception(message)
{
    public HttpStatusCode Status => status;
}
