using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Amazon.S3;

namespace EndpointLab;

/// <summary>A place inside the simulator's network to send requests from. AWS offers none, nor do other servers.</summary>
internal sealed class Vantage : IDisposable
{
    private const string FromHeader = "X-EndpointLab-From";
    private const string Simulator = "EndpointLab";

    private readonly LabOperation lab;
    private readonly string source;
    private readonly HttpClient http;

    /// <param name="source">A network interface's id, or an address on the internet.</param>
    public Vantage(LabOperation lab, string source)
    {
        this.lab = lab;
        this.source = source;
        http = new(new LeavingFrom(source, lab.Session.Handler ?? new SocketsHttpHandler()), disposeHandler: lab.Session.Handler is null);
    }

    /// <summary>Tries to open one TCP connection. Null where there is no vantage, since no simulator answers.</summary>
    /// <exception cref="LabException">The simulator can't be reached, or knows no such interface.</exception>
    public async Task<ConnectAnswer?> ConnectAsync(string to, int port)
    {
        var session = lab.Session.RequireOpen();
        if (session.Kind == SessionKind.Aws)
        {
            return null;
        }

        try
        {
            var server = session.EndpointUrl ?? new Uri("http://simulator/");
            using var response = await http.PostAsJsonAsync(new Uri(server, "/_lab/connect"), new { from = source, to, port }, lab.Token);
            return !response.Headers.Server.Any(product => product.Product?.Name == Simulator) ? null
                : response.StatusCode == HttpStatusCode.OK ? await response.Content.ReadFromJsonAsync<ConnectAnswer>(lab.Token)
                : throw new LabException(
                    ErrorId.ResourceNotFound,
                    $"The simulator can't send from {source}: {(await response.Content.ReadFromJsonAsync<Refusal>(lab.Token))?.Message}",
                    "Check the id and the Region: Get-LabSession shows where you are.",
                    source);
        }
        catch (HttpRequestException e)
        {
            throw AwsErrors.Translate(e, "The probe", session, to);
        }
    }

    /// <summary>The SDK's client, whose requests leave from here and are sent once.</summary>
    public AmazonS3Client CreateS3() => lab.Session.CreateS3(http, maxErrorRetry: 0);

    public void Dispose() => http.Dispose();

    private sealed record Refusal(string Message);

    private sealed class LeavingFrom(string source, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add(FromHeader, source);
            return base.SendAsync(request, cancellationToken);
        }
    }
}

/// <summary>What the simulator says of one TCP handshake.</summary>
/// <param name="Address">What the name resolved to.</param>
internal sealed record ConnectAnswer(
    [property: JsonConverter(typeof(JsonStringEnumConverter<ProbeResult>))] ProbeResult Result,
    string? Address, string? Via, string? StoppedBy, string[] Hops);
