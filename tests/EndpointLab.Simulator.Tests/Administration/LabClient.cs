using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Administration;

/// <summary>A test's own HTTP client for what lies under /_lab/.</summary>
internal sealed class LabClient(HttpClient http) : IDisposable
{
    public static LabClient Of(Cloud cloud, string address = "http://127.0.0.1/") =>
        new(new(new CloudHandler(cloud)) { BaseAddress = new(address) });

    public async Task<JsonNode> GetAsync(string name) => await SucceedAsync("GET", name, null);

    public async Task<JsonNode> PostAsync(string name, string body) => await SucceedAsync("POST", name, body);

    public async Task<(HttpStatusCode Status, string Answer)> SendAsync(
        string method, string name, string? body, string type = "application/json")
    {
        using HttpRequestMessage request = new(HttpMethod.Parse(method), name);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse(type));
        using var response = await http.SendAsync(request, Cancel);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancel));
    }

    public async Task<JsonNode> SucceedAsync(string method, string name, string? body)
    {
        var (status, answer) = await SendAsync(method, $"/_lab/{name}", body);
        Assert.True(status is HttpStatusCode.OK, answer);
        return JsonNode.Parse(answer)!;
    }

    public void Dispose() => http.Dispose();
}
