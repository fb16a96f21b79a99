namespace EndpointLab;

/// <summary>An instance (EC2's <c>Instance</c>).</summary>
public sealed record Instance : LabResource
{
    public string InstanceId { get; }

    /// <summary><c>pending</c>, <c>running</c>, <c>stopping</c>, <c>stopped</c>, <c>shutting-down</c> or <c>terminated</c>.</summary>
    public string State { get; init; }

    /// <summary>Why it stopped or never ran, in AWS's words; null otherwise.</summary>
    public string? StateReason { get; }

    public string? PrivateIpAddress { get; }

    public string? PublicIpAddress { get; }

    /// <summary>The first IPv6 address of its primary interface; null without one.</summary>
    public string? Ipv6Address { get; }

    /// <summary>Null once it is terminated, like everything of its network.</summary>
    public string? SubnetId { get; }

    public string? VpcId { get; }

    public string ImageId { get; }

    public string InstanceType { get; }

    public string? KeyName { get; }

    /// <summary>The ARN of the instance profile that gives it a role; null without one.</summary>
    public string? IamInstanceProfile { get; }

    /// <summary>Its primary interface.</summary>
    public string? NetworkInterfaceId { get; }

    /// <summary>The ids of the groups of its primary interface.</summary>
    public string[] SecurityGroups { get; }

    internal override string Id => InstanceId;

    internal Instance(LabSession session, Amazon.EC2.Model.Instance instance)
        : base(session, instance.Tags)
    {
        InstanceId = instance.InstanceId;
        State = instance.State.Name;
        StateReason = instance.StateReason?.Message;
        PrivateIpAddress = instance.PrivateIpAddress;
        PublicIpAddress = string.IsNullOrEmpty(instance.PublicIpAddress) ? null : instance.PublicIpAddress;
        Ipv6Address = string.IsNullOrEmpty(instance.Ipv6Address) ? null : instance.Ipv6Address;
        SubnetId = instance.SubnetId;
        VpcId = instance.VpcId;
        ImageId = instance.ImageId;
        InstanceType = instance.InstanceType;
        KeyName = instance.KeyName;
        IamInstanceProfile = instance.IamInstanceProfile?.Arn;
        NetworkInterfaceId = instance.NetworkInterfaces?.Find(card => card.Attachment?.DeviceIndex is null or 0)?.NetworkInterfaceId;
        SecurityGroups = [.. (instance.SecurityGroups ?? []).Select(group => group.GroupId)];
    }
}
