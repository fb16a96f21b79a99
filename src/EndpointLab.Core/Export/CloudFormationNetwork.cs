using System.Text.Json.Nodes;
using Sdk = Amazon.EC2.Model;

namespace EndpointLab.Export;

/// <summary>The VPC with its subnets, gateways and routes.</summary>
internal sealed partial class CloudFormationTemplate
{
    private readonly List<string> moreBlocks = [];

    /// <summary>What ties a gateway to the VPC, by the gateway's id.</summary>
    private readonly Dictionary<string, string> attachments = [];

    private IEnumerable<string> InternetAttachments => contents.InternetGateways.Select(gateway => attachments[gateway.InternetGatewayId]);

    private string AddVpc()
    {
        var own = contents.Vpc;
        var label = Add(
            "AWS::EC2::VPC",
            labels.Pascal(NameOf(own.Tags), "Vpc"),
            new()
            {
                ["CidrBlock"] = own.CidrBlock,
                ["EnableDnsSupport"] = contents.EnableDnsSupport,
                ["EnableDnsHostnames"] = contents.EnableDnsHostnames,
                ["InstanceTenancy"] = own.InstanceTenancy?.Value is "dedicated" ? "dedicated" : null,
                ["Tags"] = Tags(own.Tags),
            },
            own.VpcId);
        if (contents.EnableUsageMetrics)
        {
            notes.Add("Network Address Usage metrics of the VPC are left out: CloudFormation doesn't enable them.");
        }

        foreach (var block in contents.MoreBlocks)
        {
            moreBlocks.Add(Add(
                "AWS::EC2::VPCCidrBlock", labels.Pascal("", "CidrBlock"), new() { ["VpcId"] = Ref(label), ["CidrBlock"] = block }));
        }

        foreach (var _ in contents.Ipv6Blocks)
        {
            moreBlocks.Add(Add(
                "AWS::EC2::VPCCidrBlock",
                labels.Pascal("Ipv6", "CidrBlock"),
                new() { ["VpcId"] = Ref(label), ["AmazonProvidedIpv6CidrBlock"] = true }));
        }

        return label;
    }

    private void AddGateways()
    {
        foreach (var gateway in contents.InternetGateways)
        {
            var label = Add(
                "AWS::EC2::InternetGateway",
                labels.Pascal(NameOf(gateway.Tags), "InternetGateway"),
                new() { ["Tags"] = Tags(gateway.Tags) },
                gateway.InternetGatewayId);
            attachments[gateway.InternetGatewayId] = Add(
                "AWS::EC2::VPCGatewayAttachment",
                labels.Pascal(label, "Attachment"),
                new() { ["VpcId"] = Ref(vpc), ["InternetGatewayId"] = Ref(label) });
        }

        foreach (var gateway in contents.EgressOnlyInternetGateways)
        {
            Add(
                "AWS::EC2::EgressOnlyInternetGateway",
                labels.Pascal(NameOf(gateway.Tags), "EgressOnlyInternetGateway"),
                new() { ["VpcId"] = Ref(vpc), ["Tags"] = Tags(gateway.Tags) },
                gateway.EgressOnlyInternetGatewayId);
        }
    }

    private void AddSubnets()
    {
        foreach (var subnet in contents.Subnets)
        {
            Add(
                "AWS::EC2::Subnet",
                labels.Pascal(NameOf(subnet.Tags), "Subnet"),
                new()
                {
                    ["VpcId"] = Ref(vpc),
                    ["AvailabilityZone"] = Zone(subnet),
                    ["CidrBlock"] = string.IsNullOrEmpty(subnet.CidrBlock) ? null : subnet.CidrBlock,
                    ["Ipv6CidrBlock"] = Ipv6Block(subnet),
                    ["Ipv6Native"] = subnet.Ipv6Native is true ? true : null,
                    ["AssignIpv6AddressOnCreation"] = subnet.AssignIpv6AddressOnCreation is true ? true : null,
                    ["MapPublicIpOnLaunch"] = subnet.MapPublicIpOnLaunch is true ? true : null,
                    ["EnableDns64"] = subnet.EnableDns64 is true ? true : null,
                    ["PrivateDnsNameOptionsOnLaunch"] = Names(subnet.PrivateDnsNameOptionsOnLaunch),
                    ["Tags"] = Tags(subnet.Tags),
                },
                subnet.SubnetId,
                attribute: null,
                contents.Ipv6PlaceOf(subnet) is null && contents.IsInFirstBlock(subnet) ? [] : moreBlocks);
        }
    }

    /// <summary>Null where instances have names after their addresses, as without saying so.</summary>
    private static JsonObject? Names(Sdk.PrivateDnsNameOptionsOnLaunch? options)
    {
        var names = Present(new()
        {
            ["HostnameType"] = options?.HostnameType?.Value is "resource-name" ? "resource-name" : null,
            ["EnableResourceNameDnsARecord"] = options?.EnableResourceNameDnsARecord is true ? true : null,
            ["EnableResourceNameDnsAAAARecord"] = options?.EnableResourceNameDnsAAAARecord is true ? true : null,
        });
        return names.Count > 0 ? names : null;
    }

