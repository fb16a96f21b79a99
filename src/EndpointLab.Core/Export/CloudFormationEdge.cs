using System.Globalization;
using System.Text.Json.Nodes;
using Sdk = Amazon.EC2.Model;

namespace EndpointLab.Export;

/// <summary>What a VPC shares with others: DHCP options, prefix lists, and ways out of it that have another end.</summary>
internal sealed partial class CloudFormationTemplate
{
    private readonly Dictionary<string, string> prefixLists = [];

    private void AddDhcpOptions()
    {
        if (contents.DhcpOptions is not { } options)
        {
            return;
        }

        if (options.DhcpOptionsId != DhcpText.None)
        {
            string? One(string key) => DhcpText.ValuesOf(options, key) is [var only, ..] ? only : null;
            int? Number(string key) => One(key) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
            JsonArray? Some(string key) => List(DhcpText.ValuesOf(options, key));
            Add(
                "AWS::EC2::DHCPOptions",
                labels.Pascal(NameOf(options.Tags), "DhcpOptions"),
                new()
                {
                    ["DomainName"] = One("domain-name"),
                    ["DomainNameServers"] = Some("domain-name-servers"),
                    ["NtpServers"] = Some("ntp-servers"),
                    ["NetbiosNameServers"] = Some("netbios-name-servers"),
                    ["NetbiosNodeType"] = Number("netbios-node-type"),
                    ["Ipv6AddressPreferredLeaseTime"] = Number("ipv6-address-preferred-lease-time"),
                    ["Tags"] = Tags(options.Tags),
                },
                options.DhcpOptionsId);
        }

        Add(
            "AWS::EC2::VPCDHCPOptionsAssociation",
            labels.Pascal("DhcpOptions", "Association"),
            new() { ["VpcId"] = Ref(vpc), ["DhcpOptionsId"] = options.DhcpOptionsId });
    }

    private void AddPrefixLists()
    {
        foreach (var list in contents.PrefixLists.Where(list => contents.IsOwnList(list.PrefixListId)))
        {
            Add(
                "AWS::EC2::PrefixList",
                labels.Pascal(list.PrefixListName, "PrefixList"),
                new()
                {
                    ["PrefixListName"] = list.PrefixListName,
                    ["AddressFamily"] = list.AddressFamily,
                    ["MaxEntries"] = list.MaxEntries,
                    ["Entries"] = new JsonArray([.. contents.PrefixListEntries[list.PrefixListId].Select(entry => Present(
                        new() { ["Cidr"] = entry.Cidr, ["Description"] = entry.Description is { Length: > 0 } text ? text : null }))]),
                    ["Tags"] = Tags(list.Tags),
                },
                list.PrefixListId,
                "PrefixListId");
        }
    }

    /// <summary>A parameter for another's list: it has another id in every Region, and CloudFormation can't find it by name.</summary>
    private JsonNode PrefixList(string id)
    {
        if (contents.IsOwnList(id))
        {
            return id;
        }

        if (!prefixLists.TryGetValue(id, out var parameter))
        {
            var name = contents.PrefixLists.FirstOrDefault(list => list.PrefixListId == id)?.PrefixListName;
            parameter = prefixLists[id] = AddParameter(
                name?.Split('.')[^1],
                "PrefixListId",
                id,
                $"The id of the prefix list {name ?? id} in the Region; the default is the one in {contents.Region}");
        }

        return Ref(parameter);
    }

    private void AddVpnGateways()
    {
        foreach (var gateway in contents.VpnGateways)
        {
            var label = Add(
                "AWS::EC2::VPNGateway",
                labels.Pascal(NameOf(gateway.Tags), "VpnGateway"),
                new() { ["Type"] = gateway.Type.Value, ["AmazonSideAsn"] = gateway.AmazonSideAsn, ["Tags"] = Tags(gateway.Tags) },
                gateway.VpnGatewayId);
            attachments[gateway.VpnGatewayId] = Add(
                "AWS::EC2::VPCGatewayAttachment",
                labels.Pascal(label, "Attachment"),
                new() { ["VpcId"] = Ref(vpc), ["VpnGatewayId"] = Ref(label) });
        }
    }

