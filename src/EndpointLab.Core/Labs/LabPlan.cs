using System.Security.Cryptography;
using System.Text;
using EndpointLab.Labs;

namespace EndpointLab;

/// <summary>A lab as a graph of the resources that it is to have. It needs no cloud, but names an account and a Region.</summary>
public sealed record LabPlan
{
    private const int UniqueDigits = 12;

    private LabPlan(LabSpecification specification, string accountId, string region)
    {
        Specification = specification;
        Nodes = [.. Plan(specification, UniqueName(specification.Name, accountId, region))];
    }

    public LabSpecification Specification { get; }

    /// <summary>In an order in which each comes after what it depends on.</summary>
    public LabNode[] Nodes { get; }

    /// <exception cref="LabException">Such a lab can't be: its name, or its size.</exception>
    public static LabPlan Of(LabSpecification specification, string accountId, string region) =>
        new(specification.Require(), accountId, region);

    /// <summary>
    /// The name of what needs one that nobody else has: the bucket, its reader and the key pair. It follows from the lab's, so that whoever
    /// builds the lab again finds them, and nobody can make them twice.
    /// </summary>
    internal static string UniqueName(string name, string accountId, string region)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{accountId}/{region}/{name}"));
        return $"{name}-{Convert.ToHexString(hash)[..UniqueDigits].ToLowerInvariant()}";
    }

    /// <summary>The lab whose unique name it is; null where it is none's.</summary>
    internal static string? NameIn(string uniqueName, string accountId, string region) =>
        uniqueName.Length > UniqueDigits + 1 && uniqueName[..^(UniqueDigits + 1)] is var name
            && UniqueName(name, accountId, region) == uniqueName ? name : null;

    private static IEnumerable<LabNode> Plan(LabSpecification lab, string uniqueName)
    {
        var zones = Enumerable.Range(0, lab.AvailabilityZoneCount).ToList();
        var blocks = LabSubnets.Carve(lab.CidrBlock, zones.Count);
        yield return new VpcNode(lab.Name, lab.CidrBlock);
        foreach (var zone in zones)
        {
            yield return new SubnetNode(lab.Name, SubnetNode.RoleOf("public", zone), blocks[2 * zone], zone, isPublic: true);
            yield return new SubnetNode(lab.Name, SubnetNode.RoleOf("private", zone), blocks[(2 * zone) + 1], zone, isPublic: false);
        }

        yield return new InternetGatewayNode(lab.Name);
        yield return new RouteTableNode(
            lab.Name, RouteTableNode.Public, "rt1-public", [.. zones.Select(zone => SubnetNode.RoleOf("public", zone))], hasInternet: true);
        yield return new RouteTableNode(
            lab.Name, RouteTableNode.Private, "rt2-private", [.. zones.Select(zone => SubnetNode.RoleOf("private", zone))], hasInternet: false);
        foreach (var service in lab.GatewayServices)
        {
            yield return new GatewayEndpointNode(lab.Name, service);
        }

        foreach (var group in SecurityGroupNode.Of(lab))
        {
            yield return group;
        }

        foreach (var service in lab.InterfaceServices)
        {
            yield return new InterfaceEndpointNode(lab.Name, service, [.. zones.Select(zone => SubnetNode.RoleOf("private", zone))]);
        }

        if (lab.WithBucket)
        {
            yield return new BucketNode(uniqueName);
        }

        if (lab.WithInstance)
        {
            yield return new KeyPairNode(uniqueName);
            yield return new InstanceNode(lab.Name, isPublic: true, lab.WithBucket);
            yield return new InstanceNode(lab.Name, isPublic: false, lab.WithBucket);
        }
    }
}
