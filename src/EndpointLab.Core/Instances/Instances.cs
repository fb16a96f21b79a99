using Amazon.EC2;
using Amazon.EC2.Model;
using EndpointLab.Resources;

namespace EndpointLab;

/// <summary>Launches, finds, awaits and terminates instances.</summary>
public static class Instances
{
    /// <summary>
    /// Launches one instance whose metadata needs a session token (IMDSv2) and whose disk is encrypted; its volume and interface get its
    /// tags. One that has a Name is launched once: the same plan again gets it, as long as it lives.
    /// </summary>
    public static async Task<Instance> LaunchAsync(LabOperation lab, LaunchPlan plan)
    {
        var imageId = plan.ImageId ?? await AmazonLinux.NewestAsync(lab, plan.InstanceType);
        var rootDisk = plan.ImageId is null ? AmazonLinux.RootDisk : await RootDiskAsync(lab, plan.ImageId);
        var profile = plan.ReadBucket is { } bucket ? await BucketReader.EnsureAsync(lab, bucket, plan.Tags) : plan.InstanceProfile;
        var request = new RunInstancesRequest
        {
            ImageId = imageId,
            InstanceType = plan.InstanceType,
            MinCount = 1,
            MaxCount = 1,
            KeyName = plan.KeyName,
            IamInstanceProfile = profile is null ? null
                : profile.StartsWith("arn:", StringComparison.Ordinal) ? new() { Arn = profile }
                : new() { Name = profile },
            MetadataOptions = new() { HttpTokens = HttpTokensState.Required, HttpEndpoint = InstanceMetadataEndpointState.Enabled },
            BlockDeviceMappings = rootDisk is null ? null : [rootDisk],
            NetworkInterfaces =
            [
                new()
                {
                    DeviceIndex = 0,
                    SubnetId = plan.SubnetId,
                    Groups = plan.SecurityGroupIds.Count == 0 ? null : [.. plan.SecurityGroupIds],
                    AssociatePublicIpAddress = plan.AssociatePublicIpAddress,
                    DeleteOnTermination = true,
                },
            ],
            TagSpecifications = plan.Tags.Count == 0 ? null :
            [
                .. Tags.Specify(ResourceType.Instance, plan.Tags)!,
                .. Tags.Specify(ResourceType.Volume, plan.Tags)!,
                .. Tags.Specify(ResourceType.NetworkInterface, plan.Tags)!,
            ],
        };
        return await ClientToken.CreateAsync(
            lab,
            ClientToken.OfNamed(
                plan.Tags,
                [
                    imageId, plan.InstanceType, plan.SubnetId, plan.KeyName, $"{plan.AssociatePublicIpAddress}", profile,
                    .. plan.SecurityGroupIds,
                ]),
            async clientToken =>
            {
                request.ClientToken = clientToken;
                var launched = await lab.JustCreated(
                    () => lab.Ec2((ec2, token) => ec2.RunInstancesAsync(request, token), plan.SubnetId),
                    error => plan.ReadBucket is not null && IsUnknownProfile(error),
                    lab.Session.ProfileGrace);
                return launched.Reservation.Instances[0].InstanceId;
            },
            async id => (await GetAsync(lab, ResourceQuery.ById(id)))[0],
            instance => instance.State is "shutting-down" or "terminated");
    }

    public static async Task<IReadOnlyList<Instance>> GetAsync(LabOperation lab, ResourceQuery query)
    {
        var reservations = await lab.Ec2Pages(
            (ec2, next, token) => ec2.DescribeInstancesAsync(
                new() { InstanceIds = query.IdList, Filters = query.FilterList, NextToken = next }, token),
            response => response.Reservations,
            response => response.NextToken);
        return
        [
            .. reservations.SelectMany(reservation => reservation.Instances ?? []).Select(instance => new Instance(lab.Session, instance)),
        ];
    }

    public static Task RemoveAsync(LabOperation lab, string instanceId) =>
        lab.Ec2((ec2, token) => ec2.TerminateInstancesAsync(new() { InstanceIds = [instanceId] }, token), instanceId);

    /// <summary>Has an instance use a profile that was made for it, in the place of the one it has.</summary>
    internal static async Task SetProfileAsync(LabOperation lab, string instanceId, string profileArn)
    {
        var present = await lab.Ec2(
            (ec2, token) => ec2.DescribeIamInstanceProfileAssociationsAsync(
                new() { Filters = [new("instance-id", [instanceId]), new("state", ["associating", "associated"])] }, token),
            instanceId);
        var association = present.IamInstanceProfileAssociations?.FirstOrDefault()?.AssociationId;
        await lab.JustCreated(
            async () => association is null
                ? (object)await lab.Ec2((ec2, token) => ec2.AssociateIamInstanceProfileAsync(
                    new() { InstanceId = instanceId, IamInstanceProfile = new() { Arn = profileArn } }, token), instanceId)
                : await lab.Ec2((ec2, token) => ec2.ReplaceIamInstanceProfileAssociationAsync(
                    new() { AssociationId = association, IamInstanceProfile = new() { Arn = profileArn } }, token), instanceId),
            IsUnknownProfile,
            lab.Session.ProfileGrace);
    }

    /// <summary>An image's root disk, of the same size but encrypted; null where it is no disk of EBS's.</summary>
    private static async Task<BlockDeviceMapping?> RootDiskAsync(LabOperation lab, string imageId)
    {
        var images = await lab.Ec2((ec2, token) => ec2.DescribeImagesAsync(new() { ImageIds = [imageId] }, token), imageId);
        if (images.Images?.Find(image => image.RootDeviceType == DeviceType.Ebs) is not { RootDeviceName: { } name } image)
        {
            return null;
        }

        var size = image.BlockDeviceMappings?.Find(device => device.DeviceName == name)?.Ebs?.VolumeSize;
        return new() { DeviceName = name, Ebs = new() { VolumeSize = size, Encrypted = true } };
    }

    /// <summary>
    /// "Value (…) for parameter iamInstanceProfile.arn is invalid. Invalid IAM Instance Profile ARN", until EC2 has heard of it.
    /// </summary>
    private static bool IsUnknownProfile(LabException error) =>
        error.AwsErrorCode == "InvalidParameterValue" && error.Message.Contains("iamInstanceProfile", StringComparison.Ordinal);

    internal static LabException WithoutInterface(Instance instance) => new(
        ErrorId.ResourceNotFound,
        $"The instance {instance.InstanceId} is {instance.State} and has no network interface.",
        "Use an instance that is running.",
        instance.InstanceId);
}
