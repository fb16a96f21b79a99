namespace EndpointLab.Simulator.Ec2;

/// <summary>Reads address blocks from parameters.</summary>
internal static class BlockRules
{
    /// <exception cref="ServiceException">MissingParameter, or InvalidParameterValue: it is no IPv4 block.</exception>
    public static Cidr Read(QueryParameters parameters, string name) => Read(name, parameters.Required(name));

    /// <exception cref="ServiceException">InvalidParameterValue: it is no IPv4 block.</exception>
    public static Cidr Read(string name, string text) => Read(name, text, isIpv6: false);

    /// <exception cref="ServiceException">InvalidParameterValue: it is no IPv6 block.</exception>
    public static Cidr ReadIpv6(string name, string text) => Read(name, text, isIpv6: true);

    private static Cidr Read(string name, string text, bool isIpv6) =>
        Cidr.TryParse(text, out var block) && block.IsIpv6 == isIpv6
            ? block
            : throw Ec2Errors.InvalidParameterValue(name, text, "This is not a valid CIDR block.");
}
