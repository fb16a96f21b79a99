using System.Net.Sockets;
using Amazon.EC2.Model;
using Amazon.Runtime;

namespace EndpointLab;

/// <summary>Turns what the SDK throws into one error that names the resource, AWS's code, the request id and the next step.</summary>
internal static class AwsErrors
{
    /// <param name="inDoubt">Whether it may be done though nobody says so.</param>
    public static LabException Translate(
        Exception error, string action, LabSession session, object? target, bool inDoubt = false) => error switch
    {
        _ when inDoubt => new LabException(
            EndpointLab.ErrorId.AnswerLost,
            $"{action}{On(target)} was sent, but its answer was lost: {error.GetBaseException().Message}",
            "It may be done nevertheless. Look before you run it again: the Get- cmdlet of the resource shows what is there.",
            target,
            error),
        // AWS shows what it would have signed, with the session token among the headers.
        AmazonServiceException { ErrorCode: "SignatureDoesNotMatch" } mismatch =>
            Answered(mismatch, mismatch.Message.Split('\n')[0], inner: null, action, target),
        AmazonServiceException { ErrorCode: { Length: > 0 } } answered => Answered(answered, answered.Message, answered, action, target),
        _ when IsConnectionFailure(error) => new LabException(
            EndpointLab.ErrorId.EndpointUnreachable,
            $"{action}{On(target)} failed: {session.Describe()} can't be reached: {error.GetBaseException().Message}",
            session.Kind == SessionKind.Aws
                ? "Check the network, the proxy settings (HTTPS_PROXY) and the Region."
                : "Check that the server runs and that -EndpointUrl names its address and port.",
            target,
            error),
        AmazonClientException or AmazonServiceException { StatusCode: 0 } => new LabException(
            EndpointLab.ErrorId.MissingCredentials,
            $"{action}{On(target)} failed before AWS was asked: {error.Message}",
            "Check the credentials: sign in again (aws sso login), or name a profile: Connect-LabSession -Aws -ProfileName.",
            target,
            error),
        _ => new LabException(
            error.GetType().Name,
            $"{action}{On(target)} failed: {error.Message}",
            "Run the command again with -Verbose to see each call.",
            target,
            error),
    };

    /// <summary>The refusal of one of many items in an answer that is a success otherwise.</summary>
    public static LabException Refused(UnsuccessfulItem item, string action, string requestId) => new(
        item.Error.Code,
        $"{action}{On(item.ResourceId)} failed: {item.Error.Message.Trim()}",
        AwsNextSteps.For(item.Error.Code, action),
        item.ResourceId)
    {
        AwsErrorCode = item.Error.Code,
        RequestId = requestId,
    };

    private static LabException Answered(
        AmazonServiceException answer, string message, Exception? inner, string action, object? target) => new(
        answer.ErrorCode,
        $"{action}{On(target)} failed: {message.Trim()}",
        AwsNextSteps.For(answer.ErrorCode, action),
        target,
        inner)
    {
        AwsErrorCode = answer.ErrorCode,
        RequestId = answer.RequestId,
        Action = action,
    };

    /// <summary>AWS's code where AWS answered, else what kind of failure it was.</summary>
    public static string CodeOf(Exception error) => error is AmazonServiceException { ErrorCode: { Length: > 0 } code } ? code
        : IsConnectionFailure(error) ? error.GetBaseException().Message : error.GetType().Name;

    private static string On(object? target) => target is null ? "" : $" on {target}";

    /// <summary>Nobody answered, or not in time. (A stop by the user never comes here.)</summary>
    private static bool IsConnectionFailure(Exception error)
    {
        for (Exception? e = error; e is not null; e = e.InnerException)
        {
            if (e is SocketException or HttpRequestException or HttpIOException or TimeoutException or OperationCanceledException)
            {
                return true;
            }
        }

        return false;
    }
}
