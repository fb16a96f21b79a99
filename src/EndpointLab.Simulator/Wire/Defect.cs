using System.Net;
using static EndpointLab.Simulator.Wire.SignatureCheck;

namespace EndpointLab.Simulator.Wire;

/// <summary>What is wrong with a request whatever it asks for; each service has its own words for it.</summary>
internal abstract record Defect
{
    /// <summary>How most services word a signature that they don't take.</summary>
    public string Mismatch() => this switch
    {
        Untimely { Signed: var signed, Now: var now } when signed > now =>
            $"Signature not yet current: {Basic(signed)} is still later than {Basic(now + Tolerance)} ({Basic(now)} + 15 min.)",
        Untimely { Signed: var signed, Now: var now, Lifetime: var lifetime } =>
            $"Signature expired: {Basic(signed)} is now earlier than {Basic(now - (lifetime ?? Tolerance))} "
            + $"({Basic(now)} - {(lifetime ?? Tolerance).TotalMinutes:0} min.)",
        _ => "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and "
            + "signing method. Consult the service documentation for details.",
    };

    /// <summary>What the services that answer in XML call it, but for EC2 and S3 ("Common error types" in their API references).</summary>
    public ServiceException CommonError() => this switch
    {
        TooLarge large => Ec2.Ec2Errors.RequestTooLarge($"{large.Most} bytes"),
        IncompleteSignature incomplete => new("IncompleteSignature", incomplete.Reason),
        ExpiredToken => new("ExpiredToken", "The security token included in the request is expired", HttpStatusCode.Forbidden),
        UnknownKey or WrongToken => new(
            "InvalidClientTokenId", "The security token included in the request is invalid.", HttpStatusCode.Forbidden),
        _ => new("SignatureDoesNotMatch", Mismatch(), HttpStatusCode.Forbidden),
    };

    /// <summary>A body that is larger than the cloud takes.</summary>
    internal sealed record TooLarge(long Most) : Defect;

    /// <summary>A signature that lacks something, or isn't of the form that AWS takes.</summary>
    internal sealed record IncompleteSignature(string Reason, bool IsPresigned) : Defect;

    /// <summary>An access key id that nobody has.</summary>
    internal sealed record UnknownKey(string Id) : Defect;

    /// <summary>The token of a session that is over.</summary>
    internal sealed record ExpiredToken : Defect;

    /// <summary>A token that isn't the session's of the key.</summary>
    internal sealed record WrongToken : Defect;

    /// <summary>A signature of another time than now; or, presigned, one that is no longer good.</summary>
    /// <param name="Lifetime">How long a presigned request is good for; null for any other.</param>
    internal sealed record Untimely(DateTimeOffset Signed, DateTimeOffset Now, TimeSpan? Lifetime) : Defect;

    /// <summary>A signature that another secret made, or for another request.</summary>
    internal sealed record WrongSignature(string KeyId, string Signature, string StringToSign, string CanonicalRequest) : Defect;
}
