using System.Globalization;
using System.Xml.Linq;

namespace EndpointLab.Simulator.Route53;

/// <summary>One request to Route 53.</summary>
/// <param name="Account">The caller's.</param>
/// <param name="Arguments">What stands in the path's variable places.</param>
internal sealed record Route53Call(Cloud Cloud, string Account, CloudRequest Request, IReadOnlyList<string> Arguments)
{
    private const int LargestPage = 100;

    private readonly Dictionary<string, string> query =
        PercentEncoding.Query(Request.Uri) ?? throw Route53Errors.InvalidInput("The query isn't percent-encoded.");

    public HostedZones Zones => Cloud.HostedZones;

    /// <summary>The caller's zone that the path names.</summary>
    /// <exception cref="ServiceException">NoSuchHostedZone.</exception>
    public HostedZone Zone => Zones.OwnedBy(Account).FirstOrDefault(zone => zone.Id == Arguments[^1])
        ?? throw Route53Errors.NoSuchHostedZone(Arguments[^1]);

    public string? this[string parameter] => query.GetValueOrDefault(parameter);

    /// <summary>The most that one answer lists.</summary>
    /// <exception cref="ServiceException">InvalidInput.</exception>
    public int PageSize => this["maxitems"] is not { } text ? LargestPage
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0 ? int.Min(size, LargestPage)
        : throw Route53Errors.InvalidInput("maxItems must be a number that is larger than 0.");

    /// <summary>The body's root element.</summary>
    /// <exception cref="ServiceException">MalformedInput.</exception>
    public XElement Body(string root) =>
        XmlBody.Parse(Request.Body) is { } body && body.Name == root ? body : throw Route53Errors.MalformedInput();

    /// <summary>Notes a change, and tells of it.</summary>
    public XElement Changed() => Route53Answer.ChangeInfo(Zones.Change(Cloud.Now.Time), "PENDING", Cloud.Now.Time);
}
