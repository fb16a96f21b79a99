using System.Net;
using Amazon.Runtime;

namespace EndpointLab;

/// <summary>What went wrong with one resource or argument, and what the user can do about it.</summary>
/// <param name="errorId">One of <see cref="ErrorId"/>, or the AWS error code.</param>
/// <param name="message">One sentence that names the resource.</param>
/// <param name="nextStep">What to do next.</param>
/// <param name="target">The id, name or text that the error is about.</param>
public sealed class LabException(string errorId, string message, string nextStep, object? target = null, Exception? inner = null)
    : Exception(message, inner)
{
    public string ErrorId { get; } = errorId;

    public string NextStep { get; } = nextStep;

    public object? Target { get; } = target;

    /// <summary>AWS's error code, null where AWS was not asked.</summary>
    public string? AwsErrorCode { get; init; }

    /// <summary>The id under which AWS logged the refused request.</summary>
    public string? RequestId { get; init; }

    /// <summary>What was called, such as IAM GetRole; null where nothing was.</summary>
    internal string? Action { get; init; }

    /// <summary>AWS says that the caller may not do this.</summary>
    internal bool IsRefusal => AwsErrorCode is "AccessDenied" or "AccessDeniedException" or "UnauthorizedOperation" or "AuthorizationError";

    /// <summary>AWS throttles the account or has trouble of its own, also after the SDK's retries; later the call may succeed.</summary>
    internal bool IsTransient => AwsErrorCode is not null
        && (AwsErrorCode.StartsWith("Throttl", StringComparison.Ordinal) || InnerException is AmazonServiceException
        {
            StatusCode: HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError,
        });

    /// <summary>The same error with a next step that fits the case better.</summary>
    internal LabException WithNextStep(string nextStep) => new(ErrorId, Message, nextStep, Target, InnerException)
    {
        AwsErrorCode = AwsErrorCode,
        RequestId = RequestId,
        Action = Action,
    };

    internal bool IsNotFound =>
        ErrorId == EndpointLab.ErrorId.ResourceNotFound || AwsErrorCode?.EndsWith("NotFound", StringComparison.Ordinal) is true
        || AwsErrorCode is "InvalidConnectionNotification" or "NoSuchEntity";
}
