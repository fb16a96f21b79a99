using System.Text.Json.Nodes;
using Sdk = Amazon.EC2.Model;

namespace EndpointLab.Export;

/// <summary>Endpoints, instances, and the buckets and roles that were made for them.</summary>
internal sealed partial class CloudFormationTemplate
{
    private readonly Dictionary<string, string> profileLabels = [], keyParameters = [], imageParameters = [];

    private void AddEndpoints()
    {
        Dictionary<string, string> gateways = [];
        foreach (var endpoint in contents.EndpointsInOrder)
        {
            var label = Add(
                "AWS::EC2::VPCEndpoint",
                labels.Pascal(NameOf(endpoint.Tags) ?? contents.ShortServiceOf(endpoint), "Endpoint"),
                new()
                {
                    ["VpcId"] = Ref(vpc),
                    ["VpcEndpointType"] = endpoint.VpcEndpointType.Value,
                    ["ServiceName"] = endpoint.ServiceName is { Length: > 0 } service ? service : null,
                    ["ServiceRegion"] = contents.ForeignRegionOf(endpoint),
                    ["ResourceConfigurationArn"] = endpoint.ResourceConfigurationArn,
                    ["ServiceNetworkArn"] = endpoint.ServiceNetworkArn,
                    ["RouteTableIds"] = List(contents.TablesOf(endpoint)),
                    ["SubnetIds"] = List(contents.SubnetsOf(endpoint)),
                    ["SecurityGroupIds"] = List(contents.GroupsOf(endpoint)),
                    ["PrivateDnsEnabled"] = endpoint.PrivateDnsEnabled is true ? true : null,
                    ["IpAddressType"] = VpcContents.SpecialFamilyOf(endpoint),
                    ["DnsOptions"] = VpcContents.SpecialDnsOf(endpoint) is var (family, inbound)
                        ? Present(new()
                        {
                            ["DnsRecordIpType"] = family,
                            ["PrivateDnsOnlyForInboundResolverEndpoint"] =
                                inbound switch { true => "OnlyInboundResolver", false => "AllResolvers", _ => null },
                        })
                        : null,
                    ["PolicyDocument"] = VpcContents.SpecialPolicyOf(endpoint),
                    ["Tags"] = Tags(endpoint.Tags),
                },
                endpoint.VpcEndpointId,
                attribute: null,
                VpcContents.NeedsGateway(endpoint) && gateways.TryGetValue(endpoint.ServiceName, out var gateway) ? [gateway] : []);
            if (endpoint.VpcEndpointType.Value is "Gateway")
            {
                gateways[endpoint.ServiceName] = label;
            }
        }
    }

    private void AddStorage()
    {
        foreach (var bucket in contents.Buckets)
        {
            notes.Add($"The bucket {bucket.Name} gets another name, since no other account may have this one.");
            notes.Add(VpcRemarks.Of(bucket));
            var label = Add(
                "AWS::S3::Bucket", labels.Pascal("", "Bucket"), new() { ["Tags"] = Tags(bucket.Tags) }, bucket.Name);
            if (bucket.Policy is not null)
            {
                Add(
                    "AWS::S3::BucketPolicy",
                    labels.Pascal(label, "Policy"),
                    new() { ["Bucket"] = Ref(label), ["PolicyDocument"] = PolicyText.Parse(bucket.Policy) });
            }
        }

        foreach (var profile in contents.Profiles)
        {
            var role = profile.Role is null ? null : AddRole(profile);
            NoteTags("instance profiles", profile.Profile.Tags?.Select(tag => new Sdk.Tag(tag.Key, tag.Value)));
            var label = Add(
                "AWS::IAM::InstanceProfile",
                labels.Pascal("", "Profile"),
                new() { ["Path"] = ProfileContents.PathOf(profile.Profile.Arn), ["Roles"] = role is null ? new JsonArray() : [Ref(role)] });
            profileLabels[profile.Profile.Arn] = label;
        }
    }

    private string AddRole(ProfileContents profile)
    {
        var role = profile.Role!;
        var label = Add(
            "AWS::IAM::Role",
            labels.Pascal("", "Role"),
            new()
            {
                ["Path"] = ProfileContents.PathOf(role.Arn),
                ["AssumeRolePolicyDocument"] = PolicyText.Parse(role.TrustPolicy),
                ["PermissionsBoundary"] = role.BoundaryArn,
                ["ManagedPolicyArns"] = List(profile.ManagedPolicyArns),
                ["Tags"] = Tags(role.Tags),
            },
            role.Arn,
            "Arn");
        // They are resources of their own, since they may name what has a policy that names the role.
        foreach (var policy in profile.Policies)
        {
            Add(
                "AWS::IAM::RolePolicy",
                labels.Pascal(label, "Policy"),
                new() { ["PolicyName"] = policy.Name, ["RoleName"] = Ref(label), ["PolicyDocument"] = PolicyText.Parse(policy.Document) });
        }

        return label;
    }

