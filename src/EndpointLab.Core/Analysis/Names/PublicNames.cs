using System.Text.RegularExpressions;

namespace EndpointLab.Analysis;

/// <summary>What names mean to everybody, as far as configuration tells; and instances' names, which depend on the VPC.</summary>
internal sealed partial class PublicNames(NetworkModel model)
{
    // S3's global name ("Virtual hosting of general purpose buckets" in the S3 User Guide).
    private const string GlobalRegion = "us-east-1";

    private static readonly string[] NoDomains = [".internal", ".invalid", ".local", ".localhost", ".test"];

    /// <param name="name">In small letters.</param>
    /// <param name="vpcId">The VPC in which it is asked for; null outside.</param>
    /// <param name="bucketRegion">The Region of the bucket in front of S3's global name; null where that is not known.</param>
    public NameMeaning Find(string name, string? vpcId, string? bucketRegion)
    {
        if (OfEndpoint(name) is { } endpoint)
        {
            return endpoint;
        }

        if (InstanceName().Match(name) is { Success: true } instance)
        {
            return NameMeaning.Of(OfInstance(instance, vpcId));
        }

        if (ResourceName().Match(name) is { Success: true } resource)
        {
            return NameMeaning.Of(OfResourceName(resource.Groups["id"].Value, vpcId));
        }

        if (S3Host.Parse(name) is { } s3)
        {
            var region = s3.Region ?? (s3.Bucket is null ? GlobalRegion : bucketRegion ?? GlobalRegion);
            return OfService(name, region, "s3", s3.IsDualStack);
        }

        return DynamoDb().Match(name) is { Success: true } dynamoDb ? OfService(name, dynamoDb.Groups["region"].Value, "dynamodb", false)
            : !name.Contains('.', StringComparison.Ordinal) || NoDomains.Any(domain => name.EndsWith(domain, StringComparison.Ordinal))
                ? NameMeaning.Nothing
            : Somewhere(name);
    }

    /// <summary>An endpoint's own names, which lead to its private addresses from everywhere.</summary>
    private NameMeaning? OfEndpoint(string name)
    {
        foreach (var endpoint in model.Endpoints)
        {
            if (endpoint.DnsNames.Any(own => EndpointNames.IsOwn(own) && EndpointNames.IsFor(own, name)))
            {
                return EndpointNames.Addresses(endpoint, model, EndpointNames.ZoneOf(endpoint, name, model));
            }
        }

        return null;
    }

    /// <summary>A private name is known in its VPC only; a public one means the private address there, elsewhere the public one.</summary>
    private List<IpAddress> OfInstance(Match name, string? vpcId)
    {
        if (!IpAddress.TryParse(name.Groups["address"].Value.Replace('-', '.'), out var address))
        {
            return [];
        }

        var own = model.Interfaces.Where(one => one.VpcId == vpcId).ToList();
        if (name.Groups["kind"].Value is "ip")
        {
            return own.Exists(one => one.Addresses.Contains(address)) ? [address] : [];
        }

        var mapped = own.SelectMany(one => one.PublicAddresses).Where(pair => pair.Value == address).Select(pair => pair.Key).ToList();
        return mapped.Count > 0 ? mapped : [address];
    }

    private IEnumerable<IpAddress> OfResourceName(string instanceId, string? vpcId)
    {
        var own = model.Interfaces.FirstOrDefault(one => one.InstanceId == instanceId && one.VpcId == vpcId);
        var subnet = own is null ? null : model.Subnets.FirstOrDefault(subnet => subnet.Id == own.SubnetId);
        return subnet is null ? [] : own!.Addresses.Where(address =>
            address.IsIpv6 ? subnet.EnableResourceNameDnsAaaaRecord : subnet.EnableResourceNameDnsARecord);
    }

    /// <summary>A service with a prefix list of its own in each Region.</summary>
    private NameMeaning OfService(string name, string region, string service, bool isDualStack)
    {
        if (region != model.Region)
        {
            var elsewhere = Somewhere(name);
            return isDualStack ? elsewhere with { Ipv6 = Public(isIpv6: true) } : elsewhere;
        }

        return new(
            Of($"com.amazonaws.{region}.{service}", isIpv6: false),
            isDualStack ? Of($"com.amazonaws.{region}.{service}", isIpv6: true) : NameMeaning.Nothing.Ipv6);

        AddressSet Of(string fullName, bool isIpv6) => AddressSet.Of(
            model.PrefixLists.FirstOrDefault(list => list.IsOf(fullName, isIpv6))?.Blocks ?? [], isIpv6);
    }

    private NameMeaning Somewhere(string name) => new(Public(isIpv6: false), NameMeaning.Nothing.Ipv6)
    {
        Assumption = $"{name} has some public IPv4 address outside of the prefix lists of {model.Region}.",
    };

    /// <summary>Any public address but those of services that have a prefix list in the Region, and of these networks.</summary>
    private AddressSet Public(bool isIpv6)
    {
        var all = isIpv6 ? Cidr.Parse("2000::/3") : Cidr.Parse("0.0.0.0/0");
        var unusual = isIpv6 ? RangeSet.Empty : RangeSet.Of([Cidr.Parse("0.0.0.0/8"), Cidr.Parse("224.0.0.0/3")], isIpv6: false);
        return new(
            RangeSet.Of(all).Except(AmazonAddresses.PrivateOf(isIpv6)).Except(unusual)
                .Except(RangeSet.Of(model.PrefixLists.Where(list => list.Name.StartsWith("com.amazonaws.", StringComparison.Ordinal))
                    .SelectMany(list => list.Blocks), isIpv6))
                .Except(RangeSet.Of(model.Vpcs.SelectMany(vpc => vpc.Blocks), isIpv6))
                .Except(RangeSet.Of(model.Interfaces.SelectMany(one => one.PublicAddresses.Values)
                    .Where(address => address.IsIpv6 == isIpv6).Select(address => (address.Value, address.Value)))),
            isIpv6);
    }

    [GeneratedRegex(
        @"^(?<kind>ip|ec2)-(?<address>\d+-\d+-\d+-\d+)\.(ec2\.internal|compute-1\.amazonaws\.com|"
        + @".+\.compute\.(internal|amazonaws\.com(\.cn)?))$")]
    private static partial Regex InstanceName();

    [GeneratedRegex(@"^(?<id>i-[0-9a-f]{17})\.(ec2\.internal|.+\.compute\.internal)$")]
    private static partial Regex ResourceName();

    [GeneratedRegex(@"^dynamodb\.(?<region>[a-z]+(-[a-z]+)+-\d+)\.amazonaws\.com(\.cn)?$")]
    private static partial Regex DynamoDb();
}
