using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace EndpointLab.Simulator.Tests.Ec2;

/// <summary>EC2's Query protocol without an SDK, to see what the SDK hides: which fields are there, and which lists are empty.</summary>
internal sealed class RawEc2(Cloud cloud, string accountId = "111111111111", string region = "us-east-1") : IDisposable
{
    /// <summary>Lists that botocore, by which the recordings were made, calls otherwise than by their element's name.</summary>
    private static readonly Dictionary<string, string> Lists = new()
    {
        ["tagSet"] = "Tags",
        ["routeSet"] = "Routes",
        ["routeTableSet"] = "RouteTables",
        ["associationSet"] = "Associations",
        ["propagatingVgwSet"] = "PropagatingVgws",
        ["cidrBlockAssociationSet"] = "CidrBlockAssociationSet",
        ["ipv6CidrBlockAssociationSet"] = "Ipv6CidrBlockAssociationSet",
        ["securityGroupForVpcSet"] = "SecurityGroupForVpcs",
        ["availabilityZoneInfo"] = "AvailabilityZones",
        ["messageSet"] = "Messages",
        ["vpcEndpointSet"] = "VpcEndpoints",
        ["dnsEntrySet"] = "DnsEntries",
        ["groupSet"] = "Groups",
        ["networkInterfaceIdSet"] = "NetworkInterfaceIds",
        ["routeTableIdSet"] = "RouteTableIds",
        ["subnetIdSet"] = "SubnetIds",
        ["vpcPeeringConnectionSet"] = "VpcPeeringConnections",
        ["cidrBlockSet"] = "CidrBlockSet",
        ["attachments"] = "VpcAttachments",
        ["vpnGatewaySet"] = "VpnGateways",
    };

    private readonly HttpClient client = new(new CloudHandler(cloud));

    public void Dispose() => client.Dispose();

    public async Task<(HttpStatusCode Status, XElement Answer)> SendAsync(string parameters)
    {
        var (status, text) = await TextAsync(parameters);
        return (status, XElement.Parse(text));
    }

    public async Task<(HttpStatusCode Status, string Answer)> TextAsync(string parameters)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, $"https://ec2.{region}.amazonaws.com/");
        request.Content = new StringContent(parameters, new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"AWS4-HMAC-SHA256 Credential={accountId}/20260101/{region}/ec2/aws4_request, Signature=0");
        using var response = await client.SendAsync(request, Simulated.Cancel);
        Assert.Equal("EndpointLab", response.Headers.Server.ToString());
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Simulated.Cancel));
    }

    /// <summary>The answer's fields as botocore names them, without the request id and the mere "it worked".</summary>
    public async Task<JsonObject> CallAsync(string parameters)
    {
        var (status, answer) = await SendAsync(parameters);
        Assert.Equal(HttpStatusCode.OK, status);
        var fields = Fields(answer);
        fields.Remove("RequestId");
        fields.Remove("Return");
        return fields;
    }

    private static JsonObject Fields(XElement element) => new(element.Elements().Select(
        child => KeyValuePair.Create(Name(child), Value(child))));

    private static string Name(XElement element)
    {
        var name = element.Name.LocalName;
        return Lists.GetValueOrDefault(name) ?? (name == "zoneState" ? "State" : char.ToUpperInvariant(name[0]) + name[1..]);
    }

    private static JsonNode? Value(XElement element)
    {
        if (Lists.ContainsKey(element.Name.LocalName))
            return new JsonArray([.. element.Elements().Select(item => item.HasElements ? Fields(item) : Value(item))]);
        return element.HasElements ? Fields(element) : JsonValue.Create(element.Value);
    }
}
