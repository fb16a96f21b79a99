namespace EndpointLab.Simulator.Ec2;

/// <summary>What AWS accepts as a tag (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions).</summary>
internal static class TagRules
{
    private const int MostTags = 50;
    private const int LongestKey = 128;
    private const int LongestValue = 256;

    /// <summary>Reads and checks <c>Tag.N.Key</c> and <c>Tag.N.Value</c>.</summary>
    public static List<KeyValuePair<string, string>> Read(IEnumerable<QueryParameters> tags)
    {
        List<KeyValuePair<string, string>> read = [];
        foreach (var tag in tags)
        {
            var key = tag["Key"] ?? throw Ec2Errors.InvalidParameterValue("Tag key cannot be null or empty");
            Check(key, tag["Value"] ?? "");
            if (read.Exists(other => other.Key == key))
                throw Ec2Errors.InvalidParameterValue($"Duplicate tag key '{key}' specified.");
            read.Add(new(key, tag["Value"] ?? ""));
        }
        return read;
    }

    public static void CheckCount(int count)
    {
        if (count > MostTags)
            throw Ec2Errors.TagLimitExceeded();
    }

    private static void Check(string key, string value)
    {
        if (key.Length is 0 or > LongestKey)
            throw Ec2Errors.InvalidParameterValue($"Tag key '{key}' must be 1 to {LongestKey} characters long");
        if (value.Length > LongestValue)
            throw Ec2Errors.InvalidParameterValue($"Tag value exceeds the maximum length of {LongestValue} characters");
        if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            throw Ec2Errors.InvalidParameterValue("Tag keys starting with 'aws:' are reserved for internal use");
    }
}

internal static partial class Ec2Errors
{
    public static ServiceException TagLimitExceeded() =>
        new("TagLimitExceeded", "The maximum number of Tags for a resource has been reached.");
}
