namespace EndpointLab.Simulator.Route53;

/// <summary>One action of Route 53.</summary>
/// <param name="Path">The path after the version; an asterisk stands for what the request names there.</param>
internal sealed record Route53Operation(string Name, string Method, string Path, Func<Route53Call, CloudResponse> Run)
{
    private const string Version = "2013-04-01";

    private static readonly Route53Operation[] All =
        [.. HostedZoneOperations.All, .. ZoneVpcOperations.All, .. RecordOperations.All, .. ZoneTagOperations.All];

    private readonly string[] labels = Path.Split('/');

    public static IEnumerable<string> Names => All.Select(operation => operation.Name);

    /// <summary>The action that a request asks for, and what the path says for the asterisks; null where there is no such action.</summary>
    public static (Route53Operation Operation, IReadOnlyList<string> Arguments)? Of(CloudRequest request)
    {
        if (request.Uri.AbsolutePath.Trim('/').Split('/') is not [Version, .. var path])
            return null;
        return All.FirstOrDefault(one => one.Method == request.Method && one.Matches(path)) is { } operation
            ? (operation, [.. path.Where((_, place) => operation.labels[place] is "*").Select(Uri.UnescapeDataString)])
            : null;
    }

    private bool Matches(string[] path) =>
        path.Length == labels.Length && path.Zip(labels).All(pair => pair.Second is "*" || pair.First == pair.Second);
}
