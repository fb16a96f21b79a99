using System.Globalization;

namespace EndpointLab.Simulator.S3;

/// <summary>
/// Conditional reads, writes, copies and deletions ("Add preconditions to S3 operations with conditional requests" in the S3 User Guide).
/// </summary>
internal static class Preconditions
{
    private const string Match = "If-Match";
    private const string NoneMatch = "If-None-Match";
    private const string UnmodifiedSince = "If-Unmodified-Since";
    private const string ModifiedSince = "If-Modified-Since";

    // Only directory buckets look at these.
    private static readonly string[] OfDirectoryBuckets = ["x-amz-if-match-last-modified-time", "x-amz-if-match-size"];

    /// <exception cref="ServiceException">PreconditionFailed, or NotModified.</exception>
    public static void CheckRead(S3Call call, StoredObject found)
    {
        if (Failed(call, found, "") is { } failed)
            throw failed is Match or UnmodifiedSince ? S3Errors.PreconditionFailed(failed) : S3Errors.NotModified();
    }

    /// <exception cref="ServiceException">PreconditionFailed.</exception>
    public static void CheckCopySource(S3Call call, StoredObject found)
    {
        const string prefix = S3Operation.CopySource + "-";
        if (Failed(call, found, prefix) is { } failed)
            throw S3Errors.PreconditionFailed(prefix + failed);
    }

    /// <exception cref="ServiceException">PreconditionFailed, NoSuchKey, or NotImplemented for a form not taken on writes.</exception>
    public static void CheckWrite(S3Call call)
    {
        var (match, noneMatch) = (call.Header(Match), call.Header(NoneMatch));
        if (match is not null && noneMatch is not null)
            throw S3Errors.NotImplemented($"{Match},{NoneMatch}", "Multiple conditional request headers present in the request");
        if (match is "*")
            throw Unacceptable(Match);
        if (noneMatch is not (null or "*"))
            throw Unacceptable(NoneMatch);
        var present = call.Bucket.Objects.TryGetValue(call.Key, out var found);
        if (noneMatch is not null && present)
            throw S3Errors.PreconditionFailed(NoneMatch);
        if (match is not null && !Names(match, found ?? throw S3Errors.NoSuchKey(call.Key)))
            throw S3Errors.PreconditionFailed(Match);
    }

    /// <exception cref="ServiceException">PreconditionFailed, or NotImplemented for what only directory buckets have.</exception>
    public static void CheckDelete(S3Call call)
    {
        if (OfDirectoryBuckets.FirstOrDefault(header => call.Header(header) is not null) is { } foreign)
            throw S3Errors.NotImplemented(foreign);
        if (call.Header(Match) is { } match && !(call.Bucket.Objects.TryGetValue(call.Key, out var found) && Names(match, found)))
            throw S3Errors.PreconditionFailed(Match);
    }

    /// <summary>The condition that an object doesn't meet; null where it meets all.</summary>
    /// <param name="prefix">What the headers' names begin with.</param>
    private static string? Failed(S3Call call, StoredObject found, string prefix)
    {
        var modified = new DateTimeOffset(found.LastModified.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);
        if (call.Header(prefix + Match) is { } match)
        {
            if (!Names(match, found))
                return Match;
        }
        else if (Date(UnmodifiedSince) is { } unmodified && modified > unmodified)
        {
            return UnmodifiedSince;
        }

        if (call.Header(prefix + NoneMatch) is { } noneMatch)
            return Names(noneMatch, found) ? NoneMatch : null;

        // A date that is yet to come is ignored.
        return Date(ModifiedSince) is { } since && modified <= since && since <= call.Now ? ModifiedSince : null;

        DateTimeOffset? Date(string header) => DateTimeOffset.TryParse(
            call.Header(prefix + header), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;
    }

    private static bool Names(string header, StoredObject found) => header is "*" || header.Trim('"') == found.ETag.Trim('"');

    private static ServiceException Unacceptable(string header) =>
        S3Errors.NotImplemented(header, $"We don't accept the provided value of {header} header for this API");
}
