using System.Net;
using System.Net.Http.Json;

namespace EndpointLab;

/// <summary>
/// What EndpointLab's simulator, and nobody else, answers under <c>/_lab/</c>: in this process, or at the session's endpoint URL.
/// </summary>
internal static class SimulatorApi
{
    private const string Simulator = "EndpointLab";

    /// <summary>The answer; null where no simulator answers.</summary>
    /// <param name="http">What reaches the simulator, with <see cref="LabSession.Handler"/> at its end if the session has one.</param>
    /// <param name="body">The body, to be sent as JSON; null for none.</param>
    /// <param name="action">What the call does, for the error message.</param>
    /// <exception cref="LabException">The simulator can't be reached.</exception>
    public static async Task<HttpResponseMessage?> SendAsync(
        LabOperation lab, HttpClient http, HttpMethod method, string name, object? body, string action, object? target)
    {
        var session = lab.Session.RequireOpen();
        if (session.Kind == SessionKind.Aws)
        {
            return null;
        }

        using var request = new HttpRequestMessage(method, new Uri(session.EndpointUrl ?? new("http://simulator/"), $"/_lab/{name}"))
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(request, lab.Token);
        }
        catch (HttpRequestException e)
        {
            throw AwsErrors.Translate(e, action, session, target);
        }

        if (response.Headers.Server.Any(product => product.Product?.Name == Simulator))
        {
            return response;
        }

        response.Dispose();
        return null;
    }

    /// <summary>Reads an answer, or what the simulator says against the request.</summary>
    /// <param name="refused">Makes an error of the status and the message.</param>
    public static async Task<T> ReadAsync<T>(
        HttpResponseMessage response, Func<HttpStatusCode, string, LabException> refused, CancellationToken token) =>
        response.IsSuccessStatusCode
            ? (await response.Content.ReadFromJsonAsync<T>(token))!
            : throw refused(response.StatusCode, (await response.Content.ReadFromJsonAsync<Refusal>(token))!.Message);

    private sealed record Refusal(string Message);
}
