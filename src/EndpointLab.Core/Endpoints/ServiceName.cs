using System.IO.Enumeration;

namespace EndpointLab;

/// <summary>Names of endpoint services: in full, com.amazonaws.eu-central-1.s3, or short, s3.</summary>
public static class ServiceName
{
    /// <summary>What follows the Region in a name; the whole name where it holds no Region.</summary>
    public static string ShortOf(string name, string region)
    {
        var (separator, start) = ($".{region}.", name.IndexOf($".{region}.", StringComparison.Ordinal));
        return start < 0 ? name : name[(start + separator.Length)..];
    }

    /// <param name="pattern">A full or short name, with the wildcards * and ?.</param>
    internal static bool IsLike(string name, string pattern, string region) =>
        FileSystemName.MatchesSimpleExpression(pattern, name) || FileSystemName.MatchesSimpleExpression(pattern, ShortOf(name, region));

    /// <summary>The values of EC2's <c>service-name</c> filter that a full or short name stands for.</summary>
    internal static string[] FilterValues(string pattern, string region) => [pattern, $"*.{region}.{pattern}"];

    /// <exception cref="LabException">The name is that of a service in another Region.</exception>
    internal static void RequireRegion(string name, LabSession session)
    {
        if (Array.Find(name.Split('.'), part => part != session.Region && Regions.All.Any(region => region.Code == part)) is { } other)
        {
            throw new LabException(
                ErrorId.UnknownService,
                $"'{name}' is a service in {other}, but the session is in {session.Region}, and an endpoint is in the Region of its VPC.",
                $"Give the short name ({ShortOf(name, other)}), or work in that Region: Connect-LabSession -Region {other}.",
                name);
        }
    }
}
