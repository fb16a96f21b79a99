using System.Net;
using EndpointLab.Simulator.Administration;

namespace EndpointLab.Simulator.DataPlane;

/// <summary>
/// Opens connections from inside the simulated network: <c>POST /_lab/connect</c> with <c>{"from":"eni-…","to":"…","port":22}</c>
/// tells whether the connection is made, through what, or what stops it.
/// </summary>
internal sealed class ConnectRoutes(Vantage vantage)
{
    private const string Form = "The body is {\"from\": an interface or address, \"to\": a name or address, \"port\": 1 to 65535}.";

    public IEnumerable<LabRoute> Routes => [LabRoute.Change<Connect>("POST", "connect", Form, Answer)];

    private Connected Answer(Connect asked)
    {
        if (asked is not { From: { } from, To: { } to, Port: > 0 and < 65536 })
            throw new LabRefusal(Form);
        if (!vantage.TryConnect(from, to, asked.Port, out var path))
        {
            throw new LabRefusal(
                $"{from} is neither a network interface of this cloud nor an address on the internet.", HttpStatusCode.NotFound);
        }
        return new(
            path.StoppedBy is null ? "Reachable" : "Blocked",
            path.Address?.ToString(),
            path.Via,
            path.StoppedBy,
            path.Hops);
    }

    private sealed record Connect(string? From, string? To, int Port);

    private sealed record Connected(string Result, string? Address, string? Via, string? StoppedBy, IReadOnlyList<string> Hops);
}
