namespace EndpointLab.Cmdlets.Arguments;

public sealed class VpcReference(object value) : ResourceReference(ResourceKind.Vpc, value);

public sealed class SubnetReference(object value) : ResourceReference(ResourceKind.Subnet, value);

public sealed class InternetGatewayReference(object value) : ResourceReference(ResourceKind.InternetGateway, value);

public sealed class RouteTableReference(object value) : ResourceReference(ResourceKind.RouteTable, value);

public sealed class SecurityGroupReference(object value) : ResourceReference(ResourceKind.SecurityGroup, value);

public sealed class SecurityGroupRuleReference(object value) : ResourceReference(ResourceKind.SecurityGroupRule, value);

public sealed class NatGatewayReference(object value) : ResourceReference(ResourceKind.NatGateway, value);

public sealed class NetworkInterfaceReference(object value) : ResourceReference(ResourceKind.NetworkInterface, value);

public sealed class EndpointServiceReference(object value) : ResourceReference(ResourceKind.EndpointService, value);

public sealed class NotificationReference(object value) : ResourceReference(ResourceKind.Notification, value);

public sealed class InstanceReference(object value) : ResourceReference(ResourceKind.Instance, value);

/// <summary>
/// An instance profile, by its name or ARN, or as an object that has its name, such as those of AWS.Tools.IdentityManagement.
/// </summary>
public sealed class InstanceProfileReference(object value) : ResourceReference(ResourceKind.InstanceProfile, value);

public sealed class ImageReference(object value) : ResourceReference(ResourceKind.Image, value);

public sealed class KeyPairReference(object value) : ResourceReference(ResourceKind.KeyPair, value);

public sealed class BucketReference(object value) : ResourceReference(ResourceKind.Bucket, value);
