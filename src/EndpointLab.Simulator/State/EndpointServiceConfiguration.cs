using System.Security.Cryptography;

namespace EndpointLab.Simulator.State;

/// <summary>What a provider offers to the VPCs of others: load balancers, under a name, to those whom it allows.</summary>
internal sealed class EndpointServiceConfiguration : Resource, IResource
{
    private const string LowerCase = "abcdefghijklmnopqrstuvwxyz0123456789";
    private const string UpperCase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    public EndpointServiceConfiguration(RegionState provider, string type)
        : base(ResourceId.New(Kind.Prefix)) => Service = new($"com.amazonaws.vpce.{provider.Region.Name}.{Id}", type, Id)
        {
            Owner = provider.AccountId,
            Region = provider.Region,
            Configuration = this,
            BaseEndpointDnsName = $"{Id}.{provider.Region.Name}.vpce.amazonaws.com",
            PrivateDnsNames = [],
            PolicySupported = false,
            Zones = provider.Region.Zones,
        };

    public static ResourceKind Kind { get; } = new(
        "vpc-endpoint-service",
        "vpce-svc",
        "InvalidVpcEndpointServiceId.NotFound",
        "InvalidVpcEndpointServiceId.Malformed",
        "VpcEndpointService Id");

    /// <summary>The service as its consumers see it.</summary>
    public EndpointService Service { get; }

    public required Timeline State { get; set; }

    /// <summary>What stands behind it: network load balancers, or gateway load balancers, as its type says.</summary>
    public required IReadOnlyList<string> LoadBalancerArns { get; set; }

    /// <summary>The Regions whose VPCs can reach it: its own, and those that it was opened to.</summary>
    public required IReadOnlyList<string> SupportedRegions { get; set; }

    /// <summary>Who may connect, beside its own account.</summary>
    public List<AllowedPrincipal> AllowedPrincipals { get; } = [];

    /// <summary>The TXT record by which the provider would prove that the private name is its own; null without such a name.</summary>
    public (string Name, string Value)? PrivateDnsRecord { get; private set; }

    /// <summary>ServiceOwner, where the provider pays for its consumers' endpoints; null where they pay themselves.</summary>
    public string? PayerResponsibility { get; set; }

    /// <summary>Whether it has been deleted, so that it is only seen until AWS forgets it.</summary>
    public bool IsDeleted { get; set; }

    /// <summary>The name of the service's own, by which consumers may call it; null for none.</summary>
    public string? PrivateDnsName => Service.PrivateDnsNames is [var name] ? name : null;

    /// <summary>Gives it a private name, which is to be verified anew, or takes the name away.</summary>
    public void SetPrivateDnsName(string? name, RegionState region)
    {
        Service.PrivateDnsNames = name is null ? [] : [name];
        Service.PrivateDnsVerification = name is null ? null : region.Begin(DnsNameState.PendingVerification);
        PrivateDnsRecord = name is null ? null : ($"_{RandomText(LowerCase)}", $"vpce:{RandomText(LowerCase + UpperCase)}");

        static string RandomText(string characters) => RandomNumberGenerator.GetString(characters, 20);
    }

    /// <summary>Whether an account's calls in a Region find it.</summary>
    public bool IsOfferedTo(RegionState consumer) =>
        State.At(consumer.Now) == EndpointServiceState.Available
        && SupportedRegions.Contains(consumer.Region.Name)
        && (Service.Owner == consumer.AccountId || AllowedPrincipals.Exists(principal => principal.Includes(consumer.AccountId)));
}

/// <summary>The states of an endpoint service, as EC2 writes them.</summary>
internal static class EndpointServiceState
{
    public const string Pending = "Pending";
    public const string Available = "Available";
    public const string Deleting = "Deleting";
    public const string Deleted = "Deleted";
}

internal sealed partial class RegionState
{
    public ResourceTable<EndpointServiceConfiguration> EndpointServiceConfigurations =>
        field ??= NewTable<EndpointServiceConfiguration>();

    /// <summary>The endpoints of all accounts and Regions that lead to a service of this account and Region.</summary>
    public IEnumerable<(VpcEndpoint Endpoint, EndpointServiceConfiguration Configuration)> EndpointConnections =>
        from consumer in Everywhere
        from endpoint in consumer.VpcEndpoints
        let configuration = endpoint.Service.Configuration
        where configuration is not null && configuration.Service.Owner == AccountId && configuration.Service.Region == Region
        select (endpoint, configuration);

    /// <summary>The endpoints that lead to one of the services.</summary>
    public IEnumerable<VpcEndpoint> ConnectionsTo(EndpointServiceConfiguration configuration) =>
        EndpointConnections.Where(connection => connection.Configuration == configuration).Select(connection => connection.Endpoint);

    private IReadOnlyList<EndpointService> AwsServices =>
        field ??= [.. AwsEndpointServices.Of(Region).OrderBy(service => service.Name, StringComparer.Ordinal)];

    /// <summary>The services hosted in a Region that a VPC of this account, in this Region, can have an endpoint for.</summary>
    public IEnumerable<EndpointService> EndpointServicesIn(string serviceRegion) =>
        (serviceRegion == Region.Name ? AwsServices : AwsEndpointServices.AbroadOf(serviceRegion)).Concat(
            from provider in Everywhere
            where provider.Region.Name == serviceRegion
            from configuration in provider.EndpointServiceConfigurations
            where configuration.IsOfferedTo(this)
            select configuration.Service);
}
