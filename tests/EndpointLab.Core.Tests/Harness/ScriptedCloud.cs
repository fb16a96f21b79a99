using System.Net;
using System.Text;
using System.Web;

namespace EndpointLab.Core.Tests;

/// <summary>Answers each call with what a test says, and keeps what was asked.</summary>
internal sealed class ScriptedCloud(Func<ScriptedCloud.Call, (HttpStatusCode Status, string Body)> answer) : HttpMessageHandler
{
    public List<Call> Calls { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Call call = new(request, request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken));
        Calls.Add(call);
        var (status, body) = answer(call);
        return new(status)
        {
            Content = new StringContent(body, Encoding.UTF8, "text/xml"),
            Headers = { { "x-amzn-RequestId", "the-request" } },
        };
    }

    internal sealed record Call(HttpRequestMessage Request, string Body)
    {
        public Uri Uri => Request.RequestUri!;

        /// <summary>The signature's part that names Region and service.</summary>
        public string Scope => string.Join('/', string.Join(' ', Request.Headers.GetValues("Authorization")).Split('/')[2..4]);

        public string AccessKey => string.Join(' ', Request.Headers.GetValues("Authorization")).Split('=', '/')[1];

        /// <summary>A parameter of the Query protocol.</summary>
        public string? this[string parameter] => HttpUtility.ParseQueryString(Body)[parameter];
    }
}
