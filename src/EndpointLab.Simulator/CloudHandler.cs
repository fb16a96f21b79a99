using System.Net.Http.Headers;

namespace EndpointLab.Simulator;

/// <summary>Answers HTTP requests from a simulated cloud, in process.</summary>
public sealed class CloudHandler(Cloud cloud) : HttpMessageHandler
{
    /// <summary>Set on a request whose body was too large to be read: how large it may be.</summary>
    internal static readonly HttpRequestOptionsKey<long> LargestBody = new(nameof(LargestBody));

    /// <summary>The cloud that answers.</summary>
    public Cloud Cloud => cloud;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var isTooLarge = request.Options.TryGetValue(LargestBody, out var most);
        var body = request.Content is null || isTooLarge
            ? []
            : await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        CloudRequest asked = new(request.Method.Method, request.RequestUri!, HeadersOf(request), body);
        var response = isTooLarge
            ? cloud.Refuse(asked, new Defect.TooLarge(most))
            : await cloud.AnswerAsync(asked, cancellationToken).ConfigureAwait(false);
        response.ThrowIfNone();
        var content = new ByteArrayContent(response.Body);
        var message = new HttpResponseMessage(response.Status) { Content = content, RequestMessage = request };
        content.Headers.TryAddWithoutValidation("Content-Type", response.ContentType);
        foreach (var (name, value) in response.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
                content.Headers.TryAddWithoutValidation(name, value);
        }
        return message;
    }

    private static Dictionary<string, string> HeadersOf(HttpRequestMessage request)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        Add(request.Headers.NonValidated);
        if (request.Content is not null)
            Add(request.Content.Headers.NonValidated);
        return headers;

        void Add(HttpHeadersNonValidated from)
        {
            foreach (var (name, values) in from)
                headers[name] = values.ToString();
        }
    }
}
