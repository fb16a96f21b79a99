using Amazon.EC2;
using Amazon.EC2.Model;
using EndpointLab.Labs;

namespace EndpointLab.Export;

/// <summary>Reads what instances of a VPC have, and the buckets and roles that were made for them.</summary>
internal sealed class WorkloadReader(VpcReads reads)
{
    /// <summary>Those that are neither an instance's first one nor AWS's own.</summary>
    public IReadOnlyList<Amazon.EC2.Model.NetworkInterface> InterfacesOf(IReadOnlyList<Amazon.EC2.Model.NetworkInterface> all)
    {
        var services = all.Where(one => !IsOwn(one) && !IsPart(one) && !IsFirst(one))
            .Select(one => one.Description is { Length: > 0 } text ? text : one.NetworkInterfaceId)
            .Distinct().Order(StringComparer.Ordinal);
        foreach (var service in services)
        {
            reads.Note($"What an AWS service keeps in the VPC is left out: {service}.");
        }

        return
        [
            .. all.Where(one => IsOwn(one) && !IsFirst(one))
                .OrderBy(one => VpcContents.NameOf(one.TagSet)).ThenBy(one => one.Description, StringComparer.Ordinal),
        ];
    }

    private static bool IsOwn(Amazon.EC2.Model.NetworkInterface one) =>
        one.RequesterManaged is not true && one.InterfaceType?.Value is "interface" or null;

    private static bool IsFirst(Amazon.EC2.Model.NetworkInterface one) => one.Attachment is { DeviceIndex: 0, InstanceId: not null };

    /// <summary>Whether it comes with a NAT gateway or an endpoint. Others with a type of their own are such as Lambda's.</summary>
    private static bool IsPart(Amazon.EC2.Model.NetworkInterface one) => one.InterfaceType?.Value
        is "nat_gateway" or "natGateway" or "vpc_endpoint" or "gateway_load_balancer_endpoint";

    /// <summary>What only its attributes tell of each, by its id.</summary>
    public async Task<IReadOnlyDictionary<string, InstanceSettings>> SettingsAsync(IEnumerable<Amazon.EC2.Model.Instance> instances)
    {
        var settings = await Task.WhenAll(instances.Select(async instance =>
        {
            var id = instance.InstanceId;
            var userData = await AttributeAsync(id, InstanceAttributeName.UserData);
            var termination = await AttributeAsync(id, InstanceAttributeName.DisableApiTermination);
            var stop = await AttributeAsync(id, InstanceAttributeName.DisableApiStop);
            var shutdown = await AttributeAsync(id, InstanceAttributeName.InstanceInitiatedShutdownBehavior);
            return (id, new InstanceSettings(
                userData?.UserData is { Length: > 0 },
                termination?.DisableApiTermination ?? false,
                stop?.DisableApiStop ?? false,
                shutdown?.InstanceInitiatedShutdownBehavior is "terminate"));
        }));
        return settings.ToDictionary(one => one.id, one => one.Item2);
    }

    private Task<InstanceAttribute?> AttributeAsync(string id, InstanceAttributeName name) => reads.TryAsync(
        "how instances are protected, and whether they have user data",
        async () => (await reads.Lab.Ec2((ec2, token) => ec2.DescribeInstanceAttributeAsync(
            new() { InstanceId = id, Attribute = name }, token), id)).InstanceAttribute);

    public async Task<IReadOnlyList<Volume>> VolumesAsync(List<Amazon.EC2.Model.Instance> instances)
    {
        List<string> ids =
        [
            .. instances.SelectMany(instance => instance.BlockDeviceMappings ?? []).Select(device => device.Ebs?.VolumeId).OfType<string>(),
        ];
        return ids.Count == 0 ? [] : await reads.TryPagesAsync(
            "what volumes instances have",
            (ec2, next, token) => ec2.DescribeVolumesAsync(new() { VolumeIds = ids, NextToken = next }, token),
            answer => answer.Volumes, answer => answer.NextToken);
    }

