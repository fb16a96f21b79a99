using System.Net;

namespace EndpointLab.Simulator.Administration;

/// <summary>
/// What a test may ask of the simulator and nobody of AWS: everything under <c>/_lab/</c>. It is served under this computer's own names
/// only, never under AWS's, and changes nothing for a web page, which can't send JSON elsewhere unasked.
/// </summary>
internal sealed class LabApi(IEnumerable<LabRoute> routes)
{
    /// <summary>The host in requests that don't come over a network.</summary>
    private const string InProcess = "simulator";
    private const string Root = "/_lab/";

    private readonly ILookup<string, LabRoute> byName = routes.ToLookup(route => route.Name, StringComparer.Ordinal);

    public static bool Serves(CloudRequest request) =>
        request.Uri.Host is "127.0.0.1" or "localhost" or InProcess && Path(request).StartsWith(Root, StringComparison.Ordinal);

    public CloudResponse Answer(CloudRequest request)
    {
        try
        {
            return Reply(HttpStatusCode.OK, Find(request).Answer(request.Body));
        }
        catch (LabRefusal refusal)
        {
            return Reply(refusal.Status, new Refusal(refusal.Message));
        }
    }

    private LabRoute Find(CloudRequest request)
    {
        var name = Path(request)[Root.Length..];
        if (!byName.Contains(name))
        {
            var names = string.Join(", ", byName.Select(routes => Root + routes.Key));
            throw new LabRefusal($"There is no {Root}{name}. There are {names}.", HttpStatusCode.NotFound);
        }
        var route = byName[name].FirstOrDefault(route => route.Method == request.Method) ?? throw new LabRefusal(
            $"{Root}{name} takes {string.Join(" and ", byName[name].Select(route => route.Method))}.", HttpStatusCode.MethodNotAllowed);
        var type = request.Headers.GetValueOrDefault("Content-Type", "").Split(';')[0].Trim();
        return route.Method is "GET" || type.Equals(LabJson.ContentType, StringComparison.OrdinalIgnoreCase) ? route : throw new LabRefusal(
            $"A {route.Method} is to have the header Content-Type: {LabJson.ContentType}.", HttpStatusCode.UnsupportedMediaType);
    }

    /// <summary>The path with one slash at its start, though the address it was put behind ended with one as well.</summary>
    private static string Path(CloudRequest request) => $"/{request.Uri.AbsolutePath.TrimStart('/')}";

    private static CloudResponse Reply(HttpStatusCode status, object body) => new(status, LabJson.ContentType, LabJson.Write(body));

    private sealed record Refusal(string Message);
}
