using System.Text.Json.Nodes;
using Sdk = Amazon.EC2.Model;

namespace EndpointLab.Export;

/// <summary>The VPC with its subnets, gateways and routes.</summary>
internal sealed partial class TerraformConfiguration
{
    private readonly List<string> moreBlocks = [], gateways = [];

    private string AddVpc()
    {
        var own = contents.Vpc;
        var address = Add(
            "aws_vpc",
            Label("aws_vpc", own.Tags, "vpc"),
            new()
            {
                ["cidr_block"] = own.CidrBlock,
                ["enable_dns_support"] = contents.EnableDnsSupport,
                ["enable_dns_hostnames"] = contents.EnableDnsHostnames,
                ["enable_network_address_usage_metrics"] = contents.EnableUsageMetrics ? true : null,
                ["instance_tenancy"] = own.InstanceTenancy?.Value is "dedicated" ? "dedicated" : null,
                ["assign_generated_ipv6_cidr_block"] = contents.Ipv6Blocks.Any() ? true : null,
                ["tags"] = Tags(own.Tags),
            },
            own.VpcId,
            own.VpcId);
        foreach (var association in (own.CidrBlockAssociationSet ?? []).Where(one => contents.MoreBlocks.Contains(one.CidrBlock)))
        {
            moreBlocks.Add(Add(
                "aws_vpc_ipv4_cidr_block_association",
                labels.Snake("aws_vpc_ipv4_cidr_block_association", null, "more"),
                new() { ["vpc_id"] = Of(address), ["cidr_block"] = association.CidrBlock },
                association.AssociationId));
        }

        if (contents.Ipv6Blocks.Skip(1).Any())
        {
            notes.Add("The VPC is written with the first of its IPv6 blocks.");
        }

        return address;
    }

    private void AddGateways()
    {
        foreach (var gateway in contents.InternetGateways)
        {
            gateways.Add(Add(
                "aws_internet_gateway",
                Label("aws_internet_gateway", gateway.Tags, "internet"),
                new() { ["vpc_id"] = Of(vpc), ["tags"] = Tags(gateway.Tags) },
                gateway.InternetGatewayId,
                gateway.InternetGatewayId));
        }

        foreach (var gateway in contents.EgressOnlyInternetGateways)
        {
            Add(
                "aws_egress_only_internet_gateway",
                Label("aws_egress_only_internet_gateway", gateway.Tags, "egress_only"),
                new() { ["vpc_id"] = Of(vpc), ["tags"] = Tags(gateway.Tags) },
                gateway.EgressOnlyInternetGatewayId,
                gateway.EgressOnlyInternetGatewayId);
        }
    }

    private void AddSubnets()
    {
        foreach (var subnet in contents.Subnets)
        {
            Add(
                "aws_subnet",
                Label("aws_subnet", subnet.Tags, "subnet"),
                new()
                {
                    ["vpc_id"] = Of(vpc),
                    ["availability_zone"] = contents.ZonePlaceOf(subnet) is { } zone
                        ? new HclExpression($"{Zones}[{zone}]") : subnet.AvailabilityZone,
                    ["cidr_block"] = string.IsNullOrEmpty(subnet.CidrBlock) ? null : subnet.CidrBlock,
                    ["ipv6_cidr_block"] = contents.Ipv6PlaceOf(subnet) is { } place
                        ? new HclExpression($"cidrsubnet({vpc}.ipv6_cidr_block, 8, {place})") : (JsonNode?)null,
                    ["ipv6_native"] = subnet.Ipv6Native is true ? true : null,
                    ["assign_ipv6_address_on_creation"] = subnet.AssignIpv6AddressOnCreation is true ? true : null,
                    ["map_public_ip_on_launch"] = subnet.MapPublicIpOnLaunch is true ? true : null,
                    ["enable_dns64"] = subnet.EnableDns64 is true ? true : null,
                    ["private_dns_hostname_type_on_launch"] =
                        subnet.PrivateDnsNameOptionsOnLaunch?.HostnameType?.Value is "resource-name" ? "resource-name" : null,
                    ["enable_resource_name_dns_a_record_on_launch"] =
                        subnet.PrivateDnsNameOptionsOnLaunch?.EnableResourceNameDnsARecord is true ? true : null,
                    ["enable_resource_name_dns_aaaa_record_on_launch"] =
                        subnet.PrivateDnsNameOptionsOnLaunch?.EnableResourceNameDnsAAAARecord is true ? true : null,
                    ["tags"] = Tags(subnet.Tags),
                    ["depends_on"] = contents.IsInFirstBlock(subnet) ? null : After(moreBlocks),
                },
                subnet.SubnetId,
                subnet.SubnetId);
        }
    }

