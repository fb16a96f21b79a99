namespace EndpointLab.Simulator.State;

/// <summary>Amazon's IPv6 ranges in a Region, like those that https://ip-ranges.amazonaws.com/ip-ranges.json gives.</summary>
internal static class AmazonIpv6Ranges
{
    private static readonly Dictionary<string, (string Ec2, string S3)> ByRegion = new()
    {
        ["us-east-1"] = ("2600:1f18::/36", "2600:1fa0:8000::/39 2600:1ff8:8000::/40"),
        ["us-east-2"] = ("2600:1f16::/36", "2600:1fa0:6000::/40 2600:1ff8:6000::/40"),
        ["us-west-1"] = ("2600:1f1c::/36", "2600:1fa0:c000::/40 2600:1ff8:c000::/40"),
        ["us-west-2"] = ("2600:1f14::/36", "2600:1fa0:4000::/39 2600:1ff8:4000::/40"),
        ["ca-central-1"] = ("2600:1f11::/36", "2600:1fa0:1000::/40 2600:1ff8:1000::/40"),
        ["sa-east-1"] = ("2600:1f1e::/36", "2600:1fa0:e000::/40 2600:1ff8:e000::/40"),
        ["eu-west-1"] = ("2a05:d018::/36", "2a05:d050:8000::/40 2a05:d078:8000::/40"),
        ["eu-west-2"] = ("2a05:d01c::/36", "2a05:d050:c000::/40 2a05:d078:c000::/40"),
        ["eu-west-3"] = ("2a05:d012::/36", "2a05:d050:2000::/40 2a05:d078:2000::/40"),
        ["eu-central-1"] = ("2a05:d014::/36", "2a05:d050:4000::/40 2a05:d078:4000::/40"),
        ["eu-north-1"] = ("2a05:d016::/36", "2a05:d050:6000::/40 2a05:d078:6000::/40"),
        ["ap-southeast-1"] = ("2406:da18::/36", "2406:daa0:8000::/40 2406:daf8:8000::/40"),
        ["ap-southeast-2"] = ("2406:da1c::/36", "2406:daa0:c000::/40 2406:daf8:c000::/40"),
        ["ap-northeast-1"] = ("2406:da14::/36", "2406:daa0:4000::/40 2406:daf8:4000::/40"),
        ["ap-northeast-2"] = ("2406:da12::/36", "2406:daa0:2000::/40 2406:daf8:2000::/40"),
        ["ap-south-1"] = ("2406:da1a::/36", "2406:daa0:a000::/40 2406:daf8:a000::/40"),
    };

    /// <summary>That from which VPCs get their blocks.</summary>
    public static Cidr OfVpcs(string region) => Cidr.Parse(ByRegion[region].Ec2);

    public static IEnumerable<Cidr> OfS3(string region) => ByRegion[region].S3.Split(' ').Select(Cidr.Parse);
}
