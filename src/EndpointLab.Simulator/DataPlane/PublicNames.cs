using System.IO.Hashing;
using System.Text;
using System.Text.RegularExpressions;
using EndpointLab.Simulator.S3;

namespace EndpointLab.Simulator.DataPlane;

/// <summary>
/// What names mean that AWS and others made: those of services, of instances, and of hosts on the internet. What instances' names mean
/// depends on the VPC in which one asks.
/// </summary>
internal sealed partial class PublicNames(Cloud cloud, S3Buckets buckets)
{
    private const string GlobalRegion = "us-east-1";

    // Public addresses of AWS that are in no prefix list, and of hosts that are none of AWS's.
    private static readonly Cidr[] OtherServices = [Cidr.Parse("52.46.128.0/19")];
    private static readonly Cidr[] OtherHosts = [Cidr.Parse("198.51.100.0/24")];
    private static readonly string[] NoDomains = [".internal", ".invalid", ".local", ".localhost", ".test"];

    /// <summary>What the A and AAAA records of a name in small letters say.</summary>
    /// <param name="vpc">The VPC in which it is asked for; null outside.</param>
    public IEnumerable<Address> Find(string name, Vpc? vpc)
    {
        if (InstanceName().Match(name) is { Success: true } match)
            return OfInstance(match, vpc) is { } found ? [found] : [];
        if (ResourceName().Match(name) is { Success: true } resource)
            return OfResourceName(resource.Groups["id"].Value, vpc);
        if (DynamoDb().Match(name) is { Success: true } service)
            return Pick(name, PrefixList(service.Groups["region"].Value, "dynamodb"));
        if (S3Address.IsS3(name))
        {
            var ipv4 = Pick(name, PrefixList(S3Region(name), "s3"));
            return S3Address.IsDualStack(name) ? ipv4.Concat(Pick(name, PrefixList(S3Region(name), "ipv6.s3"))) : ipv4;
        }

        if (S3Address.IsAws(name))
            return Pick(name, OtherServices);
        return name.Contains('.', StringComparison.Ordinal) && !NoDomains.Any(domain => name.EndsWith(domain, StringComparison.Ordinal))
            ? Pick(name, OtherHosts)
            : [];
    }

    /// <summary>
    /// A private name is known in its VPC only; a public one means the private address there, and in a peer where the connection says
    /// so, elsewhere the public one.
    /// </summary>
    private Address? OfInstance(Match name, Vpc? vpc)
    {
        if (!Address.TryParse(name.Groups["address"].Value.Replace('-', '.'), out var address))
            return null;
        var interfaces = cloud.Regions.SelectMany(region => region.NetworkInterfaces);
        if (name.Groups["kind"].Value is "ip")
            return interfaces.FirstOrDefault(one => one.Address == address && one.Subnet.Vpc == vpc)?.Address;
        return interfaces.FirstOrDefault(one => one.PublicAddress == address && MeansPrivate(one.Subnet.Vpc))?.Address ?? address;

        bool MeansPrivate(Vpc of) => vpc is not null && (of == vpc || cloud.Regions.SelectMany(region => region.VpcPeeringConnections)
            .Any(connection => connection.Peering.AllowsDnsResolution(of, askedIn: vpc)));
    }

    /// <summary>A resource name is known in its VPC, with the records that its subnet asks for.</summary>
    private IEnumerable<Address> OfResourceName(string id, Vpc? vpc)
    {
        var region = cloud.Regions.FirstOrDefault(region => region.Instances.TryGet(id, out _));
        var primary = region?.NetworkInterfacesOf(region.Instances[id]).FirstOrDefault();
        if (primary is null || primary.Subnet.Vpc != vpc)
            yield break;
        if (primary.Subnet.EnableResourceNameDnsARecord && primary.Address is { } address)
            yield return address;
        if (primary.Subnet.EnableResourceNameDnsAaaaRecord && primary.Ipv6Addresses is [var first, ..])
            yield return first;
    }

    private string S3Region(string name)
    {
        var address = S3Address.Parse(name, "");
        return address.Region ?? (address.Bucket is { } bucket ? buckets.Find(bucket)?.Region : null) ?? GlobalRegion;
    }

    private IReadOnlyList<Cidr> PrefixList(string region, string service) =>
        Region.Find(region) is null ? [] : cloud.RegionOf(cloud.Options.DefaultAccountId, region).PrefixLists
            .Single(list => list.Name == $"com.amazonaws.{region}.{service}").Entries;

    /// <summary>One address of the blocks, if there are any, always the same for the same name.</summary>
    private static IEnumerable<Address> Pick(string name, IReadOnlyList<Cidr> blocks)
    {
        if (blocks.Count == 0)
            return [];
        var number = XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(name));
        var block = blocks[(int)(number % (uint)blocks.Count)];
        return [block.First + 1 + ((number >> 32) % ((1UL << int.Min(block.HostBits, 32)) - 2))];
    }

    [GeneratedRegex(
        @"^(?<kind>ip|ec2)-(?<address>\d+-\d+-\d+-\d+)"
            + @"\.(ec2\.internal|compute-1\.amazonaws\.com|.+\.compute\.(internal|amazonaws\.com))\z")]
    private static partial Regex InstanceName();

    [GeneratedRegex(@"^(?<id>i-[0-9a-f]{17})\.(ec2\.internal|.+\.compute\.internal)\z")]
    private static partial Regex ResourceName();

    [GeneratedRegex(@"^dynamodb\.(?<region>[a-z]+(-[a-z]+)+-\d+)\.amazonaws\.com\z")]
    private static partial Regex DynamoDb();
}
