using Amazon;

namespace EndpointLab;

/// <summary>The Regions that the SDK knows.</summary>
public static class Regions
{
    /// <summary>Code and name, such as eu-central-1 and Europe (Frankfurt).</summary>
    public static IEnumerable<(string Code, string Name)> All =>
        RegionEndpoint.EnumerableAllRegions.Select(region => (region.SystemName, region.DisplayName));

    /// <summary>The code, when there is such a Region.</summary>
    /// <exception cref="LabException">The SDK knows no such Region.</exception>
    public static string Require(string code) => All.Any(region => region.Code == code) ? code : throw new LabException(
        ErrorId.UnknownRegion,
        $"There is no Region '{code}'.",
        "Use a Region's code, such as us-east-1; -Region completes with Tab.",
        code);

    /// <summary>Which of AWS's partitions a Region belongs to, as ARNs begin with it: aws, aws-cn and so on.</summary>
    public static string PartitionOf(string code) => RegionEndpoint.GetBySystemName(code).PartitionName;

    /// <summary>How the names of AWS's hosts end in a Region.</summary>
    internal static string DnsSuffixOf(string code) => RegionEndpoint.GetBySystemName(code).PartitionDnsSuffix;
}
