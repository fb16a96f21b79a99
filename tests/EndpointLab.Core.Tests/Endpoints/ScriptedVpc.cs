using System.Collections.Specialized;
using System.Net;
using System.Web;
using System.Xml.Linq;

namespace EndpointLab.Core.Tests.Endpoints;

/// <summary>
/// A VPC with two zones as EC2's Describe actions show it, to which any of what a check reads can be set, such as a service that
/// one zone lacks. It creates and changes nothing: it keeps what it was asked for.
/// </summary>
internal sealed class ScriptedVpc : HttpMessageHandler
{
    public const string Id = "vpc-11111111";
    public const string First = "subnet-aaaaaaaa", SameZone = "subnet-abababab", Second = "subnet-bbbbbbbb";
    public const string Dual = "subnet-dddddddd", Ipv6Only = "subnet-66666666", Elsewhere = "subnet-eeeeeeee";

    private static readonly XElement Subnets = XElement.Parse($"""
        <subnetSet>
          {Subnet(First, "a", "<cidrBlock>10.0.1.0/24</cidrBlock>")}
          {Subnet(SameZone, "a", "<cidrBlock>10.0.11.0/24</cidrBlock>")}
          {Subnet(Second, "b", "<cidrBlock>10.0.2.0/24</cidrBlock>")}
          {Subnet(Dual, "a", $"<cidrBlock>10.0.3.0/24</cidrBlock>{Ipv6("2001:db8:0:3::/64")}")}
          {Subnet(Ipv6Only, "a", Ipv6("2001:db8:0:6::/64"))}
          {Subnet(Elsewhere, "a", "<cidrBlock>10.9.1.0/24</cidrBlock>").Replace(Id, "vpc-99999999", StringComparison.Ordinal)}
        </subnetSet>
        """);

    /// <summary>The names and the parameters of the calls that would have changed something.</summary>
    public List<(string Action, NameValueCollection Form)> Changes { get; } = [];

    public NameValueCollection Change => Assert.Single(Changes).Form;

    /// <summary>The parameters of the one call that would have changed something, in order, without its token.</summary>
    public IEnumerable<string> Asked => Change.AllKeys.Where(key => key is not ("ClientToken" or "Version"))
        .Order(StringComparer.Ordinal).Select(key => $"{key}={Change[key]}");

    public string ServiceZones { get; set; } = "<item>use1-az1</item><item>use1-az2</item>";

    public string Families { get; set; } = "<item>ipv4</item><item>ipv6</item>";

    public string PolicySupported { get; set; } = "true";

    public string? PrivateDnsName { get; set; } = "sqs.us-east-1.amazonaws.com";

    public string NameState { get; set; } = "verified";

    public string AcceptanceRequired { get; set; } = "false";

    /// <summary>A VPC attribute that is false.</summary>
    public string? Off { get; set; }

    /// <summary>The VPC's endpoints, as DescribeVpcEndpoints shows them.</summary>
    public string Endpoints { get; set; } = "";

    /// <summary>The message of an InvalidParameter that CreateVpcEndpoint is refused with.</summary>
    public string? Refusal { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var form = HttpUtility.ParseQueryString(await request.Content!.ReadAsStringAsync(cancellationToken));
        var action = form["Action"]!;
        var isRefused = action is "CreateVpcEndpoint" && Refusal is not null;
        var body = isRefused
            ? $"<Response><Errors><Error><Code>InvalidParameter</Code><Message>{Refusal}</Message></Error></Errors></Response>"
            : $"<{action}Response>{Answer(action, form)}</{action}Response>";
        return new(isRefused ? HttpStatusCode.BadRequest : HttpStatusCode.OK) { Content = new StringContent(body) };
    }

    private string Answer(string action, NameValueCollection form)
    {
        switch (action)
        {
            case "DescribeSubnets":
                var keys = form.AllKeys.Where(key => key!.StartsWith("SubnetId.", StringComparison.Ordinal));
                var asked = Subnets.Elements().Where(item => keys.Any(key => form[key] == (string?)item.Element("subnetId")));
                return $"{new XElement(Subnets.Name, asked)}";
            case "DescribeVpcEndpointServices":
                var services = Service("sqs", "Interface") + Service("s3", "Gateway") + Service("s3", "Interface");
                return $"<serviceDetailSet>{services}</serviceDetailSet>";
            case "DescribeVpcAttribute":
                var name = form["Attribute"]!;
                return $"<{name}><value>{(name == Off ? "false" : "true")}</value></{name}>";
            case "DescribeVpcEndpoints" when form["VpcEndpointId.1"] is null or not "vpce-99999999":
                return $"<vpcEndpointSet>{Endpoints}</vpcEndpointSet>";
            case "DescribeVpcEndpoints":
                return "<vpcEndpointSet><item><vpcEndpointId>vpce-99999999</vpcEndpointId></item></vpcEndpointSet>";
            default:
                Changes.Add((action, form));
                return "<vpcEndpoint><vpcEndpointId>vpce-99999999</vpcEndpointId></vpcEndpoint><return>true</return>";
        }
    }

    private string Service(string service, string type) => $"""
        <item><serviceName>com.amazonaws.us-east-1.{service}</serviceName>
        <serviceType><item><serviceType>{type}</serviceType></item></serviceType>
        <serviceRegion>us-east-1</serviceRegion><availabilityZoneIdSet>{ServiceZones}</availabilityZoneIdSet>
        <availabilityZoneSet><item>us-east-1x</item></availabilityZoneSet>
        <vpcEndpointPolicySupported>{PolicySupported}</vpcEndpointPolicySupported>
        <acceptanceRequired>{AcceptanceRequired}</acceptanceRequired>
        {(PrivateDnsName is null ? "" : $"<privateDnsName>{PrivateDnsName}</privateDnsName>")}
        <privateDnsNameSet><item><privateDnsName>{PrivateDnsName}</privateDnsName></item></privateDnsNameSet>
        <privateDnsNameVerificationState>{NameState}</privateDnsNameVerificationState>
        <supportedIpAddressTypeSet>{Families}</supportedIpAddressTypeSet></item>
        """;

    private static string Subnet(string id, string zone, string blocks) => $"""
        <item><subnetId>{id}</subnetId><vpcId>{Id}</vpcId><availabilityZone>us-east-1{zone}</availabilityZone>
        <availabilityZoneId>use1-az{(zone == "a" ? 1 : 2)}</availabilityZoneId>{blocks}</item>
        """;

    private static string Ipv6(string block) => $"""
        <ipv6CidrBlockAssociationSet><item><ipv6CidrBlock>{block}</ipv6CidrBlock>
        <ipv6CidrBlockState><state>associated</state></ipv6CidrBlockState></item></ipv6CidrBlockAssociationSet>
        """;
}
