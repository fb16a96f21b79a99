using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EndpointLab.Simulator.Wire;

/// <summary>Checks version 4 signatures by the secrets of the keys that signed.</summary>
/// <param name="secretOf">The secret of a key; null where nobody has the key.</param>
/// <param name="time">The clock of the computer, which clients go by too: not the cloud's, which tests may advance.</param>
internal sealed class SignatureCheck(Func<string, string?> secretOf, TimeProvider time)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private const string Terminator = "aws4_request";
    private const string DateForm = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>How far a request's clock and the cloud's may be apart.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(7);

    /// <summary>What is wrong with a request's signature; null where nothing is, or where it has none and so is nobody's.</summary>
    public Defect? DefectOf(CloudRequest request)
    {
        if (Authorization.Of(request) is not { } authorization)
            return null;
        if (authorization.Algorithm != Algorithm)
            return Incomplete($"The authorization mechanism you have provided is not supported. Please use {Algorithm}.");
        foreach (var field in (string[])["Credential", "Signature", "SignedHeaders"])
        {
            if (authorization[field].Length == 0)
                return Incomplete($"Authorization header requires '{field}' parameter.");
        }

        if (authorization["Credential"].Split('/') is not [var key, var day, var region, var service, Terminator])
            return Incomplete("Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term.");
        if (!authorization["SignedHeaders"].Split(';').Contains("host"))
            return Incomplete("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
        if (service == "s3" && !authorization.IsPresigned && !request.Headers.ContainsKey(CanonicalRequest.ContentHash))
            return Incomplete($"Missing required header for this request: {CanonicalRequest.ContentHash}");
        if (SignedAt(request, authorization) is not { } signed)
            return Incomplete("Date must be in ISO-8601 'basic format'.");
        var date = Basic(signed);
        if (day != date[..8])
        {
            return Incomplete(
                $"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{day}' != '{date[..8]}'.");
        }
        if (Lifetime(authorization) is not { } lifetime || lifetime > LongestLifetime)
            return Incomplete("X-Amz-Expires must be a number of seconds, and at most a week.");
        if (secretOf(key) is not { } secret)
            return new Defect.UnknownKey(key);
        var now = time.GetUtcNow();
        if (signed - now > Tolerance || now - signed > lifetime)
            return new Defect.Untimely(signed, now, authorization.IsPresigned ? lifetime : null);

        var canonical = CanonicalRequest.Of(request, authorization, service);
        var scope = $"{day}/{region}/{service}/{Terminator}";
        var toSign = $"{Algorithm}\n{date}\n{scope}\n{CanonicalRequest.Hash(Encoding.UTF8.GetBytes(canonical))}";
        var expected = Convert.ToHexString(Hmac(SigningKey(secret, scope), toSign)).ToLowerInvariant();
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(authorization["Signature"]))
            ? null
            : new Defect.WrongSignature(key, authorization["Signature"], toSign, canonical);

        Defect Incomplete(string reason) => new Defect.IncompleteSignature(reason, authorization.IsPresigned);
    }

    /// <summary>A time as signatures write it.</summary>
    public static string Basic(DateTimeOffset moment) => moment.UtcDateTime.ToString(DateForm, CultureInfo.InvariantCulture);

    private static DateTimeOffset? SignedAt(CloudRequest request, Authorization authorization)
    {
        var text = authorization.IsPresigned
            ? authorization["Date"]
            : request.Headers.GetValueOrDefault("x-amz-date") ?? request.Headers.GetValueOrDefault("Date");
        return DateTimeOffset.TryParseExact(
            text, [DateForm, "r"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;
    }

    private static TimeSpan? Lifetime(Authorization authorization) => authorization["Expires"] is { Length: > 0 } text
        ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null
        : Tolerance;

    private static byte[] SigningKey(string secret, string scope)
    {
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var part in scope.Split('/'))
            key = Hmac(key, part);
        return key;
    }

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