    private void AddInstances()
    {
        foreach (var instance in contents.Instances)
        {
            var settings = contents.InstanceSettings[instance.InstanceId];
            if (settings.DisableApiStop)
            {
                notes.Add($"That {instance.InstanceId} is protected from being stopped is left out: CloudFormation doesn't protect it.");
            }

            if (contents.RootVolumeOf(instance) is { } root && VpcContents.SpecialThroughputOf(root) is { } throughput)
            {
                notes.Add($"The throughput of {root.VolumeId}, {throughput} MiB/s, is left out: CloudFormation doesn't set it here.");
            }

            Add(
                "AWS::EC2::Instance",
                labels.Pascal(NameOf(instance.Tags), "Instance"),
                new()
                {
                    ["ImageId"] = Image(instance),
                    ["InstanceType"] = instance.InstanceType.Value,
                    ["KeyName"] = Key(instance),
                    ["IamInstanceProfile"] = instance.IamInstanceProfile?.Arn is not { } arn ? null
                        : profileLabels.TryGetValue(arn, out var profile) ? Ref(profile) : IamEntity.NameIn(arn),
                    ["NetworkInterfaces"] = new JsonArray(Present(new()
                    {
                        ["DeviceIndex"] = "0",
                        ["SubnetId"] = instance.SubnetId,
                        ["GroupSet"] = List(contents.GroupsOf(instance)),
                        ["AssociatePublicIpAddress"] = contents.HasPublicAddress(instance),
                        ["Ipv6AddressCount"] = VpcContents.Ipv6CountOf(instance),
                    })),
                    ["Monitoring"] = instance.Monitoring?.State?.Value is "enabled" or "pending" ? true : null,
                    ["EbsOptimized"] = instance.EbsOptimized is true ? true : null,
                    ["HibernationOptions"] = instance.HibernationOptions?.Configured is true
                        ? new JsonObject { ["Configured"] = true } : null,
                    ["DisableApiTermination"] = settings.DisableApiTermination ? true : null,
                    ["InstanceInitiatedShutdownBehavior"] = settings.EndsOnShutdown ? "terminate" : null,
                    ["SourceDestCheck"] = instance.SourceDestCheck is false ? false : null,
                    ["Tenancy"] = VpcContents.SpecialTenancyOf(instance),
                    ["MetadataOptions"] = instance.MetadataOptions is { } metadata ? Present(new()
                    {
                        ["HttpEndpoint"] = metadata.HttpEndpoint?.Value,
                        ["HttpTokens"] = metadata.HttpTokens?.Value,
                        ["HttpPutResponseHopLimit"] = metadata.HttpPutResponseHopLimit,
                        ["InstanceMetadataTags"] = metadata.InstanceMetadataTags?.Value,
                        ["HttpProtocolIpv6"] = VpcContents.SpecialProtocolOf(metadata),
                    }) : null,
                    ["BlockDeviceMappings"] = contents.RootVolumeOf(instance) is { } volume ? new JsonArray(new JsonObject
                    {
                        ["DeviceName"] = instance.RootDeviceName,
                        ["Ebs"] = Present(new()
                        {
                            ["Encrypted"] = volume.Encrypted,
                            ["VolumeSize"] = volume.Size,
                            ["VolumeType"] = volume.VolumeType?.Value,
                            ["Iops"] = VpcContents.SpecialIopsOf(volume),
                            ["DeleteOnTermination"] = VpcContents.KeepsRootVolume(instance) ? false : null,
                        }),
                    }) : null,
                    ["PropagateTagsToVolumeOnCreation"] = SharesTags(instance) ? true : null,
                    ["Tags"] = Tags(instance.Tags),
                },
                instance.InstanceId,
                attribute: null,
                contents.HasPublicAddress(instance) ? InternetAttachments : []);
        }
    }

    /// <summary>Whether its volume has the same tags, which a template can say; no others of the volume's.</summary>
    private bool SharesTags(Sdk.Instance instance)
    {
        var volume = contents.RootVolumeOf(instance);
        var isShared = VpcContents.OwnTags(volume?.Tags) is { Count: > 0 } tags && tags.SequenceEqual(VpcContents.OwnTags(instance.Tags));
        if (!isShared)
        {
            NoteTags("volumes", volume?.Tags);
        }

        return isShared;
    }

    private JsonObject Image(Sdk.Instance instance)
    {
        if (!imageParameters.TryGetValue(instance.ImageId, out var label))
        {
            var newest = contents.NewestImages.GetValueOrDefault(instance.ImageId);
            label = imageParameters[instance.ImageId] = AddParameter("", "ImageId", newest is null
                ? new()
                {
                    ["Type"] = "AWS::EC2::Image::Id",
                    ["Default"] = instance.ImageId,
                    ["Description"] = $"An image of the Region; the default is one of {contents.Region}",
                }
                : new() { ["Type"] = "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>", ["Default"] = newest });
        }

        return Ref(label);
    }

    private JsonObject? Key(Sdk.Instance instance)
    {
        if (instance.KeyName is not { Length: > 0 } key)
        {
            return null;
        }

        if (!keyParameters.TryGetValue(key, out var label))
        {
            label = keyParameters[key] = AddParameter("", "KeyName", Present(new()
            {
                ["Type"] = "AWS::EC2::KeyPair::KeyName",
                // A default is no place for the function that such a name would take.
                ["Default"] = key == Text(key) ? key : null,
                ["Description"] = "A key pair of the account and Region",
            }));
        }

        return Ref(label);
    }
}