    /// <summary>A copy asks the other side for a peering, whichever of the two has asked for this one.</summary>
    private void AddPeerings()
    {
        foreach (var peering in contents.Peerings)
        {
            var (own, other) = contents.SidesOf(peering);
            var isForeign = other.OwnerId != contents.AccountId;
            if (own.PeeringOptions?.AllowDnsResolutionFromRemoteVpc is true)
            {
                notes.Add($"That the other side of {peering.VpcPeeringConnectionId} resolves names of instances is left out.");
            }

            var label = labels.Pascal(NameOf(peering.Tags), "Peering");
            Add(
                "AWS::EC2::VPCPeeringConnection",
                label,
                new()
                {
                    ["VpcId"] = Ref(vpc),
                    ["PeerVpcId"] = Ref(AddParameter(
                        label,
                        "PeerVpcId",
                        other.VpcId,
                        $"The VPC to be peered with; the default is that of {peering.VpcPeeringConnectionId}")),
                    ["PeerOwnerId"] = isForeign ? other.OwnerId : null,
                    ["PeerRoleArn"] = isForeign
                        ? Ref(AddParameter(label, "PeerRoleArn", null, $"A role of {other.OwnerId} that accepts the peering")) : null,
                    ["PeerRegion"] = other.Region != contents.Region ? other.Region : null,
                    ["Tags"] = Tags(peering.Tags),
                },
                peering.VpcPeeringConnectionId);
        }
    }

    private void AddExclusions()
    {
        foreach (var exclusion in contents.Exclusions)
        {
            var excluded = VpcContents.ExcludedBy(exclusion);
            Add(
                "AWS::EC2::VPCBlockPublicAccessExclusion",
                labels.Pascal(NameOf(exclusion.Tags), "Exclusion"),
                new()
                {
                    [excluded == contents.Vpc.VpcId ? "VpcId" : "SubnetId"] = excluded,
                    ["InternetGatewayExclusionMode"] = exclusion.InternetGatewayExclusionMode.Value,
                    ["Tags"] = Tags(exclusion.Tags),
                });
        }
    }

    private void AddInterfaces()
    {
        foreach (var one in contents.Interfaces)
        {
            var label = Add(
                "AWS::EC2::NetworkInterface",
                labels.Pascal(NameOf(one.TagSet), "Interface"),
                new()
                {
                    ["SubnetId"] = one.SubnetId,
                    ["Description"] = one.Description is { Length: > 0 } description ? description : null,
                    ["GroupSet"] = List(contents.GroupsOf(one)),
                    ["SourceDestCheck"] = one.SourceDestCheck is false ? false : null,
                    ["Ipv6AddressCount"] = one.Ipv6Addresses is { Count: > 0 and var count } ? count : null,
                    ["Tags"] = Tags(one.TagSet),
                },
                one.NetworkInterfaceId);
            if (one.Attachment?.InstanceId is { } instanceId)
            {
                Add(
                    "AWS::EC2::NetworkInterfaceAttachment",
                    labels.Pascal(label, "Attachment"),
                    new()
                    {
                        ["NetworkInterfaceId"] = Ref(label), ["InstanceId"] = instanceId, ["DeviceIndex"] = $"{one.Attachment.DeviceIndex}",
                    });
            }

            foreach (var address in contents.Addresses.Where(address => address.NetworkInterfaceId == one.NetworkInterfaceId))
            {
                Add(
                    "AWS::EC2::EIPAssociation",
                    labels.Pascal($"{label} Address", "Association"),
                    new() { ["AllocationId"] = address.AllocationId, ["NetworkInterfaceId"] = Ref(label) });
            }
        }
    }
}
