using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EndpointLab.Cmdlets.Tests;

/// <summary>A server that speaks AWS's protocols, but isn't EndpointLab's simulator: it knows its caller, and nothing else.</summary>
internal sealed class ForeignServer : IDisposable
{
    private const string Identity =
        "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>000000000000</Account></GetCallerIdentityResult>"
        + "</GetCallerIdentityResponse>";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public ForeignServer()
    {
        listener.Start();
        _ = AnswerAsync();
    }

    public Uri Url => new($"http://{listener.LocalEndpoint}");

    public void Dispose() => listener.Dispose();

    private async Task AnswerAsync()
    {
        while (true)
        {
            using var client = await listener.AcceptTcpClientAsync();
            using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
            var isKnown = await ReadAsync(reader) is "Action=GetCallerIdentity";
            var body = isKnown ? Identity : "<html>Not found</html>";
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"HTTP/1.1 {(isKnown ? "200 OK" : "404 Not Found")}\r\nServer: Werkzeug\r\nConnection: close\r\nContent-Length: "
                    + $"{body.Length}\r\n\r\n{body}"));
        }
    }

    /// <summary>Reads one request and returns the first parameter of its body.</summary>
    private static async Task<string> ReadAsync(StreamReader reader)
    {
        var length = 0;
        while (await reader.ReadLineAsync() is { Length: > 0 } header)
        {
            length = header.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase) ? int.Parse(header.AsSpan(15)) : length;
        }

        var body = new char[length];
        await reader.ReadBlockAsync(body);
        return new string(body).Split('&')[0];
    }
}
