using System.Net;

namespace EndpointLab.Simulator.Wire;

/// <summary>A refusal with AWS's error code; each service writes it the way its protocol wants it.</summary>
internal sealed class ServiceException(string code, string message, HttpStatusCode status = HttpStatusCode.BadRequest) : Exception(message)
{
    public string Code => code;

    public HttpStatusCode Status => status;

    /// <summary>What a protocol's error says beyond code and message, such as S3's BucketName, in its order.</summary>
    public IReadOnlyList<(string Name, string Value)> Details { get; init; } = [];

    public static ServiceException MissingAuthenticationToken() =>
        new("MissingAuthenticationToken", "Request is missing Authentication Token", HttpStatusCode.Forbidden);

    public static ServiceException AuthFailure() =>
        new("AuthFailure", "AWS was not able to validate the provided access credentials", HttpStatusCode.Unauthorized);
}
