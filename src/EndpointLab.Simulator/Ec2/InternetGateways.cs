namespace EndpointLab.Simulator.Ec2;

internal static class InternetGateways
{
    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["CreateInternetGateway"] = Create,
        ["DeleteInternetGateway"] = Delete,
        ["DescribeInternetGateways"] = Describe,
        ["AttachInternetGateway"] = Attach,
        ["DetachInternetGateway"] = Detach,
    };

    private static readonly FilterTable<InternetGateway> Filters = new()
    {
        { "attachment.state", gateway => gateway.Vpc is null ? null : Attached },
        { "attachment.vpc-id", gateway => gateway.Vpc?.Id },
        { "internet-gateway-id", gateway => gateway.Id },
        { "owner-id", (_, region) => region.AccountId },
    };

    /// <summary>What AWS calls an attached internet gateway's attachment.</summary>
    private const string Attached = "available";

    private static void Create(Ec2Call call)
    {
        var tags = call.NewTags(InternetGateway.Kind);
        call.Proceed();
        var gateway = call.Region.InternetGateways.Add(new(ResourceId.New("igw")) { Tags = tags });
        call.Answer.Element("internetGateway", gateway, Write);
    }

    private static void Delete(Ec2Call call)
    {
        var gateway = Required(call);
        if (gateway.Vpc is not null)
            throw Ec2Errors.DependencyViolation("internetGateway", gateway.Id);
        call.Proceed();
        call.Region.InternetGateways.Remove(gateway);
        call.Answer.Success();
    }

    private static void Describe(Ec2Call call) =>
        call.Describe(call.Region.InternetGateways, "InternetGatewayId", Filters, "internetGatewaySet", Write);

    private static void Attach(Ec2Call call)
    {
        var gateway = Required(call);
        var vpc = call.Region.Vpcs[call.Parameters.Required("VpcId")];
        if (gateway.Vpc is not null)
            throw Ec2Errors.ResourceAlreadyAssociated($"resource {gateway.Id} is already attached to network {gateway.Vpc.Id}");
        if (call.Region.InternetGateways.Any(other => other.Vpc == vpc))
            throw Ec2Errors.InvalidParameterValue($"Network {vpc.Id} already has an internet gateway attached");
        call.Proceed();
        gateway.Vpc = vpc;
        call.Answer.Success();
    }

    private static void Detach(Ec2Call call)
    {
        var gateway = Required(call);
        var vpc = call.Region.Vpcs[call.Parameters.Required("VpcId")];
        if (gateway.Vpc != vpc)
            throw Ec2Errors.GatewayNotAttached(gateway, vpc);
        if (call.Region.NetworkInterfaces.Any(one => one.Subnet.Vpc == vpc && one.PublicAddress is not null))
        {
            throw Ec2Errors.DependencyViolation($"Network {vpc.Id} has some mapped public address(es). "
                + "Please unmap those public address(es) before detaching the gateway.");
        }
        call.Proceed();
        gateway.Vpc = null;
        call.Region.RouteTableOf(gateway)?.Associations.RemoveAll(association => association.Gateway == gateway);
        call.Answer.Success();
    }

    private static InternetGateway Required(Ec2Call call) =>
        call.Region.InternetGateways[call.Parameters.Required("InternetGatewayId")];

    private static void Write(Ec2Answer xml, InternetGateway gateway)
    {
        xml.Text("internetGatewayId", gateway.Id);
        xml.Text("ownerId", xml.Region.AccountId);
        xml.List("attachmentSet", gateway.Vpc is { } vpc ? [vpc] : (Vpc[])[], static (xml, vpc) =>
        {
            xml.Text("vpcId", vpc.Id);
            xml.Text("state", Attached);
        });
        xml.Tags(gateway);
    }
}

internal static partial class Ec2Errors
{
    public static ServiceException ResourceAlreadyAssociated(string message) => new("Resource.AlreadyAssociated", message);

    public static ServiceException GatewayNotAttached(Resource gateway, Vpc vpc) =>
        new("Gateway.NotAttached", $"resource {gateway.Id} is not attached to network {vpc.Id}");
}
