using System.Text.RegularExpressions;

namespace EndpointLab.Analysis;

/// <summary>A host name of S3's ("Amazon S3 endpoints" in the AWS General Reference).</summary>
/// <param name="Region">Null for the global name.</param>
internal sealed partial record S3Host(string? Bucket, string? Region, bool IsDualStack)
{
    /// <summary>Null for another host's name.</summary>
    public static S3Host? Parse(string name)
    {
        var match = Form().Match(name);
        return match.Success ? new(Value("bucket"), Value("region"), match.Groups["dualstack"].Success) : null;

        string? Value(string group) => match.Groups[group] is { Success: true, Value: var value } ? value : null;
    }

    [GeneratedRegex(
        @"^((?<bucket>.+)\.)?s3(?<dualstack>\.dualstack)?([.-](?<region>[a-z]+(-[a-z]+)+-\d+))?\.amazonaws\.com(\.cn)?$",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Form();
}
