using System.Net;
using System.Net.Sockets;

namespace EndpointLab.Simulator.Ec2;

/// <summary>Reads address blocks from parameters.</summary>
internal static class BlockRules
{
    /// <exception cref="ServiceException">MissingParameter, or InvalidParameterValue: it is no IPv4 block.</exception>
    public static Cidr Read(Ec2Parameters parameters, string name) => Read(name, parameters.Required(name));

    public static Cidr Read(string name, string text) => Cidr.TryParse(text, out var block) ? block : throw Invalid(name, text);

    /// <summary>Reads an IPv6 block and gives it back in its shortest form.</summary>
    /// <exception cref="ServiceException">InvalidParameterValue: it is no IPv6 block.</exception>
    public static string ReadIpv6(string name, string text) =>
        IPNetwork.TryParse(text, out var block) && block.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6
            ? block.ToString()
            : throw Invalid(name, text);

    private static ServiceException Invalid(string name, string text) =>
        Ec2Errors.InvalidParameterValue(name, text, "This is not a valid CIDR block.");
}
