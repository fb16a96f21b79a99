using Sdk = Amazon.EC2.Model;

namespace EndpointLab.Export;

/// <summary>What of a VPC no template holds, or only as it is in this account: a sentence each.</summary>
internal static class VpcRemarks
{
    public static IEnumerable<string> Of(VpcContents contents) =>
    [
        .. OfTargets(contents), .. OfOthers(contents), .. OfAddresses(contents),
        .. contents.Instances.SelectMany(instance => Of(contents, instance)),
    ];

    public static string Of(BucketContents bucket) =>
        $"Objects of the bucket {bucket.Name} are left out, and its settings but for tags and policy.";

    /// <summary>What is the same with every copy, so that nobody has to be warned of it.</summary>
    public static IEnumerable<string> OfCopy(VpcContents contents)
    {
        yield return "Ids, addresses and generated names of what it makes are new.";
        if (contents.Volumes.Any(volume => volume.Encrypted is true))
        {
            yield return "Encrypted volumes of what it makes have the key that their account has for EBS, whatever those here have.";
        }

        if (contents.Vpc.Tags?.Any(tag => VpcContents.IsMark(tag.Key)) is true)
        {
            yield return "EndpointLab's own tags are left out: a copy is no part of the lab, which is removed by itself.";
        }
    }

    /// <summary>What is named by an id that a copy doesn't replace by one of its own.</summary>
    private static IEnumerable<string> OfTargets(VpcContents contents)
    {
        HashSet<string> own =
        [
            .. contents.InternetGateways.Select(gateway => gateway.InternetGatewayId),
            .. contents.EgressOnlyInternetGateways.Select(gateway => gateway.EgressOnlyInternetGatewayId),
            .. contents.VpnGateways.Select(gateway => gateway.VpnGatewayId),
            .. contents.Peerings.Select(peering => peering.VpcPeeringConnectionId),
            .. contents.Interfaces.Select(one => one.NetworkInterfaceId),
            .. contents.NatGateways.Select(gateway => gateway.NatGatewayId),
            .. contents.Endpoints.Select(endpoint => endpoint.VpcEndpointId),
            .. contents.Instances.Select(instance => instance.InstanceId),
        ];
        foreach (var route in contents.RouteTables.SelectMany(VpcContents.MadeRoutes)
            .Where(route => !own.Contains(VpcContents.TargetOf(route).Target ?? "")))
        {
            yield return $"The route {new Route(route)} leads to what isn't in the VPC's export: its id is left as it is.";
        }

        foreach (var rule in contents.GroupRules.Where(rule => IsForeign(contents, rule)))
        {
            var named = rule.ReferencedGroupInfo.GroupId;
            yield return $"A rule of {rule.GroupId} names {named}, which isn't in the VPC: its id is left as it is.";
        }
    }

    /// <summary>What has another side, which is somebody else's.</summary>
    private static IEnumerable<string> OfOthers(VpcContents contents)
    {
        foreach (var list in contents.PrefixLists.Where(list => list.OwnerId != "AWS" && !contents.IsOwnList(list.PrefixListId)))
        {
            yield return $"The prefix list {list.PrefixListName} is {list.OwnerId}'s, who has to share one with the account of a copy.";
        }

        foreach (var peering in contents.Peerings)
        {
            var other = contents.SidesOf(peering).Other;
            yield return $"{peering.VpcPeeringConnectionId} leads to {other.VpcId} of {other.OwnerId} in {other.Region}, or to the VPC "
                + "that is given instead: its consent, and its routes back, are left to it.";
        }

        foreach (var gateway in contents.VpnGateways)
        {
            yield return $"VPN connections of {gateway.VpnGatewayId} are left out, and the routes that they tell.";
        }

        foreach (var endpoint in contents.Endpoints.Where(one => one.ServiceName?.Contains("vpce-svc-", StringComparison.Ordinal) is true))
        {
            yield return $"{endpoint.VpcEndpointId} leads to {endpoint.ServiceName}, whose owner has to admit the account of a copy.";
        }
    }

    private static IEnumerable<string> OfAddresses(VpcContents contents)
    {
        foreach (var block in (contents.Vpc.Ipv6CidrBlockAssociationSet ?? []).Where(block => block.Ipv6Pool is not (null or "Amazon")))
        {
            yield return $"The IPv6 block {block.Ipv6CidrBlock} is left out: it is of the pool {block.Ipv6Pool}, which a copy can't share.";
        }

        if (contents.Subnets.Any(subnet => VpcContents.Ipv6BlockOf(subnet) is not null && contents.Ipv6PlaceOf(subnet) is null))
        {
            yield return "A subnet's IPv6 block is left out that isn't a /64 of the VPC's first IPv6 block.";
        }

        foreach (var gateway in contents.NatGateways.Where(gateway => gateway.NatGatewayAddresses?.Count > 1))
        {
            yield return $"{gateway.NatGatewayId} is written with the first of its addresses.";
        }

        var primary = contents.Instances.SelectMany(instance => instance.NetworkInterfaces ?? [])
            .Where(one => one.PrivateIpAddresses?.Count > 1).Select(one => one.NetworkInterfaceId);
        foreach (var id in contents.Interfaces.Where(one => one.PrivateIpAddresses?.Count > 1).Select(one => one.NetworkInterfaceId)
            .Union(primary))
        {
            yield return $"{id} is written with the first of its private IPv4 addresses.";
        }
    }

    private static IEnumerable<string> Of(VpcContents contents, Sdk.Instance instance)
    {
        var name = VpcContents.NameOf(instance.Tags) is { } own ? $"{instance.InstanceId} ({own})" : instance.InstanceId;
        if (contents.InstanceSettings[instance.InstanceId].HasUserData)
        {
            yield return $"User data of the instance {name} is left out, since it may hold secrets.";
        }

        if (instance.BlockDeviceMappings?.Count > 1)
        {
            yield return $"The instance {name} is written with the root volume alone, and no volume's content.";
        }

        if (instance.IamInstanceProfile?.Arn is { } arn && contents.Profiles.All(profile => profile.Profile.Arn != arn))
        {
            yield return $"The instance profile {IamEntity.NameIn(arn)} of the instance {name} is left out: it has to be in the account.";
        }
    }

    private static bool IsForeign(VpcContents contents, Sdk.SecurityGroupRule rule) =>
        rule.ReferencedGroupInfo?.GroupId is { } id && contents.Groups.All(group => group.GroupId != id);
}
