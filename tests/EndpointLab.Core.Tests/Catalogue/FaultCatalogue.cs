namespace EndpointLab.Core.Tests.Catalogue;

/// <summary>Why a private instance can't reach S3: each kind of fault, in several variants.</summary>
internal static class FaultCatalogue
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        .. RouteFaults.All, .. SecurityGroupFaults.All, .. NetworkAclFaults.All, .. NameFaults.All, .. EndpointFaults.All,
        .. PolicyFaults.All, .. WayPolicyFaults.All, .. IdentityFaults.All, .. AssumedRoleFaults.All, .. KeyFaults.All,
        .. ClientFaults.All, .. ElsewhereFaults.All,
    ];

    public static Fault Get(string name) => All.Single(fault => $"{fault}" == name);
}
