namespace EndpointLab.Analysis;

/// <summary>A VPC: its blocks of both families, and how names work in it.</summary>
internal sealed record VpcModel(string Id, IReadOnlyList<Cidr> Blocks)
{
    public string OwnerId { get; init; } = "";

    /// <summary>Null where that could not be read.</summary>
    public bool? EnableDnsSupport { get; init; }

    /// <summary>Null where that could not be read.</summary>
    public bool? EnableDnsHostnames { get; init; }

    public string? DhcpOptionsId { get; init; }
}

internal sealed record SubnetModel(string Id, string VpcId, string Zone, IReadOnlyList<Cidr> Blocks)
{
    public bool EnableDns64 { get; init; }

    /// <summary>Whether the resource names of its instances have an A record.</summary>
    public bool EnableResourceNameDnsARecord { get; init; }

    public bool EnableResourceNameDnsAaaaRecord { get; init; }

    public bool Contains(IpAddress address) => Blocks.Any(block => block.Contains(address));
}

/// <summary>What the instances of a VPC are told when they start, as far as it matters to names.</summary>
internal sealed record DhcpOptionsModel(string Id, IReadOnlyList<string> DomainNameServers)
{
    public const string AmazonProvidedDns = "AmazonProvidedDNS";
}
