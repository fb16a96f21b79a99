using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace EndpointLab.Simulator.Tests;

/// <summary>Requests of the JSON 1.1 protocol as they stand on the wire, for services of which there is no SDK here.</summary>
/// <param name="service">The service's name in signatures.</param>
/// <param name="target">What stands before the action's name in the header that names it.</param>
internal sealed class RawJson(HttpClient http, string service, string target)
{
    public async Task<JsonNode> Call(string action, JsonObject parameters)
    {
        var (status, answer) = await Send(action, parameters.ToJsonString());
        Assert.True(status == 200, answer.ToJsonString());
        return answer;
    }

    /// <summary>Sends what must be refused with a code, and gives the message.</summary>
    public async Task<string> Refused(string code, string action, JsonObject parameters)
    {
        var (status, answer) = await Send(action, parameters.ToJsonString());
        Assert.Equal((400, code), (status, (string?)answer["__type"]));
        return (string)answer["message"]!;
    }

    public async Task<(int Status, JsonNode Answer)> Send(string action, string body)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, $"https://{service}.us-east-1.amazonaws.com/")
        {
            Content = new StringContent(body, new MediaTypeHeaderValue("application/x-amz-json-1.1")),
        };
        request.Headers.Add("X-Amz-Target", $"{target}.{action}");
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "AWS4-HMAC-SHA256", $"Credential=AKID/20260101/us-east-1/{service}/aws4_request, SignedHeaders=host, Signature=0");
        using var response = await http.SendAsync(request, Simulated.Cancel);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(Simulated.Cancel))!);
    }
}
