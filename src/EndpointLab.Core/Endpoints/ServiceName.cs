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

    /// <summary>Whether the full or short name is that of a service, of whatever case.</summary>
    internal static bool Is(string service, string name, string region) =>
        service.Equals(name, StringComparison.OrdinalIgnoreCase)
        || ShortOf(service, region).Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The full name of a service that an account shares with others (vpce-svc-…); null where the name is no such one.</summary>
    internal static string? FullOfShared(string name, string region) =>
        !ShortOf(name, region).StartsWith("vpce-svc-", StringComparison.Ordinal) ? null
        : name.Contains('.', StringComparison.Ordinal) ? name
        : $"com.amazonaws.vpce.{region}.{name}";

    /// <exception cref="LabException">The name is that of a service in another Region.</exception>
    internal static void RequireRegion(string name, string region)
    {
        if (Array.Find(name.Split('.'), part => part != region && Regions.All.Any(known => known.Code == part)) is { } other)
        {
            throw new LabException(
                ErrorId.UnknownService,
                $"'{name}' is a service in {other}, not in {region}.",
                $"Give the short name ({ShortOf(name, other)}) for that in {region}; an interface endpoint can lead to another Region's "
                    + $"service (-ServiceRegion {other}); or work in that Region: Connect-LabSession -Region {other}.",
                name);
        }
    }
}