    public async Task<IReadOnlyDictionary<string, string>> NewestImagesAsync(IEnumerable<Amazon.EC2.Model.Instance> instances)
    {
        Dictionary<string, string> newest = [];
        foreach (var name in instances.Select(instance => AmazonLinux.ParameterFor(instance.InstanceType)).Distinct())
        {
            var parameter = await reads.TryAsync(
                "what the newest image is",
                async () => (await reads.Lab.Ssm((ssm, token) => ssm.GetParameterAsync(new() { Name = name }, token), name)).Parameter);
            if (parameter is not null)
            {
                newest[parameter.Value] = name;
            }
        }

        return newest;
    }

    public async Task<IReadOnlyList<ProfileContents>> ProfilesAsync(IEnumerable<Amazon.EC2.Model.Instance> instances)
    {
        List<ProfileContents> profiles = [];
        var arns = instances.Select(instance => instance.IamInstanceProfile?.Arn).OfType<string>().Distinct();
        foreach (var arn in arns.Order(StringComparer.Ordinal))
        {
            // One with another path has other owners, and maybe other users.
            var profile = ProfileContents.PathOf(arn) != BucketReader.Path ? null
                : await reads.TryAsync("what role instances have", () => Identities.GetInstanceProfileAsync(reads.Lab, arn));
            if (profile is not null)
            {
                profiles.Add(await ProfileAsync(profile));
            }
        }

        return profiles;
    }

    private async Task<ProfileContents> ProfileAsync(InstanceProfile profile)
    {
        var role = profile.RoleName is null ? null
            : await reads.TryAsync("what role instances have", () => Identities.GetRoleAsync(reads.Lab, profile.RoleName));
        if (role is null)
        {
            return new(profile, null, [], []);
        }

        const string matter = "what the role may do";
        List<IamPolicy> policies = [];
        foreach (var name in await reads.TryAsync(matter, () => Identities.ListInlinePoliciesAsync(reads.Lab, role.Entity)) ?? [])
        {
            var policy = await reads.TryAsync(matter, () => Identities.GetInlinePolicyAsync(reads.Lab, role.Entity, name));
            policies.AddRange(policy is null ? [] : [policy]);
        }

        return new(profile, role, policies, await reads.TryAsync(
            "what managed policies the role has", () => Identities.ListAttachedPoliciesAsync(reads.Lab, role.Entity)) ?? []);
    }

    /// <summary>The bucket of the VPC's lab, and those that the roles of its instances were made for.</summary>
    public async Task<IReadOnlyList<BucketContents>> BucketsAsync(Amazon.EC2.Model.Vpc vpc, IReadOnlyList<ProfileContents> profiles)
    {
        var labName = vpc.Tags?.FirstOrDefault(tag => tag.Key == LabTags.Lab)?.Value;
        var names = profiles.Select(one => one.Profile.InstanceProfileName).ToHashSet();
        if (labName is null && names.Count == 0)
        {
            return [];
        }

        List<BucketContents> buckets = [];
        var all = await reads.TryAsync(
            "what bucket belongs to it",
            () => Buckets.ListAsync(
                reads.Lab,
                "",
                name => names.Contains(name) || labName is not null && name.StartsWith(labName, StringComparison.Ordinal))) ?? [];
        foreach (var bucket in all.Where(bucket => names.Contains(bucket.BucketName)
            || labName is not null && bucket.Tags.GetValueOrDefault(LabTags.Lab) == labName).OrderBy(bucket => bucket.BucketName))
        {
            var policy = await reads.TryAsync(
                $"what the policy of the bucket {bucket.BucketName} says",
                async () => await Buckets.PolicyAsync(reads.Lab, bucket.BucketName) ?? "");
            buckets.Add(new(bucket.BucketName, bucket.Tags, policy is { Length: > 0 } ? policy : null));
        }

        return buckets;
    }
}
