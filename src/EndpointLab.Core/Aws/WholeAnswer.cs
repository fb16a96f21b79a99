using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.EventStreams;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace EndpointLab;

/// <summary>
/// Reads an answer to its end before the SDK parses it. The SDK parses with reads that block, and when the command is stopped meanwhile
/// it closes the answer from another thread: HttpClient then drains the connection against that read, which waits for as long as the
/// connection lives, or takes away the beginning of the next answer.
/// </summary>
internal sealed class WholeAnswer : PipelineHandler
{
    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        var result = await base.InvokeAsync<T>(executionContext);
        var (request, context) = (executionContext.RequestContext, executionContext.ResponseContext);
        if (!request.Unmarshaller.HasStreamingProperty)
        {
            context.HttpResponse = await ReadAsync(context.HttpResponse, request.CancellationToken);
        }

        return result;
    }

    private static async Task<IWebResponseData> ReadAsync(IWebResponseData answer, CancellationToken token)
    {
        using var body = answer.ResponseBody;
        await using var stream = await body.OpenResponseAsync();
        MemoryStream whole = new();
        await stream.CopyToAsync(whole, token);
        whole.Position = 0;
        return new Answer(answer, new Body(whole));
    }

    private sealed record Answer(IWebResponseData Head, IHttpResponseBody ResponseBody) : IWebResponseData
    {
        public long ContentLength => Head.ContentLength;

        public string ContentType => Head.ContentType;

        public HttpStatusCode StatusCode => Head.StatusCode;

        public bool IsSuccessStatusCode => Head.IsSuccessStatusCode;

        public string[] GetHeaderNames() => Head.GetHeaderNames();

        public bool IsHeaderPresent(string headerName) => Head.IsHeaderPresent(headerName);

        public string GetHeaderValue(string headerName) => Head.GetHeaderValue(headerName);

        public IEventStreamHeader GetEventStreamHeader(string headerName) => Head.GetEventStreamHeader(headerName);

        public bool IsEventHeaderPresent(string headerName) => Head.IsEventHeaderPresent(headerName);
    }

    private sealed record Body(Stream Whole) : IHttpResponseBody
    {
        public Stream OpenResponse() => Whole;

        public Task<Stream> OpenResponseAsync() => Task.FromResult(Whole);

        public void Dispose() => Whole.Dispose();
    }
}
