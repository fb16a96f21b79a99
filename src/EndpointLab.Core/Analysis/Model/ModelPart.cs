namespace EndpointLab.Analysis;

/// <summary>A part of the configuration that calls of its own read, so that it may lack by itself.</summary>
internal enum ModelPart
{
    Vpcs,
    DnsAttributes,
    Subnets,
    RouteTables,
    Interfaces,
    Instances,
    SecurityGroups,
    NetworkAcls,
    InternetGateways,
    EgressOnlyInternetGateways,
    NatGateways,
    Peerings,
    Endpoints,
    PrefixLists,
    CustomerPrefixLists,
    DhcpOptions,
    HostedZones,
    DnsFirewall,
    BlockPublicAccess,
}
