using System.Text.Json.Nodes;
using Sdk = Amazon.EC2.Model;

namespace EndpointLab.Export;

/// <summary>What a VPC shares with others: DHCP options, prefix lists, and ways out of it that have another end.</summary>
internal sealed partial class TerraformConfiguration
{
    private readonly Dictionary<string, HclExpression> prefixLists = [];

    private void AddDhcpOptions()
    {
        if (contents.DhcpOptions is not { } options)
        {
            return;
        }

        if (options.DhcpOptionsId != DhcpText.None)
        {
            string? One(string key) => DhcpText.ValuesOf(options, key) is [var only, ..] ? only : null;
            JsonArray? Some(string key) => List(DhcpText.ValuesOf(options, key));
            Add(
                "aws_vpc_dhcp_options",
                Label("aws_vpc_dhcp_options", options.Tags, "options"),
                new()
                {
                    ["domain_name"] = One("domain-name"),
                    ["domain_name_servers"] = Some("domain-name-servers"),
                    ["ntp_servers"] = Some("ntp-servers"),
                    ["netbios_name_servers"] = Some("netbios-name-servers"),
                    ["netbios_node_type"] = One("netbios-node-type"),
                    ["ipv6_address_preferred_lease_time"] = One("ipv6-address-preferred-lease-time"),
                    ["tags"] = Tags(options.Tags),
                },
                options.DhcpOptionsId,
                options.DhcpOptionsId);
        }

        Add(
            "aws_vpc_dhcp_options_association",
            labels.Snake("aws_vpc_dhcp_options_association", null, "vpc"),
            new() { ["vpc_id"] = Of(vpc), ["dhcp_options_id"] = options.DhcpOptionsId },
            contents.Vpc.VpcId);
    }

    private void AddPrefixLists()
    {
        foreach (var list in contents.PrefixLists.Where(list => contents.IsOwnList(list.PrefixListId)))
        {
            Add(
                "aws_ec2_managed_prefix_list",
                labels.Snake("aws_ec2_managed_prefix_list", list.PrefixListName, "list"),
                new()
                {
                    ["name"] = list.PrefixListName,
                    ["address_family"] = list.AddressFamily,
                    ["max_entries"] = list.MaxEntries,
                    ["tags"] = Tags(list.Tags),
                    ["entry"] = new JsonArray([.. contents.PrefixListEntries[list.PrefixListId].Select(entry => Present(
                        new() { ["cidr"] = entry.Cidr, ["description"] = entry.Description is { Length: > 0 } text ? text : null }))]),
                },
                list.PrefixListId,
                list.PrefixListId);
        }
    }

    /// <summary>AWS's lists have the same names in every Region, but for the Region in them.</summary>
    private JsonNode PrefixList(string id)
    {
        var name = contents.PrefixLists.FirstOrDefault(list => list.PrefixListId == id)?.PrefixListName;
        if (name is null || contents.IsOwnList(id))
        {
            return id;
        }

        if (!prefixLists.TryGetValue(id, out var list))
        {
            const string type = "aws_ec2_managed_prefix_list";
            var label = labels.Snake($"data.{type}", name.Split('.')[^1], "list");
            list = prefixLists[id] = AddData(type, label, new() { ["name"] = name }, "id");
        }

        return list;
    }

    private void AddVpnGateways()
    {
        foreach (var gateway in contents.VpnGateways)
        {
            Add(
                "aws_vpn_gateway",
                Label("aws_vpn_gateway", gateway.Tags, "vpn"),
                new()
                {
                    ["vpc_id"] = Of(vpc),
                    ["amazon_side_asn"] = $"{gateway.AmazonSideAsn}",
                    ["availability_zone"] = string.IsNullOrEmpty(gateway.AvailabilityZone) ? null : gateway.AvailabilityZone,
                    ["tags"] = Tags(gateway.Tags),
                },
                gateway.VpnGatewayId,
                gateway.VpnGatewayId);
        }
    }

