using System.Net;

namespace EndpointLab.Simulator.Administration;

/// <summary>How each service words that it can't answer just now ("Common errors" in its API reference).</summary>
internal static class FaultErrors
{
    public static ServiceException Of(FaultKind kind, FaultyCall call) => (kind, call.Caller.Service) switch
    {
        (FaultKind.AccessDenied, "ec2") => new(
            "UnauthorizedOperation", "You are not authorized to perform this operation.", HttpStatusCode.Forbidden),
        (FaultKind.AccessDenied, "s3") => new("AccessDenied", "Access Denied", HttpStatusCode.Forbidden),
        (FaultKind.AccessDenied, "ssm" or "kms" or "route53resolver") => new(
            "AccessDeniedException", $"User: {call.Caller.Arn} is not authorized to perform: {call.Name}"),
        (FaultKind.AccessDenied, _) => new(
            "AccessDenied", $"User: {call.Caller.Arn} is not authorized to perform: {call.Name}", HttpStatusCode.Forbidden),
        (FaultKind.Throttle, "ec2") => new("RequestLimitExceeded", "Request limit exceeded.", HttpStatusCode.ServiceUnavailable),
        (FaultKind.Throttle, "s3") => new("SlowDown", "Please reduce your request rate.", HttpStatusCode.ServiceUnavailable),
        (FaultKind.Throttle, "ssm" or "kms" or "route53resolver") => new("ThrottlingException", "Rate exceeded"),
        (FaultKind.Throttle, _) => new("Throttling", "Rate exceeded"),
        (FaultKind.InternalError, "ec2") => new(
            "InternalError", "An internal error has occurred", HttpStatusCode.InternalServerError),
        (FaultKind.InternalError, "s3") => new(
            "InternalError", "We encountered an internal error. Please try again.", HttpStatusCode.InternalServerError),
        (FaultKind.InternalError, "kms") => new(
            "KMSInternalException", "An internal exception occurred. Retry the request.", HttpStatusCode.InternalServerError),
        (FaultKind.InternalError, "route53resolver") => new(
            "InternalServiceErrorException",
            "We encountered an unknown error. Try again in a few minutes.",
            HttpStatusCode.InternalServerError),
        (FaultKind.InternalError, "ssm") => new(
            "InternalServerError", "An error occurred on the server side.", HttpStatusCode.InternalServerError),
        (FaultKind.InternalError, _) => new(
            "InternalFailure",
            "The request processing has failed because of an unknown error, exception or failure.",
            HttpStatusCode.InternalServerError),
        (_, "ec2") => new("Unavailable", "The service is unavailable. Please try again shortly.", HttpStatusCode.ServiceUnavailable),
        (_, "s3") => new("ServiceUnavailable", "Service is unable to handle request.", HttpStatusCode.ServiceUnavailable),
        _ => new(
            "ServiceUnavailable",
            "The request has failed due to a temporary failure of the server.",
            HttpStatusCode.ServiceUnavailable),
    };
}
