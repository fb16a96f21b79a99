namespace EndpointLab.Simulator.Ec2;

internal static class NatGateways
{
    private const string Pending = "pending", Available = "available", Failed = "failed", Deleting = "deleting", Deleted = "deleted";

    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["CreateNatGateway"] = Create,
        ["DeleteNatGateway"] = Delete,
        ["DescribeNatGateways"] = Describe,
    };

    private static readonly FilterTable<NatGateway> Filters = new()
    {
        { "nat-gateway-id", gateway => gateway.Id },
        { "state", (gateway, region) => gateway.State.At(region.Now) },
        { "subnet-id", gateway => gateway.Subnet.Id },
        { "vpc-id", gateway => gateway.Subnet.Vpc.Id },
    };

    private static void Create(Ec2Call call)
    {
        var (region, parameters) = (call.Region, call.Parameters);
        var subnet = region.Subnets[parameters.Required("SubnetId")];
        if (subnet.Ipv6Native)
            throw Ec2Errors.InvalidParameterValue($"The subnet {subnet.Id} is IPv6-only: a NAT gateway needs an IPv4 address.");
        var elastic = ReadAddress(call);
        var addresses = NetworkInterfaceRules.Addresses(region, subnet, parameters["PrivateIpAddress"], 1, 1);
        var tags = call.NewTags(NatGateway.Kind);
        call.Proceed();
        var failure = elastic is null ? null : Failure(region, subnet, elastic);
        var gateway = region.NatGateways.Add(new NatGateway(ResourceId.New("nat"))
        {
            ElasticAddress = elastic,
            Failure = failure,
            NetworkInterface = NewInterface(region, subnet, addresses[0], failure is null ? elastic : null),
            State = region.Begin(Pending).Then(Delay.NatGatewayCreation, failure is null ? Available : Failed),
            CreateTime = region.Now.Time,
            Tags = tags,
        });
        gateway.NetworkInterface.Description = $"Interface for NAT Gateway {gateway.Id}";
        if (failure is null)
            region.NetworkInterfaces.Add(gateway.NetworkInterface);
        else
            region.After(Delay.DeletedNatGatewayVisible, () => region.NatGateways.Remove(gateway));
        call.Answer.Text("clientToken", parameters["ClientToken"]);
        call.Answer.Element("natGateway", gateway, Write);
    }

    private static void Delete(Ec2Call call)
    {
        var region = call.Region;
        var gateway = region.NatGateways[call.Parameters.Required("NatGatewayId")];
        call.Proceed();
        if (gateway.DeleteTime is null)
        {
            gateway.DeleteTime = region.Now.Time;
            gateway.State = region.Begin(Deleting).Then(Delay.NatGatewayDeletion, Deleted);
            region.After(Delay.NatGatewayDeletion, () => region.NetworkInterfaces.Remove(gateway.NetworkInterface));
            region.After(Delay.DeletedNatGatewayVisible, () => region.NatGateways.Remove(gateway));
        }
        call.Answer.Text("natGatewayId", gateway.Id);
    }

    private static void Describe(Ec2Call call) =>
        call.Describe(call.Region.NatGateways, "NatGatewayId", Filters, "natGatewaySet", Write);

    private static ElasticAddress? ReadAddress(Ec2Call call)
    {
        if (call.Parameters.OneOf("AvailabilityMode", "zonal", "zonal", "regional") == "regional")
            throw Ec2Errors.UnsupportedOperation("The simulator has no regional NAT gateways.");
        if (call.Parameters.OneOf("ConnectivityType", "public", "public", "private") == "public")
            return call.Region.ElasticAddresses[call.Parameters.Required("AllocationId")];
        return call.Parameters["AllocationId"] is null
            ? null
            : throw Ec2Errors.InvalidParameterCombination("A private NAT gateway takes no AllocationId.");
    }

    /// <summary>What AWS finds only once the gateway is pending, and then shows as the reason of its failure.</summary>
    private static (string Code, string Message)? Failure(RegionState region, Subnet subnet, ElasticAddress elastic)
    {
        if (region.NetworkInterfaceOf(elastic) is not null)
            return ("Resource.AlreadyAssociated", $"Elastic IP address [{elastic.Id}] is already associated");
        return region.InternetGateways.Any(gateway => gateway.Vpc == subnet.Vpc)
            ? null
            : ("Gateway.NotAttached", $"Network {subnet.Vpc.Id} has no Internet gateway attached");
    }

    private static NetworkInterface NewInterface(RegionState region, Subnet subnet, Address? address, ElasticAddress? elastic) =>
        new(ResourceId.New("eni"))
        {
            Subnet = subnet,
            Address = address,
            InterfaceType = NatGateway.InterfaceType,
            RequesterId = "amazon-vpc-nat",
            SourceDestCheck = false,
            Association = elastic is null ? null : new(elastic.Address, elastic),
            Attachment = NetworkInterfaceAttachment.OfService(region.Now.Time),
        };

    private static void Write(Ec2Answer xml, NatGateway gateway)
    {
        var state = gateway.State.At(xml.Now);
        xml.Text("natGatewayId", gateway.Id);
        xml.Text("subnetId", gateway.Subnet.Id);
        xml.Text("vpcId", gateway.Subnet.Vpc.Id);
        xml.Text("state", state);
        xml.Time("createTime", gateway.CreateTime);
        xml.Time("deleteTime", gateway.DeleteTime);
        xml.Text("connectivityType", gateway.ElasticAddress is null ? "private" : "public");
        xml.Text("availabilityMode", "zonal");
        if (state == Failed)
        {
            xml.Text("failureCode", gateway.Failure?.Code);
            xml.Text("failureMessage", gateway.Failure?.Message);
        }
        xml.List("natGatewayAddressSet", [gateway], WriteAddress);
        xml.Tags(gateway);
    }

    private static void WriteAddress(Ec2Answer xml, NatGateway gateway)
    {
        xml.Text("allocationId", gateway.ElasticAddress?.Id);
        xml.Flag("isPrimary", true);
        if (gateway.Failure is null)
        {
            xml.Text("networkInterfaceId", gateway.NetworkInterface.Id);
            xml.Text("privateIp", gateway.NetworkInterface.Address?.ToString());
            xml.Text("publicIp", gateway.ElasticAddress?.Address.ToString());
            xml.Text("associationId", gateway.ElasticAddress is null ? null : gateway.NetworkInterface.Association?.Id);
        }
        xml.Text("status", gateway.Failure is null ? "succeeded" : "failed");
    }
}
