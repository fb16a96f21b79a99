using System.Text.RegularExpressions;

namespace EndpointLab;

/// <summary>A kind of resource that has ids: what EC2 calls its id property, and how an id begins.</summary>
/// <param name="Noun">EC2's name for it, which is also the name of its type here and in the SDK.</param>
/// <param name="IdProperty">The property that holds the id on any object that has one.</param>
public sealed partial record ResourceKind(string Noun, string IdProperty, string Prefix)
{
    public static readonly ResourceKind Vpc = new("Vpc", "VpcId", "vpc");
    public static readonly ResourceKind Subnet = new("Subnet", "SubnetId", "subnet");
    public static readonly ResourceKind InternetGateway = new("InternetGateway", "InternetGatewayId", "igw");
    public static readonly ResourceKind RouteTable = new("RouteTable", "RouteTableId", "rtb");
    public static readonly ResourceKind SecurityGroup = new("SecurityGroup", "GroupId", "sg");
    public static readonly ResourceKind NatGateway = new("NatGateway", "NatGatewayId", "nat");
    public static readonly ResourceKind NetworkInterface = new("NetworkInterface", "NetworkInterfaceId", "eni");
    public static readonly ResourceKind Endpoint = new("VpcEndpoint", "VpcEndpointId", "vpce");
    public static readonly ResourceKind Instance = new("Instance", "InstanceId", "i");
    public static readonly ResourceKind KeyPair = new("KeyPair", "KeyPairId", "key");

    /// <summary>AWS's ids are the prefix and 8 (old) or 17 hexadecimal digits.</summary>
    public bool IsId(string text) => text.StartsWith(Prefix + "-", StringComparison.Ordinal) && Digits().IsMatch(text.AsSpan(Prefix.Length + 1));

    [GeneratedRegex("^([0-9a-f]{8}|[0-9a-f]{17})$")]
    private static partial Regex Digits();
}
