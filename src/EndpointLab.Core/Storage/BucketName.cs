using System.Text.RegularExpressions;

namespace EndpointLab;

/// <summary>The rules for names of general purpose buckets ("Bucket naming rules" in the Amazon S3 User Guide).</summary>
internal static partial class BucketName
{
    /// <exception cref="LabException">S3 would refuse the name.</exception>
    public static string Parse(string text) => IsAllowed(text) ? text : throw new LabException(
        ErrorId.InvalidArgument,
        $"'{text}' is not a name that S3 allows for a general purpose bucket.",
        Reserved().IsMatch(text)
            ? "Names that end so are those of directory buckets, access points and the like: name a general purpose bucket."
            : "Use 3 to 63 lower-case letters, digits, hyphens and single dots, beginning and ending with a letter or digit.",
        text);

    private static bool IsAllowed(string text) => Form().IsMatch(text) && !Address().IsMatch(text) && !Reserved().IsMatch(text);

    [GeneratedRegex(@"\A(?=.{3,63}\z)[a-z0-9]([a-z0-9-]|\.(?!\.))*[a-z0-9]\z")]
    private static partial Regex Form();

    [GeneratedRegex(@"(--x-s3|--table-s3|--ol-s3|-s3alias|\.mrap)\z")]
    private static partial Regex Reserved();

    [GeneratedRegex(@"\A\d+\.\d+\.\d+\.\d+\z")]
    private static partial Regex Address();
}
