using System.Text.RegularExpressions;

namespace EndpointLab;

/// <summary>A kind of resource: what AWS calls the property that identifies it, and how an id begins.</summary>
/// <param name="Noun">EC2's name for it, which is also the name of its type here and in the SDK.</param>
/// <param name="IdProperty">The property that holds the id on any object that has one.</param>
/// <param name="Prefix">How its ids begin; null where users give it a name that identifies it.</param>
public sealed partial record ResourceKind(string Noun, string IdProperty, string? Prefix = null)
{
    public static readonly ResourceKind Vpc = new("Vpc", "VpcId", "vpc");
    public static readonly ResourceKind Subnet = new("Subnet", "SubnetId", "subnet");
    public static readonly ResourceKind InternetGateway = new("InternetGateway", "InternetGatewayId", "igw");
    public static readonly ResourceKind RouteTable = new("RouteTable", "RouteTableId", "rtb");
    public static readonly ResourceKind SecurityGroup = new("SecurityGroup", "GroupId", "sg");
    public static readonly ResourceKind SecurityGroupRule = new("SecurityGroupRule", "SecurityGroupRuleId", "sgr");
    public static readonly ResourceKind PrefixList = new("PrefixList", "PrefixListId", "pl");
    public static readonly ResourceKind NatGateway = new("NatGateway", "NatGatewayId", "nat");
    public static readonly ResourceKind EgressOnlyInternetGateway = new("EgressOnlyInternetGateway", "EgressOnlyInternetGatewayId", "eigw");
    public static readonly ResourceKind PeeringConnection = new("VpcPeeringConnection", "VpcPeeringConnectionId", "pcx");
    public static readonly ResourceKind NetworkInterface = new("NetworkInterface", "NetworkInterfaceId", "eni");
    public static readonly ResourceKind Endpoint = new("VpcEndpoint", "VpcEndpointId", "vpce");
    public static readonly ResourceKind EndpointService = new("ServiceConfiguration", "ServiceId", "vpce-svc")
    {
        Words = "endpoint service",
    };
    public static readonly ResourceKind Connection = new("VpcEndpointConnection", "VpcEndpointId", "vpce");
    public static readonly ResourceKind Notification = new("ConnectionNotification", "ConnectionNotificationId", "vpce-nfn");
    public static readonly ResourceKind LoadBalancer = new("LoadBalancer", "LoadBalancerArn");
    public static readonly ResourceKind Instance = new("Instance", "InstanceId", "i");
    public static readonly ResourceKind InstanceProfile = new("InstanceProfile", "InstanceProfileName")
    {
        Words = "instance profile",
    };
    public static readonly ResourceKind Image = new("Image", "ImageId", "ami");
    public static readonly ResourceKind KeyPair = new("KeyPair", "KeyName");
    public static readonly ResourceKind Bucket = new("Bucket", "BucketName");

    /// <summary>AWS's ids are the prefix and 8 (old) or 17 hexadecimal digits; a name may be any text.</summary>
    public bool IsId(string text) => Prefix is null
        ? text.Length > 0
        : text.StartsWith(Prefix + "-", StringComparison.Ordinal) && Digits().IsMatch(text.AsSpan(Prefix.Length + 1));

    /// <summary>How an id begins, which tells its kind.</summary>
    internal static string PrefixOf(string id) => id.Split('-')[0];

    /// <summary>What messages call it: mostly its noun.</summary>
    public string Words { get; private init; } = Noun;

    /// <summary>Such as "a Vpc", "an Instance".</summary>
    internal string WithArticle => ("AEIOUaeiou".Contains(Words[0], StringComparison.Ordinal) ? "an " : "a ") + Words;

    /// <summary>What identifies it, in words.</summary>
    internal string IdForm => Prefix is null ? "a name" : $"an id ({Prefix}- and 17 hexadecimal digits)";

    [GeneratedRegex("^([0-9a-f]{8}|[0-9a-f]{17})$")]
    private static partial Regex Digits();
}
