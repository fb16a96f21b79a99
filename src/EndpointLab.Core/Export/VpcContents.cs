using Sdk = Amazon.EC2.Model;

namespace EndpointLab.Export;

/// <summary>All that lies in a VPC, in an order that doesn't depend on ids, so that two VPCs that are alike are written alike.</summary>
internal sealed partial record VpcContents
{
    public required string Region { get; init; }

    public required string AccountId { get; init; }

    public required Sdk.Vpc Vpc { get; init; }

    public required bool EnableDnsSupport { get; init; }

    public required bool EnableDnsHostnames { get; init; }

    public bool EnableUsageMetrics { get; init; }

    /// <summary>The Region's Availability Zones in order of their names: a place in it means as much in every Region.</summary>
    public IReadOnlyList<string> Zones { get; init; } = [];

    public IReadOnlyList<Sdk.Subnet> Subnets { get; init; } = [];

    public IReadOnlyList<Sdk.InternetGateway> InternetGateways { get; init; } = [];

    public IReadOnlyList<Sdk.EgressOnlyInternetGateway> EgressOnlyInternetGateways { get; init; } = [];

    public IReadOnlyList<Sdk.VpnGateway> VpnGateways { get; init; } = [];

    public IReadOnlyList<Sdk.VpcPeeringConnection> Peerings { get; init; } = [];

    /// <summary>Null where they are what its Region gives each VPC.</summary>
    public Sdk.DhcpOptions? DhcpOptions { get; init; }

    /// <summary>What of it VPC Block Public Access leaves alone.</summary>
    public IReadOnlyList<Sdk.VpcBlockPublicAccessExclusion> Exclusions { get; init; } = [];

    public IReadOnlyList<Sdk.RouteTable> RouteTables { get; init; } = [];

    public IReadOnlyList<Sdk.SecurityGroup> Groups { get; init; } = [];

    /// <summary>Of all groups.</summary>
    public IReadOnlyList<Sdk.SecurityGroupRule> GroupRules { get; init; } = [];

    public IReadOnlyList<Sdk.NetworkAcl> Acls { get; init; } = [];

    public IReadOnlyList<Sdk.NatGateway> NatGateways { get; init; } = [];

    /// <summary>Elastic addresses of its NAT gateways, instances and interfaces.</summary>
    public IReadOnlyList<Sdk.Address> Addresses { get; init; } = [];

    public IReadOnlyList<Sdk.VpcEndpoint> Endpoints { get; init; } = [];

    public IReadOnlyList<Sdk.Instance> Instances { get; init; } = [];

    /// <summary>By the instance's id.</summary>
    public IReadOnlyDictionary<string, InstanceSettings> InstanceSettings { get; init; } = new Dictionary<string, InstanceSettings>();

    /// <summary>The network interfaces that somebody made, not those that came with an instance or an endpoint.</summary>
    public IReadOnlyList<Sdk.NetworkInterface> Interfaces { get; init; } = [];

    /// <summary>The volumes of its instances.</summary>
    public IReadOnlyList<Sdk.Volume> Volumes { get; init; } = [];

    /// <summary>The prefix lists that its rules and routes name.</summary>
    public IReadOnlyList<Sdk.ManagedPrefixList> PrefixLists { get; init; } = [];

    /// <summary>Those of the account's own lists that could be read, by the list's id.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Sdk.PrefixListEntry>> PrefixListEntries { get; init; } =
        new Dictionary<string, IReadOnlyList<Sdk.PrefixListEntry>>();

    /// <summary>The images that are the newest Amazon Linux 2023 of an architecture, by its parameter of Systems Manager.</summary>
    public IReadOnlyDictionary<string, string> NewestImages { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<BucketContents> Buckets { get; init; } = [];

    /// <summary>The instance profiles that were made for its instances, each with its role.</summary>
    public IReadOnlyList<ProfileContents> Profiles { get; init; } = [];

    /// <summary>What belongs to it and couldn't be read, or is another's as well: one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public string Name => NameOf(Vpc.Tags) ?? Vpc.VpcId;

    /// <summary>The table of the subnets that are associated with none.</summary>
    public Sdk.RouteTable MainTable => RouteTables.First(IsMain);
}

/// <param name="EndsOnShutdown">Whether the instance is terminated when its own operating system shuts it down.</param>
internal sealed record InstanceSettings(bool HasUserData, bool DisableApiTermination, bool DisableApiStop, bool EndsOnShutdown);

/// <param name="Policy">The JSON text; null where it has none.</param>
internal sealed record BucketContents(string Name, IReadOnlyDictionary<string, string> Tags, string? Policy);

/// <param name="Role">Null for a profile without one.</param>
/// <param name="Policies">The role's inline policies.</param>
/// <param name="ManagedPolicyArns">The managed policies that are attached to the role.</param>
internal sealed record ProfileContents(
    InstanceProfile Profile, IamRole? Role, IReadOnlyList<IamPolicy> Policies, IReadOnlyList<string> ManagedPolicyArns)
{
    /// <summary>The path in an ARN, between the kind and the name.</summary>
    public static string PathOf(string arn) => arn[arn.IndexOf('/', StringComparison.Ordinal)..(arn.LastIndexOf('/') + 1)];
}
