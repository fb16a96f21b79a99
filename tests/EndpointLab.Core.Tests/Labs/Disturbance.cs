using System.Net;
using System.Text;

namespace EndpointLab.Core.Tests.Labs;

/// <summary>Has one call go wrong, and all after it where the network is lost.</summary>
/// <param name="isIt">Whether it is the call, by its number from 1.</param>
/// <param name="process">What ends with the process.</param>
internal sealed class Disturbance(Mishap mishap, Func<int, HttpRequestMessage, bool> isIt, CancellationTokenSource process)
{
    private bool isDead;
    private int befallen;

    public async Task<HttpResponseMessage> BefallAsync(int number, HttpRequestMessage request, Func<Task<HttpResponseMessage>> send)
    {
        if (isDead)
        {
            throw new OperationCanceledException(process.Token);
        }

        var isFirst = isIt(number, request) && Interlocked.Exchange(ref befallen, 1) == 0;
        if (!isFirst && !(mishap is Mishap.NetworkLost && befallen == 1))
        {
            return await send();
        }

        switch (mishap)
        {
            case Mishap.Throttled:
                return Refuse(request, HttpStatusCode.ServiceUnavailable, "RequestLimitExceeded");
            case Mishap.InternalError:
                return Refuse(request, HttpStatusCode.InternalServerError, "InternalError");
            case Mishap.AnswerLost:
                (await send()).Dispose();
                throw Broken();
            case Mishap.Killed:
                throw Die();
            case Mishap.KilledAfterTheChange:
                (await send()).Dispose();
                throw Die();
            default:
                throw Broken();
        }
    }

    /// <summary>Whether a request is about an action of EC2's.</summary>
    public static bool Asks(HttpRequestMessage request, string action) =>
        request.Content is { } content && content.ReadAsStringAsync().Result.Contains($"Action={action}&", StringComparison.Ordinal);

    private OperationCanceledException Die()
    {
        isDead = true;
        process.Cancel();
        return new(process.Token);
    }

    private static HttpRequestException Broken() =>
        new(HttpRequestError.ResponseEnded, "The connection was reset.", new IOException("The connection was reset."));

    public static HttpResponseMessage Refuse(HttpRequestMessage request, HttpStatusCode status, string code) => new(status)
    {
        RequestMessage = request,
        Content = new StringContent(
            request.RequestUri!.Host.Contains("s3", StringComparison.Ordinal) ? $"<Error><Code>{code}</Code><Message>{code}</Message></Error>"
            : request.RequestUri.Host.StartsWith("iam", StringComparison.Ordinal)
                ? $"<ErrorResponse><Error><Code>{code}</Code><Message>{code}</Message></Error></ErrorResponse>"
            : $"<Response><Errors><Error><Code>{code}</Code><Message>{code}</Message></Error></Errors></Response>",
            Encoding.UTF8,
            "text/xml"),
    };
}
