using System.Globalization;

namespace EndpointLab.Simulator.Ec2;

internal static class VpnGateways
{
    private const string Type = "ipsec.1";
    private const long DefaultAsn = 64512;

    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["AttachVpnGateway"] = Attach,
        ["CreateVpnGateway"] = Create,
        ["DeleteVpnGateway"] = Delete,
        ["DescribeVpnGateways"] = Describe,
        ["DetachVpnGateway"] = Detach,
    };

    private static readonly FilterTable<VpnGateway> Filters = new()
    {
        { "amazon-side-asn", gateway => gateway.AmazonSideAsn.ToString(CultureInfo.InvariantCulture) },
        { "attachment.state", (gateway, region) => gateway.Attachment?.State.At(region.Now) },
        { "attachment.vpc-id", gateway => gateway.Attachment?.Vpc.Id },
        { "availability-zone", gateway => gateway.AvailabilityZone },
        { "state", State },
        { "type", _ => Type },
        { "vpn-gateway-id", gateway => gateway.Id },
    };

    private static void Create(Ec2Call call)
    {
        call.Parameters.Required("Type");
        call.Parameters.OneOf("Type", Type, Type);
        var zone = call.Parameters.OneOf("AvailabilityZone", "", ["", .. call.Region.Region.Zones.Select(one => one.Name)]);
        var asn = Asn(call);
        var tags = call.NewTags(VpnGateway.Kind);
        call.Proceed();
        var gateway = call.Region.VpnGateways.Add(new(ResourceId.New(VpnGateway.Kind.Prefix))
        {
            AvailabilityZone = zone.Length > 0 ? zone : null,
            AmazonSideAsn = asn,
            Tags = tags,
        });
        call.Answer.Element("vpnGateway", gateway, static (xml, gateway) =>
        {
            WriteUntagged(xml, gateway);
            if (gateway.Tags.Count > 0)
                xml.Tags(gateway);
        });
    }

    private static void Attach(Ec2Call call)
    {
        var region = call.Region;
        var gateway = Existing(region, call.Parameters.Required("VpnGatewayId"));
        var vpc = region.Vpcs[call.Parameters.Required("VpcId")];
        if (gateway.Attachment is { } held && (held.Vpc != vpc || held.IsEnding))
            throw Ec2Errors.VpnGatewayAttachmentLimitExceeded();
        if (region.VpnGateways.Any(other => other != gateway && other.Attachment?.Vpc == vpc))
            throw Ec2Errors.InvalidVpcState();
        call.Proceed();
        gateway.Attachment ??= new(vpc) { State = region.Begin("attaching").Then(Delay.VpnGatewayAttachment, "attached") };
        call.Answer.Element("attachment", gateway.Attachment, WriteAttachment);
    }

    private static void Detach(Ec2Call call)
    {
        var region = call.Region;
        var gateway = Existing(region, call.Parameters.Required("VpnGatewayId"));
        var vpc = region.Vpcs[call.Parameters.Required("VpcId")];
        if (gateway.Attachment is not { IsEnding: false } attachment || attachment.Vpc != vpc)
            throw Ec2Errors.InvalidVpnGatewayAttachment(gateway, vpc);
        call.Proceed();
        attachment.IsEnding = true;
        attachment.State = region.Begin("detaching");
        region.After(Delay.VpnGatewayAttachment, () => gateway.Attachment = null);
        foreach (var table in region.RouteTables)
            table.PropagatingGateways.Remove(gateway);
        call.Answer.Success();
    }

    private static void Delete(Ec2Call call)
    {
        var region = call.Region;
        var gateway = Existing(region, call.Parameters.Required("VpnGatewayId"));
        if (gateway.Attachment is not null)
            throw Ec2Errors.IncorrectState("The VPN gateway is in use.");
        call.Proceed();
        gateway.IsDeleted = true;
        region.After(Delay.DeletedVpnGatewayVisible, () => region.VpnGateways.Remove(gateway));
        call.Answer.Success();
    }

    private static void Describe(Ec2Call call) =>
        call.Describe(call.Region.VpnGateways, "VpnGatewayId", Filters, "vpnGatewaySet", Write);

    /// <exception cref="ServiceException">InvalidVpnGatewayID: there is none, or none any more.</exception>
    public static VpnGateway Existing(RegionState region, string id) =>
        region.VpnGateways[id] is { IsDeleted: false } gateway ? gateway : throw VpnGateway.Kind.NotFound(id);

    /// <summary>The number by which it would speak BGP: a private one of 16 or 32 bits.</summary>
    private static long Asn(Ec2Call call)
    {
        const string name = "AmazonSideAsn";
        if (call.Parameters[name] is not { } text)
            return DefaultAsn;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var asn)
            && asn is (>= 64512 and <= 65534) or (>= 4200000000 and <= 4294967294)
                ? asn
                : throw Ec2Errors.InvalidParameterValue(
                    name, text, "Expecting a private ASN: 64512 to 65534, or 4200000000 to 4294967294.");
    }

    private static string State(VpnGateway gateway) => gateway.IsDeleted ? "deleted" : "available";

    private static void Write(Ec2Answer xml, VpnGateway gateway)
    {
        WriteUntagged(xml, gateway);
        xml.Tags(gateway);
    }

    private static void WriteUntagged(Ec2Answer xml, VpnGateway gateway)
    {
        xml.Text("vpnGatewayId", gateway.Id);
        xml.Text("state", State(gateway));
        xml.Text("type", Type);
        xml.Text("availabilityZone", gateway.AvailabilityZone);
        xml.List("attachments", gateway.Attachment is { } attachment ? [attachment] : (VpnAttachment[])[], WriteAttachment);
        xml.Number("amazonSideAsn", gateway.AmazonSideAsn);
    }

    private static void WriteAttachment(Ec2Answer xml, VpnAttachment attachment)
    {
        xml.Text("vpcId", attachment.Vpc.Id);
        xml.Text("state", attachment.State.At(xml.Now));
    }
}

internal static partial class Ec2Errors
{
    public static ServiceException VpnGatewayAttachmentLimitExceeded() => new(
        "VpnGatewayAttachmentLimitExceeded", "The maximum number of virtual private gateway attachments has been reached.");

    public static ServiceException InvalidVpcState() =>
        new("InvalidVpcState", "The specified VPC already has a virtual private gateway attached to it.");

    public static ServiceException InvalidVpnGatewayAttachment(VpnGateway gateway, Vpc vpc) => new(
        "InvalidVpnGatewayAttachment.NotFound",
        $"The attachment with vpn gateway ID '{gateway.Id}' and vpc ID '{vpc.Id}' does not exist");
}
