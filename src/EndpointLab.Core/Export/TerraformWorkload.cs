using System.Text.Json.Nodes;
using Sdk = Amazon.EC2.Model;

namespace EndpointLab.Export;

/// <summary>Endpoints, instances, and the buckets and roles that were made for them.</summary>
internal sealed partial class TerraformConfiguration
{
    private readonly Dictionary<string, HclExpression> images = [], keys = [];

    private void AddEndpoints()
    {
        Dictionary<string, string> gatewayEndpoints = [];
        foreach (var endpoint in contents.EndpointsInOrder)
        {
            var address = Add(
                "aws_vpc_endpoint",
                labels.Snake("aws_vpc_endpoint", VpcContents.NameOf(endpoint.Tags) ?? contents.ShortServiceOf(endpoint), "endpoint"),
                new()
                {
                    ["vpc_id"] = Of(vpc),
                    ["vpc_endpoint_type"] = endpoint.VpcEndpointType.Value,
                    ["service_name"] = endpoint.ServiceName is { Length: > 0 } service ? service : null,
                    ["service_region"] = contents.ForeignRegionOf(endpoint),
                    ["resource_configuration_arn"] = endpoint.ResourceConfigurationArn,
                    ["service_network_arn"] = endpoint.ServiceNetworkArn,
                    ["route_table_ids"] = List(contents.TablesOf(endpoint)),
                    ["subnet_ids"] = List(contents.SubnetsOf(endpoint)),
                    ["security_group_ids"] = List(contents.GroupsOf(endpoint)),
                    ["private_dns_enabled"] = endpoint.PrivateDnsEnabled is true ? true : null,
                    ["ip_address_type"] = VpcContents.SpecialFamilyOf(endpoint),
                    ["policy"] = VpcContents.SpecialPolicyOf(endpoint),
                    ["tags"] = Tags(endpoint.Tags),
                    ["dns_options"] = VpcContents.SpecialDnsOf(endpoint) is var (family, inbound)
                        ? Present(new() { ["dns_record_ip_type"] = family, ["private_dns_only_for_inbound_resolver_endpoint"] = inbound })
                        : null,
                    ["depends_on"] =
                        VpcContents.NeedsGateway(endpoint) && gatewayEndpoints.TryGetValue(endpoint.ServiceName, out var gateway)
                            ? After([gateway]) : null,
                },
                endpoint.VpcEndpointId,
                endpoint.VpcEndpointId);
            if (endpoint.VpcEndpointType.Value is "Gateway")
            {
                gatewayEndpoints[endpoint.ServiceName] = address;
            }
        }
    }

    private void AddStorage()
    {
        foreach (var bucket in contents.Buckets)
        {
            notes.Add($"The bucket {bucket.Name} needs another name in another account, by its variable.");
            notes.Add(VpcRemarks.Of(bucket));
            var name = AddVariable("bucket_name", "The bucket's name, which no other account's bucket may have", bucket.Name);
            var address = Add(
                "aws_s3_bucket",
                labels.Snake("aws_s3_bucket", null, "bucket"),
                new() { ["bucket"] = name, ["tags"] = Tags(bucket.Tags) },
                bucket.Name,
                bucket.Name);
            if (bucket.Policy is not null)
            {
                Add(
                    "aws_s3_bucket_policy",
                    labels.Snake("aws_s3_bucket_policy", null, "bucket"),
                    new() { ["bucket"] = Of(address), ["policy"] = PolicyText.Parse(bucket.Policy) },
                    bucket.Name);
            }
        }

        foreach (var profile in contents.Profiles)
        {
            var role = profile.Role is null ? null : AddRole(profile);
            Add(
                "aws_iam_instance_profile",
                labels.Snake("aws_iam_instance_profile", null, "profile"),
                new()
                {
                    ["name"] = profile.Profile.InstanceProfileName,
                    ["path"] = ProfileContents.PathOf(profile.Profile.Arn),
                    ["role"] = role is null ? (JsonNode?)null : Of(role, "name"),
                    ["tags"] = Tags(profile.Profile.Tags),
                },
                profile.Profile.InstanceProfileName,
                profile.Profile.Arn,
                "name");
        }
    }

    private string AddRole(ProfileContents profile)
    {
        var role = profile.Role!;
        var address = Add(
            "aws_iam_role",
            labels.Snake("aws_iam_role", null, "role"),
            new()
            {
                ["name"] = role.RoleName,
                ["path"] = ProfileContents.PathOf(role.Arn),
                ["assume_role_policy"] = PolicyText.Parse(role.TrustPolicy),
                ["permissions_boundary"] = role.BoundaryArn,
                ["tags"] = Tags(role.Tags),
            },
            role.RoleName);
        foreach (var policy in profile.Policies)
        {
            Add(
                "aws_iam_role_policy",
                labels.Snake("aws_iam_role_policy", policy.Name, "policy"),
                new() { ["name"] = policy.Name, ["role"] = Of(address), ["policy"] = PolicyText.Parse(policy.Document) },
                $"{role.RoleName}:{policy.Name}");
        }

        foreach (var arn in profile.ManagedPolicyArns)
        {
            Add(
                "aws_iam_role_policy_attachment",
                labels.Snake("aws_iam_role_policy_attachment", IamEntity.NameIn(arn), "policy"),
                new() { ["role"] = Of(address, "name"), ["policy_arn"] = arn },
                $"{role.RoleName}/{arn}");
        }

        return address;
    }

