using System.Text.RegularExpressions;

namespace EndpointLab.Simulator.S3;

/// <summary>"General purpose bucket naming rules" of the S3 User Guide.</summary>
internal static partial class BucketName
{
    private static readonly string[] ReservedPrefixes = ["xn--", "sthree-", "amzn-s3-demo-"];
    private static readonly string[] ReservedSuffixes = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

    public static bool IsValid(string name) =>
        name.Length is >= 3 and <= 63
        && Labels().IsMatch(name)
        && !FourNumbers().IsMatch(name)
        && !ReservedPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))
        && !ReservedSuffixes.Any(suffix => name.EndsWith(suffix, StringComparison.Ordinal));

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]|\.(?!\.))*[a-z0-9]\z")]
    private static partial Regex Labels();

    [GeneratedRegex(@"^\d+\.\d+\.\d+\.\d+\z")]
    private static partial Regex FourNumbers();
}
