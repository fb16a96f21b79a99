namespace EndpointLab.Analysis;

/// <summary>A request: from where, to which addresses, to which port.</summary>
/// <param name="To">All addresses that a connection may get, each of which is judged.</param>
internal sealed record PathQuery(PathOrigin From, AddressSet To, int Port)
{
    public IpProtocol Protocol { get; init; } = IpProtocol.Tcp;

    /// <summary>
    /// The gateway endpoint by which it is meant to go, whatever routes there are: each check is then one on the way over it. Null for
    /// the way that the routes lead.
    /// </summary>
    public EndpointModel? Over { get; init; }
}

/// <summary>Where a request leaves: a network interface, or an address on the internet.</summary>
/// <param name="Interface">Null on the internet.</param>
/// <param name="Address">The address on the internet; null for an interface.</param>
/// <param name="IsSupposed">Whether there is no such interface, so that it has no groups to judge.</param>
internal sealed record PathOrigin(InterfaceModel? Interface, IpAddress? Address = null, bool IsSupposed = false)
{
    // The first four addresses and the last are AWS's ("Subnet sizing" in the VPC User Guide).
    private const int ReservedAddresses = 4;

    public static PathOrigin Of(InterfaceModel networkInterface) => new(networkInterface);

    public static PathOrigin OnInternet(IpAddress address) => new(null, address);

    /// <summary>An instance that could be launched into a subnet: it gets the first address of each family that nobody has.</summary>
    public static PathOrigin In(SubnetModel subnet, NetworkModel model)
    {
        var taken = model.Interfaces.Where(one => one.SubnetId == subnet.Id).SelectMany(one => one.Addresses).ToHashSet();
        var addresses = subnet.Blocks.Select(block => Enumerable.Range(ReservedAddresses, int.MaxValue - ReservedAddresses)
            .Select(number => block.First with { Value = block.First.Value + (UInt128)number }).First(address => !taken.Contains(address)));
        return new(new(subnet.Id, subnet.VpcId, subnet.Id, [.. addresses]), IsSupposed: true);
    }
}
