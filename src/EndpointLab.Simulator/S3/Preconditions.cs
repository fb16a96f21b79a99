using System.Globalization;

namespace EndpointLab.Simulator.S3;

/// <summary>Conditional reads and writes ("Add preconditions to S3 operations with conditional requests" in the S3 User Guide).</summary>
internal static class Preconditions
{
    private const string Unacceptable = "We don't accept the provided value of If-None-Match header for this API";

    /// <exception cref="ServiceException">PreconditionFailed, or NotModified.</exception>
    public static void CheckRead(S3Call call, StoredObject found)
    {
        var modified = new DateTimeOffset(found.LastModified.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);
        if (call.Header("If-Match") is { } match)
        {
            if (!Names(match, found))
                throw S3Errors.PreconditionFailed("If-Match");
        }
        else if (Date("If-Unmodified-Since") is { } unmodified && modified > unmodified)
        {
            throw S3Errors.PreconditionFailed("If-Unmodified-Since");
        }

        var unchanged = call.Header("If-None-Match") is { } noneMatch
            ? Names(noneMatch, found)
            : Date("If-Modified-Since") is { } since && modified <= since;
        if (unchanged)
            throw S3Errors.NotModified();

        DateTimeOffset? Date(string header) => DateTimeOffset.TryParse(
            call.Header(header), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;
    }

    /// <exception cref="ServiceException">PreconditionFailed, NoSuchKey, or NotImplemented for a form not taken on writes.</exception>
    public static void CheckWrite(S3Call call)
    {
        var present = call.Bucket.Objects.TryGetValue(call.Key, out var found);
        if (call.Header("If-None-Match") is { } noneMatch)
        {
            if (noneMatch is not "*")
                throw S3Errors.NotImplemented("If-None-Match", Unacceptable);
            if (present)
                throw S3Errors.PreconditionFailed("If-None-Match");
        }

        if (call.Header("If-Match") is { } match && !Names(match, found ?? throw S3Errors.NoSuchKey(call.Key)))
            throw S3Errors.PreconditionFailed("If-Match");
    }

    private static bool Names(string header, StoredObject found) => header is "*" || header.Trim('"') == found.ETag.Trim('"');
}
