using System.Xml.Linq;

namespace EndpointLab.Cmdlets.Tests;

/// <summary>
/// IAM of a shell's simulator, which no cmdlet shows: actions of the Query protocol, sent as the account's administrator.
/// </summary>
internal sealed class RawIam : IDisposable
{
    private readonly HttpClient http;

    public RawIam(LabShell shell) => http = new() { BaseAddress = shell.Run("(Start-LabSimulator -Port 0).EndpointUrl").Single<Uri>() };

    /// <returns>All of the answer's elements of a name.</returns>
    public async Task<IReadOnlyList<string>> Call(
        string action, IEnumerable<(string Name, string Value)> parameters, string element = "Code")
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/")
        {
            Content = new FormUrlEncodedContent(
                parameters.Prepend(("Action", action)).Select(one => KeyValuePair.Create(one.Item1, one.Item2))),
        };
        request.Headers.TryAddWithoutValidation(
            "Authorization", "AWS4-HMAC-SHA256 Credential=123456789012/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, "
                + "Signature=0");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var answer = XElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return [.. answer.Descendants().Where(found => found.Name.LocalName == element).Select(found => found.Value)];
    }

    public void Dispose() => http.Dispose();
}
