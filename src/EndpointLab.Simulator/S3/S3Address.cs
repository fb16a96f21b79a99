using System.Text.RegularExpressions;

namespace EndpointLab.Simulator.S3;

/// <summary>What a request's host and path name ("Methods for accessing a general purpose bucket" in the S3 User Guide).</summary>
/// <param name="Bucket">The bucket; null where the request is about all of an account's.</param>
/// <param name="Key">The object's key; empty where the request is about the bucket.</param>
/// <param name="Region">The Region of a Regional endpoint; null for the global name and for hosts outside AWS.</param>
/// <param name="IsGlobal">Whether the host is <c>s3.amazonaws.com</c>, or a bucket's name under it.</param>
/// <param name="IsVirtualHost">Whether the bucket stands in the host, not in the path.</param>
internal sealed partial record S3Address(string? Bucket, string Key, string? Region, bool IsGlobal, bool IsVirtualHost)
{
    /// <exception cref="ServiceException">InvalidURI: the path's encoding is broken.</exception>
    public static S3Address Parse(Uri uri) =>
        Parse(uri.Host, PercentEncoding.Decode(uri.AbsolutePath.AsSpan(1)) ?? throw S3Errors.InvalidUri(uri));

    /// <param name="name">The host.</param>
    /// <param name="path">The path without its first slash, decoded.</param>
    public static S3Address Parse(string name, string path)
    {
        var host = new[] { S3Host(), EndpointHost(), LocalHost() }.Select(form => form.Match(name)).FirstOrDefault(match => match.Success)
            ?? Match.Empty;
        var region = host.Groups["region"] is { Success: true } named ? named.Value : null;
        var global = region is null && IsAws(name);
        if (host.Groups["bucket"] is { Success: true } bucket)
            return new(bucket.Value, path, region, global, true);
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return path.Length == 0 ? new(null, "", region, global, false)
            : slash < 0 ? new(path, "", region, global, false)
            : new(path[..slash], path[(slash + 1)..], region, global, false);
    }

    /// <summary>Whether a host is one of AWS's.</summary>
    public static bool IsAws(string host) => host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a host is one of S3's.</summary>
    public static bool IsS3(string host) => S3Host().IsMatch(host);

    /// <summary>Whether a host of S3's has IPv6 addresses as well.</summary>
    public static bool IsDualStack(string host) => S3Host().Match(host).Groups["dualstack"].Success;

    [GeneratedRegex(
        @"^((?<bucket>.+)\.)?s3(?<dualstack>[.-]dualstack)?([.-](?<region>[a-z]+(-[a-z]+)+-\d+))?\.(amazonaws\.com|localhost)\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex S3Host();

    // "Accessing buckets from S3 interface endpoints" in the S3 User Guide.
    [GeneratedRegex(
        @"^((?<bucket>.+)\.)?bucket\.vpce-[0-9a-f]{17}-[0-9a-z]+(-[0-9a-z-]+)?\.s3"
            + @"\.(?<region>[a-z]+(-[a-z]+)+-\d+)\.vpce\.amazonaws\.com\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex EndpointHost();

    [GeneratedRegex(@"^(?<bucket>.+)\.localhost\z", RegexOptions.ExplicitCapture)]
    private static partial Regex LocalHost();
}
