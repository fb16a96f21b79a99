using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EndpointLab.Simulator.DataPlane;

/// <summary>
/// Opens connections from inside the simulated network: <c>POST /_lab/connect</c> with <c>{"from":"eni-…","to":"…","port":22}</c>
/// tells whether the connection is made, through what, or what stops it.
/// </summary>
internal sealed class LabService(Vantage vantage)
{
    private const string ContentType = "application/json";
    private const string Form = "The body is {\"from\": an interface or address, \"to\": a name or address, \"port\": 1 to 65535}.";

    private static readonly JsonSerializerOptions Json =
        new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static bool Serves(CloudRequest request) => request.Method is "POST" && request.Uri.AbsolutePath is "/_lab/connect";

    public CloudResponse Answer(CloudRequest request)
    {
        if (Read(request.Body) is not { From: { } from, To: { } to, Port: > 0 and < 65536 } connect)
            return Refuse(HttpStatusCode.BadRequest, Form);
        if (!vantage.TryConnect(from, to, connect.Port, out var path))
            return Refuse(HttpStatusCode.NotFound, $"{from} is neither a network interface of this cloud nor an address on the internet.");
        Connected answer = new(
            path.StoppedBy is null ? "Reachable" : "Blocked",
            path.Address?.ToString(),
            path.Via,
            path.StoppedBy,
            path.Hops);
        return new(HttpStatusCode.OK, ContentType, JsonSerializer.SerializeToUtf8Bytes(answer, Json));
    }

    private static Connect? Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<Connect>(body, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static CloudResponse Refuse(HttpStatusCode status, string message) =>
        new(status, ContentType, JsonSerializer.SerializeToUtf8Bytes(new Refusal(message), Json));

    private sealed record Connect(string? From, string? To, int Port);

    private sealed record Connected(string Result, string? Address, string? Via, string? StoppedBy, IReadOnlyList<string> Hops);

    private sealed record Refusal(string Message);
}