    private void AddInstances()
    {
        foreach (var instance in contents.Instances)
        {
            var settings = contents.InstanceSettings[instance.InstanceId];
            var address = Add(
                "aws_instance",
                Label("aws_instance", instance.Tags, "instance"),
                new()
                {
                    ["ami"] = Image(instance),
                    ["instance_type"] = instance.InstanceType.Value,
                    ["key_name"] = Key(instance) is { } key ? key : (JsonNode?)null,
                    ["iam_instance_profile"] = instance.IamInstanceProfile?.Arn is not { } arn ? null
                        : contents.Profiles.Any(profile => profile.Profile.Arn == arn) ? arn : IamEntity.NameIn(arn),
                    ["subnet_id"] = instance.SubnetId,
                    ["vpc_security_group_ids"] = List(contents.GroupsOf(instance)),
                    ["associate_public_ip_address"] = contents.HasPublicAddress(instance),
                    ["source_dest_check"] = instance.SourceDestCheck is false ? false : null,
                    ["tenancy"] = VpcContents.SpecialTenancyOf(instance),
                    ["ipv6_address_count"] = VpcContents.Ipv6CountOf(instance),
                    ["monitoring"] = instance.Monitoring?.State?.Value is "enabled" or "pending" ? true : null,
                    ["ebs_optimized"] = instance.EbsOptimized is true ? true : null,
                    ["hibernation"] = instance.HibernationOptions?.Configured is true ? true : null,
                    ["disable_api_termination"] = settings.DisableApiTermination ? true : null,
                    ["disable_api_stop"] = settings.DisableApiStop ? true : null,
                    ["instance_initiated_shutdown_behavior"] = settings.EndsOnShutdown ? "terminate" : null,
                    ["tags"] = Tags(instance.Tags),
                    ["depends_on"] = contents.HasPublicAddress(instance) ? After(gateways) : null,
                    ["metadata_options"] = instance.MetadataOptions is { } metadata ? Present(new()
                    {
                        ["http_endpoint"] = metadata.HttpEndpoint?.Value,
                        ["http_tokens"] = metadata.HttpTokens?.Value,
                        ["http_put_response_hop_limit"] = metadata.HttpPutResponseHopLimit,
                        ["instance_metadata_tags"] = metadata.InstanceMetadataTags?.Value,
                        ["http_protocol_ipv6"] = VpcContents.SpecialProtocolOf(metadata),
                    }) : null,
                    ["root_block_device"] = contents.RootVolumeOf(instance) is { } volume ? Present(new()
                    {
                        ["encrypted"] = volume.Encrypted,
                        ["volume_size"] = volume.Size,
                        ["volume_type"] = volume.VolumeType?.Value,
                        ["iops"] = VpcContents.SpecialIopsOf(volume),
                        ["throughput"] = VpcContents.SpecialThroughputOf(volume),
                        ["delete_on_termination"] = VpcContents.KeepsRootVolume(instance) ? false : null,
                        ["tags"] = Tags(volume.Tags),
                    }) : null,
                    // None of these is a reason to replace what runs: a newer image, a public address that comes or goes (an Elastic IP
                    // address counts as one), or the template that it was launched from. The last is the provider's alone, and unknown
                    // after an import.
                    ["lifecycle"] = Ignore("ami", "associate_public_ip_address", "launch_template", "user_data_replace_on_change"),
                },
                instance.InstanceId,
                instance.InstanceId);
            foreach (var primary in (instance.NetworkInterfaces ?? []).Where(own => own.Attachment?.DeviceIndex is 0))
            {
                references.Add(primary.NetworkInterfaceId, $"{address}.primary_network_interface_id");
            }
        }
    }

    private HclExpression Image(Sdk.Instance instance)
    {
        if (!images.TryGetValue(instance.ImageId, out var image))
        {
            image = images[instance.ImageId] = contents.NewestImages.TryGetValue(instance.ImageId, out var newest)
                ? AddData("aws_ssm_parameter", labels.Snake("aws_ssm_parameter", null, "image"), new() { ["name"] = newest }, "value")
                : AddVariable("image_id", $"An image of the Region; the default is one of {contents.Region}", instance.ImageId);
        }

        return image;
    }

    private HclExpression? Key(Sdk.Instance instance)
    {
        if (instance.KeyName is not { Length: > 0 } key)
        {
            return null;
        }

        if (!keys.TryGetValue(key, out var name))
        {
            name = keys[key] = AddVariable("key_name", "A key pair of the account and Region", key);
        }

        return name;
    }
}
