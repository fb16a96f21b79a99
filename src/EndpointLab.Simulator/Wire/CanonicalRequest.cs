using System.Security.Cryptography;

namespace EndpointLab.Simulator.Wire;

/// <summary>A request in the one form that is signed ("Create a signed AWS API request" in the IAM User Guide).</summary>
internal static class CanonicalRequest
{
    public const string ContentHash = "x-amz-content-sha256";

    public static string Of(CloudRequest request, Authorization authorization, string service)
    {
        var signed = authorization["SignedHeaders"];
        var headers = signed.Split(';').Select(name => $"{name}:{Header(request, name)}\n");
        return $"{request.Method}\n{Path(request.Uri, service)}\n{Query(request.Uri)}\n{string.Concat(headers)}\n{signed}\n"
            + PayloadHash(request, authorization, service);
    }

    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant();

    private static string Header(CloudRequest request, string name)
    {
        var value = request.Headers.GetValueOrDefault(name) ?? (name == "host" ? request.Uri.Authority : "");
        return string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>S3 signs a path encoded once; all others encode once more what is sent.</summary>
    private static string Path(Uri uri, string service)
    {
        var path = service == "s3" ? PercentEncoding.Decode(uri.AbsolutePath) ?? uri.AbsolutePath : uri.AbsolutePath;
        return string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
    }

    private static string Query(Uri uri)
    {
        var pairs = uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Select(pair => (Name: Encode(pair[0]), Value: pair.Length == 2 ? Encode(pair[1]) : ""))
            .Where(pair => pair.Name != "X-Amz-Signature")
            .OrderBy(pair => pair.Name, StringComparer.Ordinal)
            .ThenBy(pair => pair.Value, StringComparer.Ordinal);
        return string.Join('&', pairs.Select(pair => $"{pair.Name}={pair.Value}"));

        static string Encode(string text) => Uri.EscapeDataString(PercentEncoding.DecodeForm(text) ?? text);
    }

    /// <summary>S3 signs what a header says of the body, which is held against it later; a presigned URL leaves the body open.</summary>
    private static string PayloadHash(CloudRequest request, Authorization authorization, string service) => service == "s3"
        ? request.Headers.GetValueOrDefault(ContentHash)
            ?? (authorization["Content-Sha256"] is { Length: > 0 } hash ? hash : "UNSIGNED-PAYLOAD")
        : Hash(request.Body);
}