    /// <summary>A copy asks the other side for a peering, whichever of the two has asked for this one.</summary>
    private void AddPeerings()
    {
        foreach (var peering in contents.Peerings)
        {
            var (own, other) = contents.SidesOf(peering);
            var (isForeign, isRemote) = (other.OwnerId != contents.AccountId, other.Region != contents.Region);
            // The same call that makes it can accept it only here.
            var accepts = !isForeign && !isRemote && peering.Status.Code.Value is "active";
            var resolves = own.PeeringOptions?.AllowDnsResolutionFromRemoteVpc is true;
            if (resolves && !accepts)
            {
                notes.Add($"That the other side of {peering.VpcPeeringConnectionId} resolves names of instances is left out.");
            }

            List<string> ignored = accepts ? ["auto_accept"] : [];
            if (!contents.HasRequested(peering))
            {
                // The provider reads it from the side of the one that asked.
                ignored.AddRange(["peer_owner_id", "peer_region", "peer_vpc_id", "requester", "vpc_id"]);
            }

            Add(
                "aws_vpc_peering_connection",
                Label("aws_vpc_peering_connection", peering.Tags, "peering"),
                new()
                {
                    ["vpc_id"] = Of(vpc),
                    ["peer_vpc_id"] = AddVariable(
                        "peer_vpc_id", $"The VPC to be peered with; the default is that of {peering.VpcPeeringConnectionId}", other.VpcId),
                    ["peer_owner_id"] = isForeign ? other.OwnerId : null,
                    ["peer_region"] = isRemote ? other.Region : null,
                    ["auto_accept"] = accepts ? true : null,
                    ["tags"] = Tags(peering.Tags),
                    ["requester"] = resolves && accepts ? new JsonObject { ["allow_remote_vpc_dns_resolution"] = true } : null,
                    ["lifecycle"] = ignored.Count > 0 ? Ignore(ignored) : null,
                },
                peering.VpcPeeringConnectionId,
                peering.VpcPeeringConnectionId);
        }
    }

    private void AddExclusions()
    {
        foreach (var exclusion in contents.Exclusions)
        {
            var excluded = VpcContents.ExcludedBy(exclusion);
            Add(
                "aws_vpc_block_public_access_exclusion",
                Label("aws_vpc_block_public_access_exclusion", exclusion.Tags, "exclusion"),
                new()
                {
                    [excluded == contents.Vpc.VpcId ? "vpc_id" : "subnet_id"] = excluded,
                    ["internet_gateway_exclusion_mode"] = exclusion.InternetGatewayExclusionMode.Value,
                    ["tags"] = Tags(exclusion.Tags),
                },
                exclusion.ExclusionId);
        }
    }

    private void AddInterfaces()
    {
        foreach (var one in contents.Interfaces)
        {
            var label = Label("aws_network_interface", one.TagSet, "interface");
            Add(
                "aws_network_interface",
                label,
                new()
                {
                    ["subnet_id"] = one.SubnetId,
                    ["description"] = one.Description is { Length: > 0 } description ? description : null,
                    ["security_groups"] = List(contents.GroupsOf(one)),
                    ["source_dest_check"] = one.SourceDestCheck is false ? false : null,
                    ["ipv6_address_count"] = one.Ipv6Addresses is { Count: > 0 and var count } ? count : null,
                    ["tags"] = Tags(one.TagSet),
                },
                one.NetworkInterfaceId,
                one.NetworkInterfaceId);
            if (one.Attachment?.InstanceId is { } instanceId)
            {
                Add(
                    "aws_network_interface_attachment",
                    labels.Snake("aws_network_interface_attachment", label, label),
                    new()
                    {
                        ["network_interface_id"] = one.NetworkInterfaceId,
                        ["instance_id"] = instanceId,
                        ["device_index"] = one.Attachment.DeviceIndex,
                    },
                    one.Attachment.AttachmentId);
            }
        }
    }
}
