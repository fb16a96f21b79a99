using System.Text.RegularExpressions;

namespace EndpointLab.Simulator.Ec2;

/// <summary>
/// What endpoints of the types Resource and ServiceNetwork lead to. Any well-formed ARN of VPC Lattice counts as existing.
/// </summary>
internal static partial class VpcEndpointTargets
{
    public static EndpointService Read(Ec2Call call, string type)
    {
        var isResource = type == EndpointService.Resource;
        var arn = call.Parameters.Required(isResource ? "ResourceConfigurationArn" : "ServiceNetworkArn");
        var region = call.Region.Region;
        if (!(isResource ? ResourceConfiguration() : ServiceNetwork()).IsMatch(arn) || arn.Split(':')[3] != region.Name)
            throw Ec2Errors.InvalidParameter($"The ARN '{arn}' is not valid.");
        call.Parameters.RefuseUnsupported("DnsOptions.PrivateDnsPreference", "DnsOptions.PrivateDnsSpecifiedDomain.1");
        return new("", type, arn.Split('/')[^1])
        {
            Owner = arn.Split(':')[4],
            Region = region,
            TargetArn = arn,
            PrivateDnsNames = [],
            BaseEndpointDnsName = $"vpc-lattice-rsc.{region.Name}.on.aws",
            IpAddressTypes = ["ipv4", "ipv6"],
            PolicySupported = false,
            Zones = region.Zones,
        };
    }

    [GeneratedRegex(@"^arn:aws:vpc-lattice:[a-z0-9-]+:\d{12}:resourceconfiguration/rcfg-[0-9a-f]{17}\z", RegexOptions.ECMAScript)]
    private static partial Regex ResourceConfiguration();

    [GeneratedRegex(@"^arn:aws:vpc-lattice:[a-z0-9-]+:\d{12}:servicenetwork/sn-[0-9a-f]{17}\z", RegexOptions.ECMAScript)]
    private static partial Regex ServiceNetwork();
}
