namespace EndpointLab.Simulator.Ec2;

/// <summary>Elastic IP addresses.</summary>
internal static class Addresses
{
    private const int Most = 5;

    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["AllocateAddress"] = Allocate,
        ["AssociateAddress"] = Associate,
        ["DescribeAddresses"] = Describe,
        ["DescribeAddressesAttribute"] = DescribeAttribute,
        ["DisassociateAddress"] = Disassociate,
        ["ReleaseAddress"] = Release,
    };

    private static readonly FilterTable<ElasticAddress> Filters = new()
    {
        { "allocation-id", address => address.Id },
        { "association-id", (address, region) => region.NetworkInterfaceOf(address)?.Association!.Id },
        { "domain", _ => "vpc" },
        { "instance-id", (address, region) => region.NetworkInterfaceOf(address)?.Attachment?.Instance?.Id },
        { "network-border-group", (_, region) => region.Region.Name },
        { "network-interface-id", (address, region) => region.NetworkInterfaceOf(address)?.Id },
        { "network-interface-owner-id", (address, region) => region.NetworkInterfaceOf(address) is null ? null : region.AccountId },
        { "private-ip-address", (address, region) => region.NetworkInterfaceOf(address)?.Address?.ToString() },
        { "public-ip", address => address.Address.ToString() },
    };

    private static void Allocate(Ec2Call call)
    {
        var region = call.Region;
        call.Parameters.OneOf("Domain", "vpc", "vpc");
        var tags = call.NewTags(ElasticAddress.Kind);
        if (region.ElasticAddresses.Count >= Most)
            throw Ec2Errors.AddressLimitExceeded();
        call.Proceed();
        var address = region.ElasticAddresses.Add(new ElasticAddress(ResourceId.New("eipalloc"))
        {
            Address = region.TakePublicAddress(),
            Tags = tags,
        });
        call.Answer.Text("publicIp", address.Address.ToString());
        call.Answer.Text("domain", "vpc");
        call.Answer.Text("allocationId", address.Id);
        call.Answer.Text("publicIpv4Pool", "amazon");
        call.Answer.Text("networkBorderGroup", region.Region.Name);
    }

    private static void Release(Ec2Call call)
    {
        var region = call.Region;
        if (call.Parameters["AllocationId"] is null && call.Parameters["PublicIp"] is not null)
            throw Ec2Errors.InvalidParameterValue("You must specify an allocation id when releasing a VPC elastic IP address");
        var address = region.ElasticAddresses[call.Parameters.Required("AllocationId")];
        if (region.NetworkInterfaceOf(address) is not null)
            throw Ec2Errors.InvalidIpAddressInUse(address.Address);
        call.Proceed();
        region.ElasticAddresses.Remove(address);
        call.Answer.Success();
    }

    private static void Associate(Ec2Call call)
    {
        var (region, parameters) = (call.Region, call.Parameters);
        if (parameters["AllocationId"] is null && parameters["PublicIp"] is not null)
        {
            throw Ec2Errors.InvalidParameterCombination(
                "You must specify an allocation id when mapping an address to a VPC instance");
        }
        var address = region.ElasticAddresses[parameters.Required("AllocationId")];
        var target = Target(call);
        if (!region.InternetGateways.Any(gateway => gateway.Vpc == target.Subnet.Vpc))
            throw Ec2Errors.GatewayNotAttached(target.Subnet.Vpc);
        var holder = region.NetworkInterfaceOf(address);
        if (holder?.Association is { } association && parameters.Boolean("AllowReassociation") != true && holder != target)
            throw Ec2Errors.ResourceAlreadyAssociated(address.Id, association.Id);
        if (target.Association is { Elastic: { } other } && other != address && parameters.Boolean("AllowReassociation") != true)
            throw Ec2Errors.ResourceAlreadyAssociated(target.Id, target.Association.Id);
        CheckOwn(holder);
        call.Proceed();
        if (holder != target)
        {
            holder?.Association = null;
            target.Association = new(address.Address, address);
        }
        call.Answer.Success();
        call.Answer.Text("associationId", target.Association!.Id);
    }

    private static void Disassociate(Ec2Call call)
    {
        if (call.Parameters["AssociationId"] is null && call.Parameters["PublicIp"] is not null)
        {
            throw Ec2Errors.InvalidParameterValue(
                "You must specify an association id when unmapping an address from a VPC instance");
        }
        var id = call.Parameters.Required("AssociationId");
        var holder = call.Region.NetworkInterfaces.FirstOrDefault(one => one.Association is { Elastic: not null } held && held.Id == id)
            ?? throw Ec2Errors.InvalidAssociationId(id);
        CheckOwn(holder);
        call.Proceed();
        holder.Association = null;
        call.Answer.Success();
    }

    private static void Describe(Ec2Call call)
    {
        var region = call.Region;
        var ids = call.Parameters.List("AllocationId");
        var addresses = call.Parameters.List("PublicIp");
        IEnumerable<ElasticAddress> chosen = (ids.Count, addresses.Count) is (0, 0)
            ? region.ElasticAddresses
            : region.ElasticAddresses.Select(ids).Concat(addresses.Select(text => Named(region, text)).ToList());
        call.List(chosen, Filters, address => address.Id, "addressesSet", Write);
    }

    /// <summary>The names that reverse DNS gives for addresses: none, as nobody can set one here.</summary>
    private static void DescribeAttribute(Ec2Call call)
    {
        call.Parameters.OneOf("Attribute", "domain-name", "domain-name");
        var ids = call.Parameters.List("AllocationId");
        IEnumerable<ElasticAddress> chosen = ids.Count == 0 ? call.Region.ElasticAddresses : call.Region.ElasticAddresses.Select(ids);
        call.List(
            chosen,
            [],
            address => address.Id,
            "addressSet",
            static (xml, address) =>
            {
                xml.Text("publicIp", address.Address.ToString());
                xml.Text("allocationId", address.Id);
            },
            smallestPage: 1);
    }

    private static NetworkInterface Target(Ec2Call call)
    {
        if (call.Parameters["NetworkInterfaceId"] is { } id)
            return call.Region.NetworkInterfaces[id];
        var instance = call.Region.Instances[call.Parameters.Required("InstanceId")];
        return instance.State.At(call.Region.Now) is InstanceState.Running or InstanceState.Stopped or InstanceState.Stopping
            ? call.Region.NetworkInterfacesOf(instance).First()
            : throw Ec2Errors.InvalidInstanceState(instance, call.Region);
    }

    private static ElasticAddress Named(RegionState region, string text) =>
        region.ElasticAddresses.FirstOrDefault(address => address.Address.ToString() == text)
        ?? throw Ec2Errors.InvalidAddressNotFound(text);

    /// <exception cref="ServiceException">OperationNotPermitted: it is a NAT gateway's, which keeps its address to its end.</exception>
    private static void CheckOwn(NetworkInterface? holder)
    {
        if (holder?.RequesterId is not null)
            throw Ec2Errors.OperationNotPermitted("You are not allowed to manage 'ela-attach' attachments.");
    }

    private static void Write(Ec2Answer xml, ElasticAddress address)
    {
        var holder = xml.Region.NetworkInterfaceOf(address);
        xml.Text("publicIp", address.Address.ToString());
        xml.Text("allocationId", address.Id);
        xml.Text("domain", "vpc");
        xml.Text("publicIpv4Pool", "amazon");
        xml.Text("networkBorderGroup", xml.Region.Region.Name);
        if (holder is not null)
        {
            xml.Text("instanceId", holder.Attachment?.Instance?.Id);
            xml.Text("associationId", holder.Association!.Id);
            xml.Text("networkInterfaceId", holder.Id);
            xml.Text("networkInterfaceOwnerId", xml.Region.AccountId);
            xml.Text("privateIpAddress", holder.Address?.ToString());
        }
        xml.Tags(address);
    }
}

internal static partial class Ec2Errors
{
    public static ServiceException AddressLimitExceeded() =>
        new("AddressLimitExceeded", "The maximum number of addresses has been reached.");

    public static ServiceException GatewayNotAttached(Vpc vpc) =>
        new("Gateway.NotAttached", $"Network {vpc.Id} is not attached to any internet gateway");

    public static ServiceException ResourceAlreadyAssociated(string id, string associationId) =>
        new("Resource.AlreadyAssociated", $"resource {id} is already associated with associate-id {associationId}");

    public static ServiceException InvalidAddressNotFound(string address) =>
        new("InvalidAddress.NotFound", $"Address '{address}' not found.");

    public static ServiceException InvalidInstanceState(Instance instance, RegionState region) => new(
        "InvalidInstanceID",
        $"The {instance.State.At(region.Now)} instance '{instance.Id}' is not in a valid state for this operation.");
}
