using System.Net.Http.Headers;
using System.Xml.Linq;

namespace EndpointLab.Simulator.Tests.S3;

/// <summary>Requests to S3 as they stand on the wire, for what no SDK sends.</summary>
internal sealed class RawS3(Cloud cloud) : IDisposable
{
    private readonly HttpClient http = new(new CloudHandler(cloud));

    public void Dispose() => http.Dispose();

    public async Task<(HttpResponseMessage Response, XElement? Body)> Send(
        string method, string url, string body = "", string? region = "us-east-1", params (string Name, string Value)[] headers)
    {
        using HttpRequestMessage request = new(HttpMethod.Parse(method), url) { Content = new StringContent(body) };
        request.Content.Headers.ContentType = null;
        if (region is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "AWS4-HMAC-SHA256", $"Credential=AKID/20260101/{region}/s3/aws4_request, SignedHeaders=host, Signature=0");
        }

        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content.Headers.TryAddWithoutValidation(name, value);
        }

        var response = await http.SendAsync(request, Simulated.Cancel);
        var text = await response.Content.ReadAsStringAsync(Simulated.Cancel);
        return (response, text.StartsWith('<') ? XElement.Parse(text) : null);
    }

    /// <summary>Sends what must be refused, and gives the refusal's elements by name.</summary>
    public async Task<Dictionary<string, string>> Refused(
        int status, string method, string url, string body = "", string? region = "us-east-1", params (string Name, string Value)[] headers)
    {
        var (response, xml) = await Send(method, url, body, region, headers: headers);
        Assert.Equal(status, (int)response.StatusCode);
        return xml!.Elements().ToDictionary(element => element.Name.LocalName, element => element.Value);
    }
}
