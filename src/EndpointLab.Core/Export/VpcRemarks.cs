using Sdk = Amazon.EC2.Model;

namespace EndpointLab.Export;

/// <summary>What of a VPC no template holds, or only as it is in this account: a sentence each.</summary>
internal static class VpcRemarks
{
    public static IEnumerable<string> Of(VpcContents contents)
    {
        HashSet<string> own =
        [
            .. contents.InternetGateways.Select(gateway => gateway.InternetGatewayId),
            .. contents.EgressOnlyInternetGateways.Select(gateway => gateway.EgressOnlyInternetGatewayId),
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
            yield return $"A rule of {rule.GroupId} names {rule.ReferencedGroupInfo.GroupId}, which isn't in the VPC: its id is left as it is.";
        }

        foreach (var list in contents.PrefixLists.Where(list => list.OwnerId != "AWS"))
        {
            yield return $"The prefix list {list.PrefixListName} ({list.PrefixListId}) is left out: it may serve others as well.";
        }

        foreach (var group in contents.Groups.Where(VpcContents.IsDefault))
        {
            if (!contents.RulesOf(group).Any(rule => rule.IsEgress is true && VpcContents.IsAwsOwn(group, rule))
                || !contents.RulesOf(group).Any(rule => rule.IsEgress is false && VpcContents.IsAwsOwn(group, rule)))
            {
                yield return "The VPC's own security group lacks a rule that AWS gives it: in a copy it has that rule.";
            }
        }

        foreach (var instance in contents.Instances)
        {
            foreach (var remark in Of(contents, instance))
            {
                yield return remark;
            }
        }

        if (contents.Subnets.Any(subnet => VpcContents.Ipv6BlockOf(subnet) is not null && contents.Ipv6PlaceOf(subnet) is null))
        {
            yield return "A subnet's IPv6 block is left out that isn't a /64 of the VPC's first IPv6 block.";
        }
    }

    private static IEnumerable<string> Of(VpcContents contents, Sdk.Instance instance)
    {
        var name = VpcContents.NameOf(instance.Tags) is { } own ? $"{instance.InstanceId} ({own})" : instance.InstanceId;
        if (contents.WithUserData.Contains(instance.InstanceId))
        {
            yield return $"User data of the instance {name} is left out, since it may hold secrets.";
        }

        if (instance.NetworkInterfaces?.Count > 1)
        {
            yield return $"The instance {name} is written with the first of its network interfaces.";
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
