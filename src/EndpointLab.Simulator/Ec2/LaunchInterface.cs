namespace EndpointLab.Simulator.Ec2;

/// <summary>A network interface that each instance of a launch starts with: an existing one, or a new one in a subnet.</summary>
internal sealed record LaunchInterface(Subnet Subnet, List<Address?> Addresses)
{
    private readonly Queue<Address?> free = new(Addresses);

    public Ipv6Request Ipv6 { get; init; } = Ipv6Request.None;

    public NetworkInterface? Existing { get; init; }

    public List<SecurityGroup> Groups { get; init; } = [];

    public string Description { get; init; } = "";

    public int DeviceIndex { get; init; }

    public bool AssociatePublicAddress { get; init; }

    public bool DeleteOnTermination { get; init; } = true;

    /// <summary>Reads <c>NetworkInterface.N</c>, primary first, or the one interface that instance-level parameters describe.</summary>
    public static List<LaunchInterface> ReadAll(Ec2Call call, int least, int most)
    {
        var structures = call.Parameters.Structures("NetworkInterface").ToList();
        if (structures.Count == 0)
            return [OfInstance(call, least, most)];
        if (call.Parameters["SubnetId"] is not null)
            throw Conflict("subnet ID");
        if (call.Parameters["SecurityGroupId.1"] is not null || call.Parameters["SecurityGroup.1"] is not null)
            throw Conflict("security groups");
        List<LaunchInterface> interfaces = [];
        foreach (var one in structures)
        {
            interfaces.Add(one["NetworkInterfaceId"] is { } id
                ? OfExisting(call.Region, id, one, most)
                : OfStructure(call, one, least, most, interfaces));
        }
        if (interfaces.DistinctBy(one => one.DeviceIndex).Count() < interfaces.Count || !interfaces.Exists(one => one.DeviceIndex == 0))
            throw Ec2Errors.InvalidParameterCombination("Each network interface requires a device index of its own, starting with 0.");
        if (interfaces.Count > 1 && structures.Exists(one => one["AssociatePublicIpAddress"] is not null))
            throw Ec2Errors.InvalidParameterCombination(
                "The associatePublicIPAddress parameter cannot be specified when launching with multiple network interfaces.");
        return [.. interfaces.OrderBy(one => one.DeviceIndex)];

        static ServiceException Conflict(string what) => Ec2Errors.InvalidParameterCombination(
            $"Network interfaces and an instance-level {what} may not be specified on the same request");
    }

    public void AttachTo(Instance instance, RegionState region, Dictionary<string, string> tags)
    {
        var attached = Existing ?? region.NetworkInterfaces.Add(new NetworkInterface(ResourceId.New("eni"))
        {
            Subnet = Subnet,
            Address = free.Dequeue(),
            Ipv6Addresses = Ipv6.Take(region, Subnet),
            Groups = [.. Groups],
            Description = Description,
            Association = AssociatePublicAddress ? new(region.TakePublicAddress(), null) : null,
            Tags = new(tags),
        });
        attached.Attachment = new()
        {
            Instance = instance,
            InstanceOwnerId = region.AccountId,
            AttachTime = region.Now.Time,
            DeviceIndex = DeviceIndex,
            DeleteOnTermination = DeleteOnTermination,
        };
    }

    private static LaunchInterface OfInstance(Ec2Call call, int least, int most)
    {
        var (region, parameters) = (call.Region, call.Parameters);
        var subnet = SubnetOf(call, parameters);
        var names = parameters.List("SecurityGroup");
        if (names.Count > 0 && parameters["SubnetId"] is not null)
            throw Ec2Errors.InvalidParameterCombination("The parameter groupName cannot be used with the parameter subnet");
        var ids = parameters.List("SecurityGroupId").Concat(names.Select(name => IdOfGroup(region, name, subnet.Vpc)));
        return new(subnet, NetworkInterfaceRules.Addresses(region, subnet, AddressFor(parameters, most), least, most))
        {
            Groups = NetworkInterfaceRules.Groups(region, [.. ids], subnet),
            Ipv6 = ReadIpv6(region, subnet, parameters, "Ipv6Address", most),
            AssociatePublicAddress = subnet.MapPublicIpOnLaunch,
        };
    }

