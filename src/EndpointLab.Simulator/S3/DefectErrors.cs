using System.Net;
using System.Text;

namespace EndpointLab.Simulator.S3;

internal static partial class S3Errors
{
    /// <summary>What S3 calls a defect.</summary>
    public static ServiceException Of(Defect defect) => defect switch
    {
        Defect.TooLarge large => new("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size")
        {
            Details = [("MaxSizeAllowed", $"{large.Most}")],
        },
        Defect.IncompleteSignature { IsPresigned: true, Reason: var reason } => new("AuthorizationQueryParametersError", reason),
        Defect.IncompleteSignature { Reason: var reason } =>
            new("AuthorizationHeaderMalformed", $"The authorization header is malformed; {reason}"),
        Defect.UnknownKey unknown => new(
            "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", HttpStatusCode.Forbidden)
        {
            Details = [("AWSAccessKeyId", unknown.Id)],
        },
        Defect.ExpiredToken => new("ExpiredToken", "The provided token has expired."),
        Defect.WrongToken => new("InvalidToken", "The provided token is malformed or otherwise invalid."),
        Defect.Untimely { Lifetime: { } lifetime } late when late.Signed < late.Now => new(
            "AccessDenied", "Request has expired", HttpStatusCode.Forbidden)
        {
            Details =
            [
                ("X-Amz-Expires", $"{lifetime.TotalSeconds:0}"),
                ("Expires", S3Answer.Time(late.Signed + lifetime)),
                ("ServerTime", S3Answer.Time(late.Now)),
            ],
        },
        Defect.Untimely skewed => new(
            "RequestTimeTooSkewed", "The difference between the request time and the current time is too large.", HttpStatusCode.Forbidden)
        {
            Details =
            [
                ("RequestTime", SignatureCheck.Basic(skewed.Signed)),
                ("ServerTime", S3Answer.Time(skewed.Now)),
                ("MaxAllowedSkewMilliseconds", $"{SignatureCheck.Tolerance.TotalMilliseconds:0}"),
            ],
        },
        _ => SignatureDoesNotMatch((Defect.WrongSignature)defect),
    };

    private static ServiceException SignatureDoesNotMatch(Defect.WrongSignature wrong) => new(
        "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
        HttpStatusCode.Forbidden)
    {
        Details =
        [
            ("AWSAccessKeyId", wrong.KeyId),
            ("StringToSign", wrong.StringToSign),
            ("SignatureProvided", wrong.Signature),
            ("StringToSignBytes", Bytes(wrong.StringToSign)),
            ("CanonicalRequest", wrong.CanonicalRequest),
            ("CanonicalRequestBytes", Bytes(wrong.CanonicalRequest)),
        ],
    };

    private static string Bytes(string text) => BitConverter.ToString(Encoding.UTF8.GetBytes(text)).Replace('-', ' ').ToLowerInvariant();
}
