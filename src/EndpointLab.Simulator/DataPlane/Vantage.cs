using System.Diagnostics.CodeAnalysis;
using EndpointLab.Simulator.S3;

namespace EndpointLab.Simulator.DataPlane;

/// <summary>Where connections come from: a network interface of the cloud, or a host on the internet.</summary>
internal sealed class Vantage(Cloud cloud, S3Buckets buckets)
{
    /// <summary>The host on the internet from which requests come that name no other.</summary>
    public const string Internet = "203.0.113.10";

    /// <summary>The header by which a request says whence it comes.</summary>
    public const string FromHeader = "X-EndpointLab-From";

    /// <summary>The header by which its answer says through what it came.</summary>
    public const string ViaHeader = "X-EndpointLab-Via";

    /// <summary>In which the names of interface endpoints lie.</summary>
    private const string EndpointDomain = ".vpce.amazonaws.com";

    // A request that reaches the simulator over HTTP stands for the HTTPS one that a client on AWS would send.
    private const int HttpsPort = 443;

    private readonly NameResolver resolver = new(cloud, buckets);

    /// <summary>
    /// The way of a request to the service it names that says whence it comes; null for any other, which comes from a host on the
    /// internet.
    /// </summary>
    /// <exception cref="ServiceException">InvalidArgument: it comes from nowhere.</exception>
    public NetworkPath? PathOf(CloudRequest request, Caller caller)
    {
        var name = request.Uri.Host;
        if (request.Headers.GetValueOrDefault(FromHeader) is not { } from)
        {
            if (!name.EndsWith(EndpointDomain, StringComparison.OrdinalIgnoreCase))
                return null;
            from = Internet;
        }
        var host = S3Address.IsAws(name) ? name : $"{caller.Service}.{caller.Region}.amazonaws.com";
        return TryConnect(from, host, HttpsPort, out var path) ? path : throw new ServiceException(
            "InvalidArgument", "There is no such network interface or address")
        {
            Details = [("ArgumentName", FromHeader), ("ArgumentValue", from)],
        };
    }

    /// <summary>Has an answer say through what its request came.</summary>
    public static CloudResponse Tell(NetworkPath? path, CloudResponse response)
    {
        if (path is not null)
            response.Headers[ViaHeader] = path.Via ?? "internet";
        return response;
    }

    /// <summary>Walks one connection.</summary>
    /// <param name="from">The id of a network interface, or an address on the internet.</param>
    /// <param name="to">A name or an address.</param>
    /// <param name="path">The way it took.</param>
    /// <returns>False where there is no such interface, and no address on the internet.</returns>
    public bool TryConnect(string from, string to, int port, [NotNullWhen(true)] out NetworkPath? path)
    {
        path = null;
        if (Address.TryParse(from, out var source) && !AmazonAddresses.ArePrivate(source))
        {
            path = resolver.Resolve(to, source, out var failure) is { } destination
                ? new Walk(cloud, Protocol.Tcp, port).FromInternet(source, destination)
                : new([]) { StoppedBy = failure };
        }
        else if (cloud.Regions.FirstOrDefault(region => region.NetworkInterfaces.TryGet(from, out _)) is { } region)
        {
            var networkInterface = region.NetworkInterfaces[from];
            path = resolver.Resolve(to, region, networkInterface, out var failure) is { } destination
                ? new Walk(cloud, Protocol.Tcp, port).FromInterface(region, networkInterface, destination)
                : new([from]) { StoppedBy = failure };
        }

        return path is not null;
    }
}