    private void AddNatGateways()
    {
        foreach (var address in contents.Addresses)
        {
            Add(
                "aws_eip",
                Label("aws_eip", address.Tags, "address"),
                new()
                {
                    ["domain"] = "vpc",
                    ["network_interface"] = contents.IsOfInterface(address) ? address.NetworkInterfaceId : null,
                    ["instance"] = !contents.IsOfInterface(address) && address.InstanceId is { Length: > 0 } id ? id : null,
                    ["tags"] = Tags(address.Tags),
                    ["depends_on"] = After(gateways),
                },
                address.AllocationId,
                address.AllocationId);
        }

        foreach (var gateway in contents.NatGateways)
        {
            Add(
                "aws_nat_gateway",
                Label("aws_nat_gateway", gateway.Tags, "nat"),
                new()
                {
                    ["subnet_id"] = gateway.SubnetId,
                    ["allocation_id"] = VpcContents.AllocationOf(gateway),
                    ["connectivity_type"] = gateway.ConnectivityType?.Value is "private" ? "private" : null,
                    ["tags"] = Tags(gateway.Tags),
                    ["depends_on"] = After(gateways),
                },
                gateway.NatGatewayId,
                gateway.NatGatewayId);
        }
    }

    private void AddRouteTables()
    {
        foreach (var table in contents.RouteTables)
        {
            var isMain = VpcContents.IsMain(table);
            var label = isMain ? "main" : Label("aws_route_table", table.Tags, "table");
            JsonObject body = new()
            {
                [isMain ? "default_route_table_id" : "vpc_id"] = Of(vpc, isMain ? "default_route_table_id" : "id"),
                ["propagating_vgws"] = List(VpcContents.PropagatingOf(table)),
                ["tags"] = Tags(table.Tags),
            };
            if (!isMain)
            {
                Add("aws_route_table", label, body, table.RouteTableId, table.RouteTableId);
            }
            else if (body.Any(property => property is { Key: "tags" or "propagating_vgws", Value: not null }))
            {
                Add("aws_default_route_table", label, body, contents.Vpc.VpcId, table.RouteTableId);
            }
            else
            {
                references.Add(table.RouteTableId, $"{vpc}.main_route_table_id");
            }

            foreach (var route in VpcContents.MadeRoutes(table))
            {
                var (name, target) = VpcContents.TargetOf(route);
                var destination = new Route(route).Destination;
                Add(
                    "aws_route",
                    labels.Snake("aws_route", $"{label} {(route.DestinationPrefixListId is null ? destination : "list")}", "route"),
                    new()
                    {
                        ["route_table_id"] = table.RouteTableId,
                        ["destination_cidr_block"] = route.DestinationCidrBlock,
                        ["destination_ipv6_cidr_block"] = route.DestinationIpv6CidrBlock,
                        ["destination_prefix_list_id"] = route.DestinationPrefixListId is { } list ? PrefixList(list) : null,
                        [RouteArgument(name)] = name is "InstanceId" ? route.NetworkInterfaceId : target,
                    },
                    $"{table.RouteTableId}_{destination}");
            }

            foreach (var subnet in contents.Subnets.Where(subnet => VpcContents.IsOf(table, subnet)))
            {
                Add(
                    "aws_route_table_association",
                    Label("aws_route_table_association", subnet.Tags, "subnet"),
                    new() { ["subnet_id"] = subnet.SubnetId, ["route_table_id"] = table.RouteTableId },
                    $"{subnet.SubnetId}/{table.RouteTableId}");
            }

            foreach (var gateway in VpcContents.GatewaysOf(table))
            {
                Add(
                    "aws_route_table_association",
                    labels.Snake("aws_route_table_association", "gateway", "gateway"),
                    new() { ["gateway_id"] = gateway, ["route_table_id"] = table.RouteTableId },
                    $"{gateway}/{table.RouteTableId}");
            }
        }
    }

    private static string RouteArgument(string parameter) => parameter switch
    {
        "VpcEndpointId" => "vpc_endpoint_id",
        "GatewayId" => "gateway_id",
        "NatGatewayId" => "nat_gateway_id",
        // An instance's route is its interface's, for the provider.
        "InstanceId" or "NetworkInterfaceId" => "network_interface_id",
        "EgressOnlyInternetGatewayId" => "egress_only_gateway_id",
        "VpcPeeringConnectionId" => "vpc_peering_connection_id",
        "TransitGatewayId" => "transit_gateway_id",
        "LocalGatewayId" => "local_gateway_id",
        "CarrierGatewayId" => "carrier_gateway_id",
        _ => "core_network_arn",
    };
}
