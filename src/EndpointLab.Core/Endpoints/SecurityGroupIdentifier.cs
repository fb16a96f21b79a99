namespace EndpointLab;

/// <summary>A security group of an endpoint's network interfaces (EC2's <c>SecurityGroupIdentifier</c>).</summary>
public sealed record SecurityGroupIdentifier(string GroupId, string GroupName)
{
    public override string ToString() => GroupId;
}
