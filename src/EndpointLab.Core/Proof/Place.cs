using EndpointLab.Analysis;

namespace EndpointLab;

/// <summary>One end of a probe.</summary>
/// <param name="Label">How a table shows it.</param>
/// <param name="Source">Where a request from there leaves: a network interface's id, or an address on the internet.</param>
/// <param name="Address">An address or a DNS name, as it is known inside its network.</param>
/// <param name="PublicAddress">Its address on the internet; null without one.</param>
/// <param name="InstanceId">The instance that it is, or whose interface; null where it is none.</param>
internal sealed record Place(string Label, string Source, string Address, string? PublicAddress, string? InstanceId = null)
{
    public const string Internet = "internet";

    /// <summary>A host on the internet of the simulator (from TEST-NET-3, RFC 5737, so it is nobody's).</summary>
    internal const string InternetHost = "203.0.113.10";

    /// <summary>A host of AWS's own on the internet, which no VPC endpoint leads to.</summary>
    private const string AwsInternetHost = "checkip.amazonaws.com";

    public bool IsOnInternet => Source == PublicAddress;

    /// <summary>A network interface without a public address has none that means it outside of its network.</summary>
    public bool CanBeAddressedFromInternet => PublicAddress is not null || !ResourceKind.NetworkInterface.IsId(Source);

    /// <summary>The address that a request from <paramref name="from"/> to here goes to.</summary>
    public string AddressSeenFrom(Place from) => from.IsOnInternet ? PublicAddress ?? Address : Address;

    /// <param name="text">An id of an instance or a network interface, an address, or <c>internet</c>.</param>
    /// <exception cref="LabException">There is no such thing, or nothing can be sent from it.</exception>
    public static async Task<Place> SenderAsync(LabOperation lab, string text)
    {
        if (await KnownAsync(lab, text) is { } place)
        {
            return place;
        }

        if (!IpAddress.TryParse(text, out var address))
        {
            throw new LabException(
                ErrorId.InvalidArgument,
                $"Nothing can be sent from '{text}'.",
                "Name an instance, a network interface, an address or internet.",
                text);
        }

        // IPv6 addresses of a VPC are public ones, so only AWS knows whether one is an interface's or some host's.
        var mayBeOwn = address.IsIpv6 || AmazonAddresses.PrivateOf(isIpv6: false).Contains(address.Value);
        var shown = $"{address}";
        return mayBeOwn && await NetworkInterfaces.OwnerOfAsync(lab, address) is { } owner ? Of(owner) : new(shown, shown, shown, shown);
    }

    /// <param name="text">What a sender may be, an endpoint's id, or a DNS name.</param>
    /// <exception cref="LabException">There is no such thing, or it is an endpoint without a name.</exception>
    public static async Task<Place> TargetAsync(LabOperation lab, string text) => await KnownAsync(lab, text)
        ?? (ResourceKind.Endpoint.IsId(text) ? Of(await VpcEndpoints.GetAsync(lab, text)) : null)
        ?? (Uri.CheckHostName(text) is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6
            ? new(text, text, text, null)
            : throw new LabException(
                ErrorId.InvalidArgument,
                $"Nothing can be sent to '{text}'.",
                "Name an instance, a network interface, an interface endpoint, an address, a DNS name or internet.",
                text));

    private static async Task<Place?> KnownAsync(LabOperation lab, string text)
    {
        if (text.Equals(Internet, StringComparison.OrdinalIgnoreCase))
        {
            var host = lab.Session.Kind is SessionKind.Aws ? AwsInternetHost : InternetHost;
            return new(Internet, host, host, host);
        }

        if (ResourceKind.Instance.IsId(text))
        {
            var instance = (await Instances.GetAsync(lab, ResourceQuery.ById(text)))[0];
            return instance is { NetworkInterfaceId: { } card } && (instance.PrivateIpAddress ?? instance.Ipv6Address) is { } address
                ? new(instance.Name ?? text, card, address, PublicOf(instance.PublicIpAddress, address), text)
                : throw Instances.WithoutInterface(instance);
        }

        return ResourceKind.NetworkInterface.IsId(text) ? Of((await NetworkInterfaces.GetAsync(lab, ResourceQuery.ById(text)))[0]) : null;
    }

    private static Place Of(VpcEndpoint endpoint) => endpoint.OwnDnsName is { } name
        ? new(endpoint.Name ?? endpoint.VpcEndpointId, name, name, null)
        : throw new LabException(
            ErrorId.WrongEndpointType,
            $"{endpoint.VpcEndpointId} is of the type {endpoint.VpcEndpointType}, which has no name to connect to.",
            "Connect to what lies behind it, and give -ExpectedVia: traffic goes through the endpoint where a route leads to it.",
            endpoint.VpcEndpointId);

    private static Place Of(NetworkInterface card)
    {
        var address = card.PrivateIpAddress ?? card.Ipv6Addresses[0];
        return new(
            card.Name ?? card.NetworkInterfaceId, card.NetworkInterfaceId, address, PublicOf(card.PublicIp, address), card.InstanceId);
    }

    /// <summary>The IPv6 address of what has no IPv4 is its public one too.</summary>
    private static string? PublicOf(string? publicIp, string address) =>
        publicIp ?? (address.Contains(':', StringComparison.Ordinal) ? address : null);
}
