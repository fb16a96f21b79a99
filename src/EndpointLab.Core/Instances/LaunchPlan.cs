namespace EndpointLab;

/// <summary>What an instance is launched with.</summary>
/// <param name="SecurityGroupIds">None for the VPC's default group.</param>
/// <param name="ImageId">Null for the newest Amazon Linux 2023.</param>
/// <param name="ReadBucket">The bucket that it is to read, by a role that is made where there is none; null for none.</param>
/// <param name="InstanceProfile">The name or ARN of the instance profile that gives it a role; null for none.</param>
/// <param name="AssociatePublicIpAddress">Null for what the subnet does by default.</param>
public sealed record LaunchPlan(
    string SubnetId,
    string InstanceType,
    IReadOnlyList<string> SecurityGroupIds,
    string? KeyName,
    string? ImageId,
    string? ReadBucket,
    string? InstanceProfile,
    bool? AssociatePublicIpAddress,
    IReadOnlyDictionary<string, string> Tags);