    private JsonNode Zone(Sdk.Subnet subnet) => contents.ZonePlaceOf(subnet) is { } place
        ? new JsonObject { ["Fn::Select"] = new JsonArray(place, new JsonObject { ["Fn::GetAZs"] = "" }) }
        : subnet.AvailabilityZone;

    private JsonObject? Ipv6Block(Sdk.Subnet subnet)
    {
        const int hostBits = 64;
        if (contents.Ipv6PlaceOf(subnet) is not { } place)
        {
            return null;
        }

        JsonObject all = new() { ["Fn::GetAtt"] = new JsonArray(vpc, "Ipv6CidrBlocks") };
        JsonObject own = new() { ["Fn::Select"] = new JsonArray(0, all) };
        return new() { ["Fn::Select"] = new JsonArray(place, new JsonObject { ["Fn::Cidr"] = new JsonArray(own, place + 1, hostBits) }) };
    }

    private void AddNatGateways()
    {
        foreach (var address in contents.Addresses)
        {
            Add(
                "AWS::EC2::EIP",
                labels.Pascal(NameOf(address.Tags), "Address"),
                new()
                {
                    ["Domain"] = "vpc",
                    ["InstanceId"] = !contents.IsOfInterface(address) && address.InstanceId is { Length: > 0 } id ? id : null,
                    ["Tags"] = Tags(address.Tags),
                },
                address.AllocationId,
                "AllocationId",
                InternetAttachments);
        }

        foreach (var gateway in contents.NatGateways)
        {
            Add(
                "AWS::EC2::NatGateway",
                labels.Pascal(NameOf(gateway.Tags), "NatGateway"),
                new()
                {
                    ["SubnetId"] = gateway.SubnetId,
                    ["AllocationId"] = VpcContents.AllocationOf(gateway),
                    ["ConnectivityType"] = gateway.ConnectivityType?.Value is "private" ? "private" : null,
                    ["Tags"] = Tags(gateway.Tags),
                },
                gateway.NatGatewayId,
                attribute: null,
                InternetAttachments);
        }
    }

    private void AddRouteTables()
    {
        var main = contents.MainTable;
        // A template has no way to the main table, so that it makes another one for the subnets of this.
        var isMainUsed = VpcContents.MadeRoutes(main).Any() || VpcContents.GatewaysOf(main).Any()
            || VpcContents.PropagatingOf(main).Any() || VpcContents.OwnTags(main.Tags).Any()
            || contents.Endpoints.Any(endpoint => contents.TablesOf(endpoint).Contains(main.RouteTableId));
        if (isMainUsed)
        {
            notes.Add("The main route table of the VPC can't be a template's: a table of its own stands for it, with its subnets.");
        }

        foreach (var table in contents.RouteTables.Where(table => !VpcContents.IsMain(table) || isMainUsed))
        {
            var label = Add(
                "AWS::EC2::RouteTable",
                labels.Pascal(NameOf(table.Tags) ?? (VpcContents.IsMain(table) ? "Main" : null), "RouteTable"),
                new() { ["VpcId"] = Ref(vpc), ["Tags"] = Tags(table.Tags) },
                table.RouteTableId);
            foreach (var route in VpcContents.MadeRoutes(table))
            {
                AddRoute(label, route);
            }

            foreach (var subnet in contents.Subnets.Where(subnet => contents.TableOf(subnet) == table))
            {
                Add(
                    "AWS::EC2::SubnetRouteTableAssociation",
                    labels.Pascal($"{label} {NameOf(subnet.Tags)}", "Association"),
                    new() { ["RouteTableId"] = Ref(label), ["SubnetId"] = subnet.SubnetId });
            }

            foreach (var gateway in VpcContents.GatewaysOf(table))
            {
                Add(
                    "AWS::EC2::GatewayRouteTableAssociation",
                    labels.Pascal($"{label} Gateway", "Association"),
                    new() { ["RouteTableId"] = Ref(label), ["GatewayId"] = gateway },
                    id: null,
                    attribute: null,
                    AttachmentOf(gateway));
            }

            foreach (var gateway in VpcContents.PropagatingOf(table))
            {
                Add(
                    "AWS::EC2::VPNGatewayRoutePropagation",
                    labels.Pascal(label, "Propagation"),
                    new() { ["RouteTableIds"] = new JsonArray(Ref(label)), ["VpnGatewayId"] = gateway },
                    id: null,
                    attribute: null,
                    AttachmentOf(gateway));
            }
        }
    }

    private string[] AttachmentOf(string? target) =>
        target is not null && attachments.TryGetValue(target, out var attachment) ? [attachment] : [];

    private void AddRoute(string table, Sdk.Route route)
    {
        var (name, target) = VpcContents.TargetOf(route);
        Add(
            "AWS::EC2::Route",
            labels.Pascal(table, "Route"),
            new()
            {
                ["RouteTableId"] = Ref(table),
                ["DestinationCidrBlock"] = route.DestinationCidrBlock,
                ["DestinationIpv6CidrBlock"] = route.DestinationIpv6CidrBlock,
                ["DestinationPrefixListId"] = route.DestinationPrefixListId is { } list ? PrefixList(list) : null,
                [name] = target,
            },
            id: null,
            attribute: null,
            AttachmentOf(target));
    }
}
