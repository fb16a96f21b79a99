using System.Text.RegularExpressions;

namespace EndpointLab;

/// <summary>The rules for names of general purpose buckets ("Bucket naming rules" in the Amazon S3 User Guide).</summary>
internal static partial class BucketName
{
    /// <exception cref="LabException">S3 would refuse the name.</exception>
    public static string Parse(string text) => Form().IsMatch(text) && !Address().IsMatch(text) ? text : throw new LabException(
        ErrorId.InvalidArgument,
        $"'{text}' is not a name that S3 allows for a bucket.",
        "Use 3 to 63 lower-case letters, digits, hyphens and single dots, beginning and ending with a letter or digit.",
        text);

    [GeneratedRegex(@"\A(?=.{3,63}\z)[a-z0-9]([a-z0-9-]|\.(?!\.))*[a-z0-9]\z")]
    private static partial Regex Form();

    [GeneratedRegex(@"\A\d+\.\d+\.\d+\.\d+\z")]
    private static partial Regex Address();
}