    private static LaunchInterface OfStructure(Ec2Call call, QueryParameters one, int least, int most, List<LaunchInterface> before)
    {
        var subnet = SubnetOf(call, one);
        var promised = before.Where(other => other.Subnet == subnet).SelectMany(other => other.Addresses);
        var index = one.Integer("DeviceIndex") ?? 0;
        return new(subnet, NetworkInterfaceRules.Addresses(call.Region, subnet, AddressFor(one, most), least, most, promised))
        {
            Groups = NetworkInterfaceRules.Groups(call.Region, one.List("SecurityGroupId"), subnet),
            Ipv6 = ReadIpv6(call.Region, subnet, one, "Ipv6Addresses", most),
            Description = one["Description"] ?? "",
            DeviceIndex = index,
            AssociatePublicAddress = one.Boolean("AssociatePublicIpAddress") ?? (index == 0 && subnet.MapPublicIpOnLaunch),
            DeleteOnTermination = one.Boolean("DeleteOnTermination") ?? true,
        };
    }

    private static LaunchInterface OfExisting(RegionState region, string id, QueryParameters one, int most)
    {
        var existing = region.NetworkInterfaces[id];
        if (existing.Attachment is not null)
            throw Ec2Errors.InvalidNetworkInterfaceInUse(existing);
        if (most > 1)
            throw Ec2Errors.InvalidParameterCombination("Network interface IDs may not be specified when launching several instances");
        return new(existing.Subnet, [existing.Address])
        {
            Existing = existing,
            DeviceIndex = one.Integer("DeviceIndex") ?? 0,
            DeleteOnTermination = one.Boolean("DeleteOnTermination") ?? false,
        };
    }

    private static Ipv6Request ReadIpv6(RegionState region, Subnet subnet, QueryParameters parameters, string list, int most)
    {
        var request = Ipv6Request.Read(region, subnet, parameters, list);
        return request.Addresses.Count == 0 || most == 1 ? request : throw Ec2Errors.InvalidParameterCombination(
            $"The address {request.Addresses[0]} can't be given to several instances");
    }

    private static string? AddressFor(QueryParameters parameters, int most) =>
        parameters["PrivateIpAddress"] is not { } address || most == 1 ? parameters["PrivateIpAddress"]
            : throw Ec2Errors.InvalidParameterCombination($"The address {address} can't be given to several instances");

    private static Subnet SubnetOf(Ec2Call call, QueryParameters parameters)
    {
        var region = call.Region;
        var zone = call.Parameters["Placement.AvailabilityZone"] is { Length: > 0 } asked ? asked : null; // Terraform sends it empty.
        if (parameters["SubnetId"] is { } id)
        {
            var subnet = region.Subnets[id];
            return zone is null || zone == subnet.Zone.Name ? subnet : throw Ec2Errors.InvalidParameterValue(
                "availabilityZone", zone, $"Subnet '{id}' is in the availability zone {subnet.Zone.Name}");
        }
        if (zone is not null && region.Region.Zones.All(known => known.Name != zone))
            throw Ec2Errors.InvalidParameterValue($"Invalid availability zone: [{zone}]");
        if (!region.Vpcs.Any(vpc => vpc.IsDefault))
            throw Ec2Errors.VpcIdNotSpecified();
        return region.Subnets.FirstOrDefault(subnet => subnet.DefaultForAz && (zone ?? subnet.Zone.Name) == subnet.Zone.Name)
            ?? throw Ec2Errors.MissingInput("No subnets found for the default VPC. Please specify a subnet.");
    }

    private static string IdOfGroup(RegionState region, string name, Vpc vpc) =>
        region.SecurityGroups.FirstOrDefault(group => group.Vpc == vpc && group.Name == name)?.Id
        ?? throw SecurityGroup.Kind.NotFound(name);
}

internal static partial class Ec2Errors
{
    public static ServiceException InvalidNetworkInterfaceInUse(NetworkInterface one) =>
        new("InvalidNetworkInterface.InUse", $"Interface: [{one.Id}] in use.");

    public static ServiceException MissingInput(string message) => new("MissingInput", message);
}
