using System.IO.Hashing;
using System.Text;
using System.Text.RegularExpressions;
using EndpointLab.Simulator.S3;

namespace EndpointLab.Simulator.DataPlane;

/// <summary>Finds the address of a name, as Amazon's resolver does within a VPC and any other does outside.</summary>
internal sealed partial class NameResolver(Cloud cloud, S3Buckets buckets)
{
    private const string GlobalRegion = "us-east-1";

    // Public addresses of AWS that are in no prefix list, and of hosts that are none of AWS's.
    private static readonly Cidr[] OtherServices = [Cidr.Parse("52.46.128.0/19")];
    private static readonly Cidr[] OtherHosts = [Cidr.Parse("198.51.100.0/24")];
    private static readonly string[] NoDomains = [".internal", ".invalid", ".local", ".localhost", ".test"];

    /// <summary>The address of a name.</summary>
    /// <param name="name">A name, or an address, which stands for itself.</param>
    /// <param name="vpc">The VPC in which it is asked for; null outside.</param>
    /// <param name="failure">Why there is none.</param>
    public Address? Resolve(string name, Vpc? vpc, out string failure)
    {
        failure = "";
        if (Address.TryParse(name, out var address))
            return address;
        if (vpc is { EnableDnsSupport: false })
        {
            failure = $"{vpc.Id}: enableDnsSupport is off, so nothing resolves {name}";
            return null;
        }

        failure = $"{name} does not exist";
        name = name.ToLowerInvariant();
        if (InstanceName().Match(name) is { Success: true } match)
            return OfInstance(match, vpc);
        if (DynamoDb().Match(name) is { Success: true } service)
            return Pick(name, PrefixList(service.Groups["region"].Value, "dynamodb"));
        if (S3Address.IsAws(name))
            return S3Address.IsS3(name) ? Pick(name, PrefixList(S3Region(name), "s3")) : Pick(name, OtherServices);
        return name.Contains('.', StringComparison.Ordinal) && !NoDomains.Any(domain => name.EndsWith(domain, StringComparison.Ordinal))
            ? Pick(name, OtherHosts)
            : null;
    }

    /// <summary>A private name is known in its VPC only; a public one means the private address there, elsewhere the public one.</summary>
    private Address? OfInstance(Match name, Vpc? vpc)
    {
        if (!Address.TryParse(name.Groups["address"].Value.Replace('-', '.'), out var address))
            return null;
        var interfaces = cloud.Regions.SelectMany(region => region.NetworkInterfaces);
        if (name.Groups["kind"].Value is "ip")
            return interfaces.FirstOrDefault(one => one.Address == address && one.Subnet.Vpc == vpc)?.Address;
        return interfaces.FirstOrDefault(one => one.PublicAddress == address && one.Subnet.Vpc == vpc)?.Address ?? address;
    }

    private string S3Region(string name)
    {
        var address = S3Address.Parse(name, "");
        return address.Region ?? (address.Bucket is { } bucket ? buckets.Find(bucket)?.Region : null) ?? GlobalRegion;
    }

    private IReadOnlyList<Cidr> PrefixList(string region, string service) =>
        Region.Find(region) is null ? [] : cloud.RegionOf(cloud.Options.DefaultAccountId, region).PrefixLists
            .Single(list => list.Name == $"com.amazonaws.{region}.{service}").Entries;

    /// <summary>One address of the blocks, always the same for the same name.</summary>
    private static Address? Pick(string name, IReadOnlyList<Cidr> blocks)
    {
        if (blocks.Count == 0)
            return null;
        var number = XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(name));
        var block = blocks[(int)(number % (uint)blocks.Count)];
        return block.First + 1 + ((number >> 32) % ((1UL << int.Min(block.HostBits, 32)) - 2));
    }

    [GeneratedRegex(
        @"^(?<kind>ip|ec2)-(?<address>\d+-\d+-\d+-\d+)\.(ec2\.internal|compute-1\.amazonaws\.com|.+\.compute\.(internal|amazonaws\.com))$")]
    private static partial Regex InstanceName();

    [GeneratedRegex(@"^dynamodb\.(?<region>[a-z]+(-[a-z]+)+-\d+)\.amazonaws\.com$")]
    private static partial Regex DynamoDb();
}
