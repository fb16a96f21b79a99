using System.Net;
using System.Net.Sockets;
using Amazon.EC2.Model;

namespace EndpointLab;

/// <summary>Addresses that the user chose for an endpoint's network interfaces.</summary>
internal static class FixedAddresses
{
    /// <summary>Gives each address to the subnet that it lies in; null without any.</summary>
    /// <exception cref="LabException">One is no address, or lies in no subnet, or two of a family lie in one.</exception>
    public static List<SubnetConfiguration>? Of(IReadOnlyList<string> addresses, IReadOnlyList<Subnet> subnets)
    {
        var placed = addresses.Select(Parse).ToLookup(address => SubnetOf(address, subnets).SubnetId);
        return addresses.Count == 0 ? null :
        [
            .. placed.OrderBy(subnet => subnet.Key, StringComparer.Ordinal).Select(subnet => new SubnetConfiguration
            {
                SubnetId = subnet.Key,
                Ipv4 = Only(AddressFamily.InterNetwork, subnet),
                Ipv6 = Only(AddressFamily.InterNetworkV6, subnet),
            }),
        ];
    }

    private static IPAddress Parse(string text) =>
        IPAddress.TryParse(text, out var address) && (address.AddressFamily is AddressFamily.InterNetworkV6 || address.ToString() == text)
            ? address
            : throw Wrong($"'{text}' is not an IP address.", "Write it as 10.0.1.10, or as 2001:db8::10.", text);

    private static Subnet SubnetOf(IPAddress address, IReadOnlyList<Subnet> subnets) =>
        subnets.FirstOrDefault(subnet => subnet.Blocks.Any(block => IPNetwork.Parse(block).Contains(address))) ?? throw Wrong(
            $"The address {address} lies in none of the endpoint's subnets.",
            subnets.Count == 0
                ? "Name the subnets as well: -Subnet."
                : $"Choose it from {string.Join(", ", subnets.SelectMany(subnet => subnet.Blocks))}, or add its subnet (-Subnet).",
            $"{address}");

    private static string? Only(AddressFamily family, IGrouping<string, IPAddress> subnet) =>
        subnet.Where(address => address.AddressFamily == family).ToList() switch
        {
            [] => null,
            [var only] => $"{only}",
            var several => throw Wrong(
                $"{string.Join(" and ", several)} all lie in {subnet.Key}, where the endpoint has one network interface.",
                "Keep one of them.",
                $"{several[^1]}"),
        };

    private static LabException Wrong(string message, string nextStep, string target) =>
        new(ErrorId.InvalidArgument, message, nextStep, target);
}
