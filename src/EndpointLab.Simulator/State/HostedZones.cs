using System.Security.Cryptography;

namespace EndpointLab.Simulator.State;

/// <summary>All private hosted zones of the cloud: Route 53 knows no Regions, and a zone's VPCs may lie in several.</summary>
internal sealed class HostedZones
{
    private readonly Dictionary<string, HostedZone> byId = [];
    private readonly Dictionary<string, DateTimeOffset> changes = [];

    public IEnumerable<HostedZone> OwnedBy(string accountId) => byId.Values.Where(zone => zone.AccountId == accountId);

    /// <summary>Those with which a VPC is associated.</summary>
    public IEnumerable<HostedZone> Of(ZoneVpc vpc) => byId.Values.Where(zone => zone.Vpcs.Contains(vpc));

    public void Add(HostedZone zone) => byId.Add(zone.Id, zone);

    public void Remove(HostedZone zone) => byId.Remove(zone.Id);

    /// <summary>Notes that something was changed, and gives the change's id.</summary>
    public string Change(DateTimeOffset now)
    {
        var id = NewId('C');
        changes.Add(id, now);
        return id;
    }

    /// <summary>When a change was asked for; null where none has that id.</summary>
    public DateTimeOffset? WhenChanged(string id) => changes.TryGetValue(id, out var time) ? time : null;

    public static string NewId(char kind) => $"{kind}0{RandomNumberGenerator.GetString("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", 19)}";
}

internal sealed partial class RegionState
{
    /// <summary>The private hosted zones that decide what names mean in a VPC, of whichever account.</summary>
    public IEnumerable<HostedZone> HostedZonesOf(Vpc vpc) => cloud.HostedZones.Of(new(region.Name, vpc.Id));
}
